import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { drawScreen, type ScreenView } from '../../../src/simulator/faces/screen.ts';

const VIEW: ScreenView = {
  title: 'Deploy button on a virtual Feather HUZZAH',
  where: 'stand-in Wi-Fi and chat, on 127.0.0.1:65535',
  armed: null,
  keys: [4, 5, 12, 13].map((pin) => ({ pin, pressed: pin === 5 })),
  lampLit: true,
  lampSays: 'ready',
  wifiUp: false,
  channelWorks: true,
  consoleLines: Array.from({ length: 40 }, (_, index) => `line ${index}`),
  messages: ['hello', 'x'.repeat(200)],
};

describe('the screen', () => {
  test.each([
    [80, 24],
    [120, 50],
    [60, 20],
    [80, 14],
    [24, 8],
    [8, 30],
  ])('fills %i columns and %i rows, and no more, with colours as without', (columns, rows) => {
    const plain = drawScreen(VIEW, columns, rows, false);
    expect(plain).toHaveLength(rows);
    expect(Math.max(...plain.map((line) => line.length))).toBe(columns);
    expect(drawScreen(VIEW, columns, rows).map(stripVTControlCharacters)).toEqual(plain);
  });

  test('shows keys, lamp, Wi-Fi, webhook, the latest console lines and messages, and what to type', () => {
    const text = drawScreen(VIEW, 80, 24, false).join('\n');
    for (const part of [
      '[ 4 ]',
      'D13',
      '(*) ready',
      'Wi-Fi down',
      'webhook works',
      'line 39',
      'hello',
      'q or Esc quit',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('line 2\n');
  });

  test('looks so', () => {
    expect(drawScreen(VIEW, 60, 18, false)).toEqual([
      ' Deploy button on a virtual Feather HUZZAH',
      ' stand-in Wi-Fi and chat, on 127.0.0.1:65535',
      '',
      '   [ 1 ]   [ 2 ]   [ 3 ]   [ 4 ]',
      '    D4      D5     D12     D13     ',
      '   lamp (*) ready          Wi-Fi down   webhook works',
      '-- board ---------------------------------------------------',
      ...[35, 36, 37, 38, 39].map((number) => ` line ${number}`),
      '-- channel -------------------------------------------------',
      ' hello',
      ` ${'x'.repeat(59)}`,
      '',
      ' space smash   1-4 press or let go   w Wi-Fi off/on',
      ' f webhook fails/works   q or Esc quit',
    ]);
  });

  test('looks so in colours', () => {
    const [RED, GREEN, DIM, BOLD, REVERSE, PLAIN] = [91, 92, 2, 1, 7, 0].map((style) => `\u001b[${style}m`);
    const dark = { lampLit: false, lampSays: '', wifiUp: true, channelWorks: false, armed: true };
    expect(drawScreen({ ...VIEW, ...dark, keys: VIEW.keys.slice(0, 2) }, 71, 13)).toEqual([
      `${BOLD} Deploy button on a virtual Feather HUZZAH${PLAIN}`,
      ' stand-in Wi-Fi and chat, on 127.0.0.1:65535',
      '',
      `   [ 1 ]   ${REVERSE}[ 2 ]${PLAIN}`,
      '    D4      D5     ',
      `   lamp ${DIM}( )${PLAIN}                Wi-Fi ${GREEN}up${PLAIN}   webhook ${RED}fails${PLAIN}   ${RED}ARMED${PLAIN}`,
      `${DIM}-- board --------------------------------------------------------------${PLAIN}`,
      ' line 39',
      `${DIM}-- channel ------------------------------------------------------------${PLAIN}`,
      ` ${'x'.repeat(70)}`,
      '',
      `${DIM} a disarm   space smash   1-2 press or let go   w Wi-Fi off/on${PLAIN}`,
      `${DIM} f webhook fails/works   q or Esc quit${PLAIN}`,
    ]);
  });

  test('breaks the line of what to type where it is full, and not before', () => {
    const words = (columns: number): string[] => {
      const lines = drawScreen(
        { ...VIEW, channelWorks: null, messages: Array<string>(9).fill('x') },
        columns,
        20,
        false,
      );
      return lines.slice(lines.findLastIndex((line) => line.startsWith(' x')) + 1);
    };
    const last = ' w Wi-Fi off/on   q or Esc quit';
    expect(words(34)).toEqual(['', ' space smash   1-4 press or let go', last]);
    expect(words(33)).toEqual(['', ' space smash', ' 1-4 press or let go', last]);
    expect(words(10)).toEqual(['', ' space sma', ' 1-4 press', ' w Wi-Fi o', ' q or Esc ']);
  });

  test('marks a pressed key', () => {
    expect(drawScreen(VIEW, 80, 24)[3]).toContain('\u001b[7m[ 2 ]');
  });

  test('has no switch for a webhook that is not ours, and says whether it is armed', () => {
    const text = drawScreen({ ...VIEW, channelWorks: null, armed: false }, 80, 24, false).join('\n');
    expect(text).toContain('not armed');
    expect(text).toContain('a arm for one deploy');
    expect(text).not.toContain('webhook');
    const armed = drawScreen({ ...VIEW, channelWorks: null, armed: true }, 80, 24, false).join('\n');
    expect(armed).toContain('ARMED');
    expect(armed).toContain('a disarm');
  });

  test.each([
    { channelWorks: true, armed: null },
    { channelWorks: null, armed: false },
  ])('cuts nothing of its own words off at 60 columns: $armed', (state) => {
    const view = { ...VIEW, ...state, lampSays: 'key 8 stuck', messages: [], consoleLines: [] };
    const words = (columns: number): string[] =>
      drawScreen(view, columns, 24, false).join(' ').replaceAll('-', ' ').split(/\s+/);
    expect(words(60)).toEqual(words(200));
  });

  test('lets nothing that came from outside steer the terminal', () => {
    const text = drawScreen(
      {
        ...VIEW,
        title: '\u001bctitle',
        where: '\u009b1mwhere',
        lampSays: '\u0008says',
        messages: ['\u001b[2J gone'],
        consoleLines: ['\u0007\r'],
      },
      80,
      24,
      false,
    ).join('\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    for (const shown of ['\\x1bctitle', '\\x9b1mwhere', '\\x08says']) expect(text).toContain(shown);
    expect(text).toContain('\\x1b[2J gone');
    expect(text).toContain('\\x07\\x0d');
  });
});
