import type { ButtonConfig, RelayConfig } from '../../config/config.ts';
import { consoleLines } from '../board/console-text.ts';
import type { EspruinoBoard } from '../protocol/espruino-protocol.ts';
import { faults } from '../protocol/faults.ts';
import type { Report } from './report.ts';
import type { SerialLink } from '../protocol/serial-link.ts';
import { pause, untilAborted } from '../protocol/until-aborted.ts';
import { keysSeen, noRelay, noWifi, pressedKeys, relayAnswers, restingKeys, smash } from './what-now.ts';

/** How long to listen to the new script, in milliseconds. */
export interface FirstRunTiming {
  /** For an error at its start. */
  readonly startMs: number;
  /** For an answer that shows the board is not stuck in it; longer than the watchdog (3.2 s), which would restart it. */
  readonly answerMs: number;
  /** For the Wi-Fi. */
  readonly wifiMs: number;
  /** For the relay, once the Wi-Fi is there. */
  readonly relayMs: number;
}

/** What Espruino prints when a script can't go on (its src/jsinteractive.c, jsiCheckErrors), and what our firmware prints. */
const FATAL = /^Uncaught |^\w*[Ee]rror: |OUT OF MEMORY|LOW_MEMORY|\bSTACK\b/;
/** Time for the stack trace to come in after such a line. */
const TRACE_MS = 200;
/** In the firmware's own "network config: {...}", which Espruino prints in several lines. */
const ADDRESS = /"?\bip"?: *"((?!0\.)\d+\.\d+\.\d+\.\d+)"/;

/** The firmware's own: somebody gave it a nonce at the relay's address. */
const RELAY = /^relay answers$/;

/** A leading DLE keeps the board from echoing the line. */
const NO_ECHO = '\x10';
/** Marks the answers to our own questions on the board's console. */
const OURS = 'upload: ';
const ALIVE = /^upload: (\d+) of (\d+)$/;
const KEYS = /^upload: keys (\d+)$/;

/** What of the configuration shows when the script runs. */
export interface RunConfig extends Pick<ButtonConfig, 'isPractice'> {
  /** Of the keys. */
  readonly pins: readonly number[];
  /** What its messages go through. */
  readonly relay: Pick<RelayConfig, 'url'> | undefined;
}

/**
 * Boots the script that was uploaded, listens to it, and shows what it says.
 * @param config that the script was built from
 * @param wait whether to stay until the Wi-Fi is joined, and the relay has answered where there is one
 * @throws Failure scriptFailed, or the signal's reason
 */
export async function firstRun(
  link: SerialLink,
  board: EspruinoBoard,
  config: RunConfig,
  wait: boolean,
  timing: FirstRunTiming,
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  const failing = new AbortController();
  const signal = AbortSignal.any([stop, failing.signal]);
  const awaited = new Set<{ pattern: RegExp; found: (match: RegExpExecArray) => void }>();
  const listen = consoleLines((line) => {
    if (!line.startsWith(OURS)) report.board(line);
    if (FATAL.test(line)) failing.abort(faults.scriptFailed(line));
    for (const each of awaited) {
      const match = each.pattern.exec(line);
      if (match && awaited.delete(each)) each.found(match);
    }
  });
  /** The first line from now on that matches. */
  const line = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((found) => awaited.add({ pattern, found }));
  const within = async <Match>(match: Promise<Match>, ms: number): Promise<Match | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, ms, undefined);
    });
    try {
      return await untilAborted(Promise.race([match, late]), signal);
    } finally {
      clearTimeout(timer);
    }
  };
  const tell = (code: string): Promise<void> =>
    untilAborted(link.write(Buffer.from(`${NO_ECHO}${code}\n`)), signal);

  board.onConsole(listen);
  const address = line(ADDRESS);
  const relay = line(RELAY);
  try {
    await tell('load()');
    await pause(timing.startMs, signal);
    const answer = line(ALIVE);
    await tell(`print("${OURS}"+process.memory().free+" of "+process.memory().total)`);
    const alive = await within(answer, timing.answerMs);
    if (alive === undefined) throw faults.scriptFailed('the board does not answer while it runs.');
    report.line(`Running: ${alive[1] ?? '?'} of ${alive[2] ?? '?'} variables are free.`);
    if (!wait) return;

    const joined = await within(address, timing.wifiMs);
    report.line(joined === undefined ? noWifi(timing.wifiMs) : `Wi-Fi joined: ${joined[1] ?? '?'}`);
    let isReady = joined !== undefined;
    if (isReady && config.relay !== undefined) {
      isReady = (await within(relay, timing.relayMs)) !== undefined;
      report.line(isReady ? relayAnswers(config.relay) : noRelay(config.relay, timing.relayMs));
    }
    const keys = restingKeys(config.pins);
    const seen = line(KEYS);
    await tell(`print("${OURS}keys "+digitalRead([${keys.join()}]))`);
    const levels = await within(seen, timing.answerMs);
    const pressed = levels && pressedKeys(keys, Number(levels[1]));
    if (pressed !== undefined) report.line(keysSeen(keys, pressed));
    if (isReady && pressed?.length === 0) report.line(smash(config));
  } catch (error) {
    if (failing.signal.aborted) await pause(TRACE_MS, stop);
    throw error;
  }
}
