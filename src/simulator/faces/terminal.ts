import { Failure } from '../../failure.ts';
import { Session } from './session.ts';
import { TerminalRun, type TerminalSettings, type TerminalStreams } from './terminal-run.ts';

/** Another screen, no cursor; and back. */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';

/**
 * Runs the virtual board in the terminal until the user quits, and leaves the terminal as it was.
 * @throws Failure 'usage' when there is no terminal
 */
export async function runTerminal(
  settings: TerminalSettings,
  streams: TerminalStreams = ownTerminal(),
): Promise<void> {
  const { input, output } = streams;
  if (!input.isTTY || !output.isTTY) {
    throw new Failure(
      'usage',
      '`npm start -- --terminal` needs a terminal. In scripts use `npm start -- --smash`, which smashes once and ends.',
    );
  }
  const session = await Session.open(settings);
  const restore = (): void => {
    input.setRawMode(false);
    output.write(LEAVE);
  };
  process.once('exit', restore);
  try {
    output.write(ENTER);
    input.setRawMode(true);
    input.setEncoding('utf8');
    await new TerminalRun(session, settings, streams).untilQuit();
  } finally {
    process.off('exit', restore);
    restore();
    input.pause();
    await session.close();
  }
}

function ownTerminal(): TerminalStreams {
  return { input: process.stdin, output: process.stdout };
}
