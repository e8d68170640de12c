import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFirmware } from '../../src/build/bundle.ts';
import type { ButtonConfig } from '../../src/config/config.ts';
import { checkConfig } from '../../src/config/files/load.ts';
import type { Door } from '../../src/doctor/doors.ts';
import { Examination } from '../../src/doctor/examination.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import type { Person } from '../../src/doctor/person.ts';
import { runSteps } from '../../src/doctor/steps.ts';
import type { DoctorTiming, Tools } from '../../src/doctor/tools.ts';
import { startRelay, type RunningRelay } from '../../src/relay/index.ts';
import type { Board } from '../../src/simulator/board.ts';
import { Session } from '../../src/simulator/faces/session.ts';
import { Chat } from '../../src/simulator/world/chat.ts';
import { BoardSession, openSerialLink, type SessionTiming } from '../../src/usb/index.ts';
import { whole } from '../usb/upload-setup.ts';
import { VirtualSerial } from '../usb/stand-in/virtual-board.ts';

/** As patient as a virtual board needs. */
export const QUICK_SESSION: SessionTiming = {
  wake: { totalMs: 1500, answerMs: 300, knockingMs: 900, knockEveryMs: 40 },
  answerMs: 1000,
  startMs: 100,
  aloneMs: 60_000,
};
export const QUICK: DoctorTiming = {
  joinMs: 10_000,
  reachMs: 5000,
  pressMs: 1500,
  tellMs: 5000,
  lastWordMs: 200,
  countMs: 100,
  lookEveryMs: 20,
};

export const PASSWORD = 'correct horse battery';
export const SECRET = 'a secret of the relay, 32 and more';
const SILENT_LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Somebody who does as he is told, on a virtual board's keys. */
export class Hands implements Person {
  isThere = true;
  /** What goes down when a key is asked for. */
  presses: (pin: number) => readonly number[] = (pin) => [pin];
  answers = true;
  readonly asked: string[] = [];
  readonly #board: Board;

  constructor(board: Board) {
    this.#board = board;
  }

  tell(text: string): void {
    this.asked.push(text);
    if (text.includes('Smash all keys')) {
      this.#smash();
      return;
    }
    const [, pin = ''] = /on D(\d+)/.exec(text) ?? [];
    const pins = this.presses(Number(pin));
    setTimeout(() => {
      this.#board.keys.press(...pins);
    }, 50);
    setTimeout(() => {
      this.#board.keys.release(...pins);
    }, 130);
  }

  /** Until the board takes it for a press. */
  #smash(): void {
    const { console, keys } = this.#board;
    const from = console.lines.length;
    keys.pressAll();
    const holding = setInterval(() => {
      if (!console.lines.slice(from).includes('generating request')) return;
      clearInterval(holding);
      keys.releaseAll();
    }, 20);
  }

  agrees(question: string): Promise<boolean> {
    this.asked.push(question);
    return Promise.resolve(this.answers);
  }
}

/** The whole chain on this machine: chat, relay, and a virtual board with the button's script at the end of a serial line. */
export class Rig {
  readonly config: ButtonConfig;
  /** What the configuration builds. */
  readonly script: string;
  /** The configuration as its file has it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly chat: Chat;
  readonly hands: Hands;
  readonly doors: Record<number, Door> = { 23: 'closed', 88: 'closed' };
  readonly journal: string;
  serial: VirtualSerial;
  readonly #session: Session;
  readonly #relay: RunningRelay;
  readonly #folder: string;

  private constructor(
    parts: Pick<Rig, 'config' | 'script' | 'written' | 'chat' | 'journal'>,
    session: Session,
    relay: RunningRelay,
    folder: string,
  ) {
    this.config = parts.config;
    this.script = parts.script;
    this.written = parts.written;
    this.chat = parts.chat;
    this.journal = parts.journal;
    this.#session = session;
    this.#relay = relay;
    this.#folder = folder;
    this.hands = new Hands(session.board);
    this.serial = new VirtualSerial(session.board);
  }

  static async open(): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'button-doctor-'));
    const journal = join(folder, 'journal.jsonl');
    const chat = await Chat.open();
    const webhook = `http://127.0.0.1:${chat.port}/hooks/abc`;
    const settings = { secret: SECRET, pressTtlMs: 30_000, host: '127.0.0.1', port: 0, journalPath: journal };
    const relay = await startRelay({ webhook: { url: webhook, headers: {} }, ...settings }, SILENT_LOG);
    const written = {
      wifi: { ssid: 'office', password: PASSWORD },
      webhook,
      relay: { url: relay.url, secret: SECRET },
      klaxonPin: 14,
    };
    const { config } = checkConfig(written, 'the rig');
    const { script } = await bundleFirmware(config);
    const session = await Session.open({
      config,
      live: true,
      build: () => Promise.resolve(whole(script)),
      stationTimes: { associateMs: 20, dhcpMs: 20 },
    });
    session.start();
    const rig = new Rig({ config, script, written, chat, journal }, session, relay, folder);
    rig.configure({});
    return rig;
  }

  /** Writes another configuration than the board was built with. */
  configure(changes: Readonly<Record<string, unknown>>): void {
    const file = join(this.#folder, 'button.json');
    writeFileSync(file, JSON.stringify({ ...this.written, ...changes }));
    process.env['BUTTON_CONFIG'] = file;
  }

  /** Puts another script on the board, which runs at its next start. */
  upload(script: string): void {
    this.board.flash.write('.bootcde', whole(script));
  }

  get board(): Board {
    return this.#session.board;
  }

  get tools(): Tools {
    return {
      person: this.hands,
      open: (path, stop) => BoardSession.open(path, openSerialLink, QUICK_SESSION, stop),
      knock: (_address, port) => Promise.resolve(this.doors[port] ?? 'silent'),
      timing: QUICK,
      journal: this.journal,
      nowMs: Date.now,
    };
  }

  /**
   * Runs the checks of these names, with those before them that they need.
   * @param names all where none is given
   */
  async look(
    names: readonly string[] = [],
    tools: Partial<Tools> = {},
    stop: AbortSignal = new AbortController().signal,
  ): Promise<Map<string, Finding>> {
    const findings = new Map<string, Finding>();
    const examination = new Examination(this.serial.uart.path, { ...this.tools, ...tools }, stop);
    const steps = function* (all: ReturnType<Examination['steps']>) {
      for (const step of all) if (names.length === 0 || names.includes(step.name)) yield step;
    };
    try {
      await runSteps(
        steps(examination.steps()),
        (finding) => {
          findings.set(finding.name, finding);
        },
        stop,
      );
    } finally {
      await examination.end();
    }
    return findings;
  }

  /** Resolves once the console has said so, since this was called. */
  async says(pattern: RegExp): Promise<void> {
    const from = this.board.console.lines.length;
    for (let ms = 0; ms < 10_000; ms += 20) {
      if (this.board.console.lines.slice(from).some((line) => pattern.test(line))) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`It did not say ${String(pattern)}.`);
  }

  async close(): Promise<void> {
    Reflect.deleteProperty(process.env, 'BUTTON_CONFIG');
    await this.#session.close();
    await this.serial.uart.unplug();
    await this.#relay.close();
    await this.chat.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
