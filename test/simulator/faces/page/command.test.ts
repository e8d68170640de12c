import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../../../src/simulator/faces/page/command.ts';
import { type Command, PROTOCOL } from '../../../../src/simulator/faces/page/wire.ts';

const MOST_KEYS = 8;

describe('a command', () => {
  test.each<Command>([
    { do: 'hold', pins: [] },
    { do: 'hold', pins: Array<number>(MOST_KEYS).fill(16) },
    { do: 'stick', pin: 0, stuck: false },
    { do: 'stick', pin: 16, stuck: true },
    { do: 'powerCycle' },
    ...(['on', 'off', 'wrongPassword'] as const).map((is) => ({ do: 'wifi', is }) as const),
    ...(['answers', 'slow', 'fails', 'silent', 'down'] as const).map(
      (is) => ({ do: 'webhook', is }) as const,
    ),
    ...(['up', 'down'] as const).map((is) => ({ do: 'relay', is }) as const),
    { do: 'arm', armed: true },
    { do: 'arm', armed: false },
  ])('is %j', (command) => {
    expect(parseCommand(JSON.stringify(command))).toEqual(command);
  });

  test.each([
    ...['', '{', 'null', '[]', '"arm"', 'true', '{}'],
    ...['{"do":"explode"}', '{"do":null}', '{"do":["arm"],"armed":true}', '[{"do":"powerCycle"}]'],
    ...[
      '{"do":"hold"}',
      '{"do":"hold","pins":4}',
      '{"do":"hold","pins":["4"]}',
      '{"do":"hold","pins":[null]}',
    ],
    ...['{"do":"hold","pins":[17]}', '{"do":"hold","pins":[-1]}', '{"do":"hold","pins":[4.5]}'],
    `{"do":"hold","pins":${JSON.stringify(Array(MOST_KEYS + 1).fill(4))}}`,
    ...['{"do":"stick","pin":4}', '{"do":"stick","stuck":true}', '{"do":"stick","pin":4,"stuck":"true"}'],
    ...['{"do":"stick","pin":17,"stuck":true}', '{"do":"stick","pin":-1,"stuck":true}'],
    ...['{"do":"wifi"}', '{"do":"wifi","is":"slow"}', '{"do":"wifi","is":""}', '{"do":"wifi","is":["on"]}'],
    ...['{"do":"webhook"}', '{"do":"webhook","is":"on"}', '{"do":"webhook","is":""}'],
    ...['{"do":"relay"}', '{"do":"relay","is":"slow"}', '{"do":"relay","is":""}'],
    ...['{"do":"arm"}', '{"do":"arm","armed":1}', '{"do":"arm","armed":"true"}', '{"do":"arm","armed":null}'],
  ])('is none: %s', (text) => {
    expect(parseCommand(text)).toBeUndefined();
  });

  test.each<Command>([
    { do: 'hold', pins: [4] },
    { do: 'stick', pin: 4, stuck: true },
    { do: 'powerCycle' },
    { do: 'wifi', is: 'on' },
    { do: 'webhook', is: 'slow' },
    { do: 'relay', is: 'up' },
    { do: 'arm', armed: true },
  ])('$do with anything besides is none', (command) => {
    expect(parseCommand(JSON.stringify({ ...command, for: 1 }))).toBeUndefined();
  });
});

test('the WebSocket’s name is a word that a browser may offer (RFC 6455)', () => {
  expect(PROTOCOL).toMatch(/^[\w-]+$/);
});
