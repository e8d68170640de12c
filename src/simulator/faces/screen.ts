import { oneLine } from '../../printable.ts';

/** Everything that the terminal shows, as plain data. */
export interface ScreenView {
  readonly title: string;
  readonly keys: readonly { readonly pin: number; readonly pressed: boolean }[];
  readonly lampLit: boolean;
  /** What the lamp's pattern means, '' while it is unclear. */
  readonly lampSays: string;
  readonly wifiUp: boolean;
  /** Whether the channel answers as it should; null when the run is live and the channel is not ours. */
  readonly channelWorks: boolean | null;
  readonly consoleLines: readonly string[];
  readonly messages: readonly string[];
}

const RED = '\u001b[91m';
const GREEN = '\u001b[92m';
const DIM = '\u001b[2m';
const BOLD = '\u001b[1m';
const REVERSE = '\u001b[7m';
const PLAIN = '\u001b[0m';

/** Lines besides those of the console and of the messages. */
const FIXED_LINES = 10;

/**
 * Draws the screen: exactly `rows` lines, none wider than `columns`.
 * @param colours whether the terminal takes escape sequences for them
 */
export function drawScreen(view: ScreenView, columns: number, rows: number, colours = true): string[] {
  const paint = (style: string, text: string): string => (colours ? `${style}${text}${PLAIN}` : text);
  const rest = Math.max(2, rows - FIXED_LINES);
  const messageRows = Math.max(1, Math.min(6, Math.floor(rest / 3)));
  const consoleRows = rest - messageRows;

  const lamp = view.lampLit ? paint(RED, '(*)') : paint(DIM, '( )');
  const wifi = view.wifiUp ? paint(GREEN, 'up') : paint(RED, 'down');
  const status = [
    `   lamp ${lamp} ${oneLine(view.lampSays).padEnd(12)}`,
    `Wi-Fi ${wifi}`,
    channel(view, paint),
  ];
  const caps = view.keys.map(({ pressed }, index) => {
    const cap = `[ ${index + 1} ]`;
    return pressed ? paint(REVERSE, cap) : cap;
  });
  const lines = [
    paint(BOLD, ` ${oneLine(view.title)}`),
    '',
    `   ${caps.join('   ')}`,
    `   ${view.keys.map(({ pin }) => `D${pin}`.padStart(3).padEnd(8)).join('')}`,
    status.join('   '),
    '',
    paint(DIM, rule('board', columns)),
    ...tail(view.consoleLines, consoleRows),
    paint(DIM, rule('channel', columns)),
    ...tail(view.messages, messageRows),
    '',
    paint(DIM, help(view)),
  ];
  return lines.slice(0, rows).map((line) => fit(line, columns));
}

function channel(view: ScreenView, paint: (style: string, text: string) => string): string {
  if (view.channelWorks === null) return paint(BOLD, 'LIVE');
  return `webhook ${view.channelWorks ? paint(GREEN, 'works') : paint(RED, 'fails')}`;
}

function help(view: ScreenView): string {
  const fails = view.channelWorks === null ? '' : '   f webhook fails';
  return ` space smash   1-${view.keys.length} switch   w Wi-Fi off/on${fails}   q quit`;
}

function rule(name: string, columns: number): string {
  return `-- ${name} ${'-'.repeat(Math.max(0, columns - name.length - 4))}`;
}

/** The last lines, topped up with empty ones. */
function tail(lines: readonly string[], rows: number): string[] {
  const last = lines.slice(-rows).map((line) => ` ${oneLine(line)}`);
  return [...last, ...Array<string>(rows - last.length).fill('')];
}

/** Cuts a painted line to the width: its colours take no room, and go on to their end. */
function fit(line: string, columns: number): string {
  let room = columns;
  return line.replace(/(\p{Cc}\[\d+m)|./gu, (shown, style?: string) => style ?? (room-- > 0 ? shown : ''));
}
