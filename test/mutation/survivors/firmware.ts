import type { Explained } from '../survivors.ts';

export const FIRMWARE: readonly Explained[] = [
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
    file: 'src/firmware/main.ts',
    from: "return wifi.getIP().ip > '1';",
    to: "return wifi.getIP().ip >= '1';",
    why: 'It is an address, and never this one digit.',
  },
  {
    file: 'src/firmware/main.ts',
    from: 'if (looks && time >= wakeTime) {',
    to: 'if (looks && time > wakeTime) {',
    why: 'A poll that meets that very time leaves it to the next one, as a poll a little earlier would.',
  },
  {
    file: 'src/firmware/main.ts',
    from: 'if (press.phase !== reported) report();',
    to: 'if (true) report();',
    why: 'It tells only what is new, and what else is new is told in the next turn anyway.',
  },
  {
    file: 'src/firmware/main.ts',
    from: "if (WITH_RELAY) relay.first = '';",
    to: "if (true) relay.first = '';",
    why: 'Without a relay nobody reads it.',
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
];
