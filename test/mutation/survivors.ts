import { RELAY } from './survivors/relay.ts';

/** A mutant that no test can tell from the code. */
export interface Explained {
  readonly file: string;
  /** The line as it is, and as the mutant has it. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Why these mutants may live. Any other is to be killed by a test. */
export const EXPLAINED: readonly Explained[] = [
  ...[
    "if (!PAGE_EXPECTED && (answer.indexOf(': text/html') >= 0 || answer.indexOf('\\n<') > 0)) return FAILED;",
    "if (!PAGE_EXPECTED && (answer.indexOf(': text/html') > 0 || answer.indexOf('\\n<') >= 0)) return FAILED;",
  ].map((to) => ({
    file: 'src/firmware/answers.ts',
    from: "if (!PAGE_EXPECTED && (answer.indexOf(': text/html') > 0 || answer.indexOf('\\n<') > 0)) return FAILED;",
    to,
    why: 'No answer begins so: what has a status begins with HTTP/1.1.',
  })),
  {
    file: 'src/firmware/answers.ts',
    from: "const text = answer.indexOf('chunked') > 0 ? body.replace(/\\r\\n[0-9a-f]+\\r\\n/gi, '') : body;",
    to: "const text = answer.indexOf('chunked') >= 0 ? body.replace(/\\r\\n[0-9a-f]+\\r\\n/gi, '') : body;",
    why: 'No answer begins so.',
  },
  {
    file: 'src/firmware/answers.ts',
    from: 'return text.indexOf(EXPECTED) > 0;',
    to: 'return text.indexOf(EXPECTED) >= 0;',
    why: 'The text begins with the empty line before the body.',
  },
  {
    file: 'src/firmware/answers.ts',
    from: 'return at > 17 && answer.length - bodyAt > parseInt(answer.slice(at, at + 7));',
    to: 'return at >= 17 && answer.length - bodyAt > parseInt(answer.slice(at, at + 7));',
    why: 'No answer begins with a header.',
  },
  {
    file: 'src/firmware/keys.ts',
    from: 'if (!levels && keys.phase > REST) {',
    to: 'if (!levels && keys.phase >= REST) {',
    why: 'At rest no sample has all keys low: the first that has was a change, which began a chord.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'if (WITH_RELAY) {',
    to: 'if (true) {',
    why: 'Without a relay nobody reads what this sets, and no result is AGAIN.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'if (WITH_RELAY) press.answerLost = 0;',
    to: 'if (true) press.answerLost = 0;',
    why: 'Without a relay nobody reads it.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'const dueMs = nowMs + (waitMs > press.backoffMs ? waitMs : press.backoffMs);',
    to: 'const dueMs = nowMs + (waitMs >= press.backoffMs ? waitMs : press.backoffMs);',
    why: 'Of two that are equal it takes the other.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'press.dueMs = dueMs < press.endMs ? dueMs : press.endMs;',
    to: 'press.dueMs = dueMs <= press.endMs ? dueMs : press.endMs;',
    why: 'Of two that are equal it takes the other.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: "if (contentType.length !== 1 || !JSON_TYPE.test(contentType[0] ?? '')) return 'notJson';",
    to: 'if (contentType.length !== 1 || !JSON_TYPE.test(contentType[0] ?? "Stryker was here!")) return \'notJson\';',
    why: 'There is one type by then; the other text is there for the type check, and is no type of JSON either.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: "return parseKey(idempotencyKey[0] ?? '') ?? 'malformed';",
    to: 'return parseKey(idempotencyKey[0] ?? "Stryker was here!") ?? \'malformed\';',
    why: 'The other text is as little a key as the empty one.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: "const claim = parseAuthorization(credentials ?? '');",
    to: 'const claim = parseAuthorization(credentials ?? "Stryker was here!");',
    why: 'The other text is as little credentials as the empty one.',
  },
  {
    file: 'src/relay/delivery/decide.ts',
    from: '} catch {\n    return false;\n  }',
    to: '} catch {}',
    why: 'Its caller asks only whether it is true, and nothing returned is not.',
  },
  {
    file: 'src/relay/protocol/nonces.ts',
    from: "return MARKED.exec(nonce)?.[1] ?? '';",
    to: 'return MARKED.exec(nonce)?.[1] ?? "Stryker was here!";',
    why: 'The other text is as little a nonce as the empty one.',
  },
  ...RELAY,
];
