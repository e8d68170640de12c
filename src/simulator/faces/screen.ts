import { oneLine } from '../../printable.ts';

/** Everything that the terminal shows, as plain data. */
export interface ScreenView {
  readonly title: string;
  /** Where the messages go. */
  readonly where: string;
  /** Whether the keys do anything, null where nothing is at stake. */
  readonly armed: boolean | null;
  readonly keys: readonly { readonly pin: number; readonly pressed: boolean }[];
  readonly lampLit: boolean;
  /** What the lamp's pattern means, '' while it is unclear. */
  readonly lampSays: string;
  readonly wifiUp: boolean;
  /** Whether the channel answers as it should, null when it is not ours. */
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

/** Lines besides those of the console, of the messages and of the help. */
const FIXED_LINES = 9;

/**
 * Draws the screen: exactly `rows` lines, none wider than `columns`.
 * @param colours whether the terminal takes escape sequences for them
 */
export function drawScreen(view: ScreenView, columns: number, rows: number, colours = true): string[] {
  const paint = (style: string, text: string): string => (colours ? `${style}${text}${PLAIN}` : text);
  const help = wrap(helpFor(view), columns);
  const rest = Math.max(2, rows - FIXED_LINES - help.length);
  const messageRows = Math.max(1, Math.min(6, Math.floor(rest / 3)));
  const consoleRows = rest - messageRows;

  const lamp = view.lampLit ? paint(RED, '(*)') : paint(DIM, '( )');
  const wifi = view.wifiUp ? paint(GREEN, 'up') : paint(RED, 'down');
  const status = [
    `   lamp ${lamp} ${oneLine(view.lampSays).padEnd(12)}`,
    `Wi-Fi ${wifi}`,
    ...(view.channelWorks === null
      ? []
      : [`webhook ${view.channelWorks ? paint(GREEN, 'works') : paint(RED, 'fails')}`]),
    ...(view.armed === null ? [] : [view.armed ? paint(RED, 'ARMED') : paint(BOLD, 'not armed')]),
  ];
  const caps = view.keys.map(({ pressed }, index) => {
    const cap = `[ ${index + 1} ]`;
    return pressed ? paint(REVERSE, cap) : cap;
  });
  const lines = [
    paint(BOLD, ` ${oneLine(view.title)}`),
    ` ${oneLine(view.where)}`,
    '',
    `   ${caps.join('   ')}`,
    `   ${view.keys.map(({ pin }) => `D${pin}`.padStart(3).padEnd(8)).join('')}`,
    status.join('   '),
    paint(DIM, rule('board', columns)),
    ...tail(view.consoleLines, consoleRows),
    paint(DIM, rule('channel', columns)),
    ...tail(view.messages, messageRows),
    '',
    ...help.map((line) => paint(DIM, line)),
  ];
  return lines.slice(0, rows).map((line) => fit(line, columns));
}

/** What can be typed, and what it does. */
function helpFor({ keys, channelWorks, armed }: ScreenView): string[] {
  return [
    ...(armed === null ? [] : [armed ? 'a disarm' : 'a arm for one deploy']),
    'space smash',
    `1-${keys.length} press or let go`,
    'w Wi-Fi off/on',
    ...(channelWorks === null ? [] : ['f webhook fails/works']),
    'q or Esc quit',
  ];
}

/** As many lines as it takes. */
function wrap(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && line.length + 3 + part.length > columns) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? ` ${part}` : `   ${part}`;
  }
  return [...lines, line];
}

/** Longer than the screen is wide: it is cut with the others. */
function rule(name: string, columns: number): string {
  return `-- ${name} ${'-'.repeat(columns)}`;
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
