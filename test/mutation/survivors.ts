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
  {
    file: 'src/firmware/answers.ts',
    from: 'return status < 200 || status > 501 ? UNKNOWN : FAILED;',
    to: 'return status <= 200 || status > 501 ? UNKNOWN : FAILED;',
    why: '200 was accepted two lines above.',
  },
  {
    file: 'src/firmware/keys.ts',
    from: 'if (!levels && keys.phase > REST) {',
    to: 'if (!levels && keys.phase >= REST) {',
    why: 'At rest no sample has all keys low: the first that has was a change, which began a chord.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'return { phase: IDLE, messageAt: 0, endMs: 0, dueMs: Infinity, backoffMs: 0, answerLost: false };',
    to: 'return { phase: IDLE, messageAt: 0, endMs: 0, dueMs: Infinity, backoffMs: 0, answerLost: true };',
    why: 'Whether an answer is lost is set anew as each message starts, and nobody asks before.',
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
];
