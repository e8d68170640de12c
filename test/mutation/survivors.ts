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
    from: 'downMs: -1,',
    to: 'downMs: +1,',
    why: 'Nothing fires before each key was seen released, and a sample with a released key sets it.',
  },
  {
    file: 'src/firmware/keys.ts',
    from: 'if (levels || stalled || keys.downMs < 0) keys.downMs = levels ? -1 : nowMs;',
    to: 'if (levels || stalled || keys.downMs <= 0) keys.downMs = levels ? -1 : nowMs;',
    why: 'The clock begins at 0 with the boot, and a press that counts comes after a release: it never begins at 0.',
  },
  {
    file: 'src/firmware/keys.ts',
    from: 'if (keys.downMs < 0 || nowMs - keys.downMs < DEBOUNCE_MS) return NOTHING;',
    to: 'if (keys.downMs <= 0 || nowMs - keys.downMs < DEBOUNCE_MS) return NOTHING;',
    why: 'The clock begins at 0 with the boot, and a press that counts comes after a release: it never begins at 0.',
  },
  {
    file: 'src/firmware/keys.ts',
    from: 'for (let bit = 0; bit < PINS.length; bit++) {',
    to: 'for (let bit = 0; bit <= PINS.length; bit++) {',
    why: 'A bit beyond the keys reads low in every sample, as a key does that is held: nothing comes of it.',
  },
  {
    file: 'src/firmware/press.ts',
    from: 'return { phase: IDLE, index: 0, endMs: 0, dueMs: 0, delayMs: 0, lost: false };',
    to: 'return { phase: IDLE, index: 0, endMs: 0, dueMs: 0, delayMs: 0, lost: true };',
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
