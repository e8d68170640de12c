import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as hostTime } from 'node:timers/promises';
import { type Behaviour, Chat, type LampReading, type SeenRequest } from '../../src/simulator/index.ts';
import { consoleLines } from '../../src/usb/board/console-text.ts';
import { UPLOAD_TIMING } from '../../src/usb/commands/upload.ts';
import { RealBoard } from '../usb/stand-in/real-board.ts';
import { Upload } from '../usb/upload-setup.ts';
import { CHIP, MARK, type World } from './chip.ts';
import { DESIGNS, type Edition, editionScript, WIFI } from './editions.ts';
import { Outputs } from './outputs.ts';
import { RealRelay } from './real-relay.ts';
import { type KeyStep, type RelayControls, type Router, Subject } from './subject.ts';

/** Nothing in a scenario takes longer, also on a machine with much else to do. */
const LIMIT_MS = 40_000;
/** Longer than it takes until something is tried again for the first time. */
const LINGER_MS = 1500;
/** As often it looks whether what it waits for has come: the lamp is read from what it did until now. */
const LOOK_MS = 20;
const TIMING = { ...UPLOAD_TIMING, firstRun: { ...UPLOAD_TIMING.firstRun, startMs: 300 } };

const AS_IT_WAS: World = {
  ...WIFI,
  grounded: 0,
  tells: true,
  up: true,
  dhcp: true,
  wrongPassword: 'bad_password',
  reason: 'power on',
};

/** What a board of an edition needs around it, and its script, which knows where that is. */
export interface Surroundings {
  readonly edition: Edition;
  readonly chat: Chat;
  readonly relay: RealRelay | null;
  readonly script: string;
}

export async function layOut(edition: Edition): Promise<Surroundings> {
  const chat = await Chat.open();
  const relay = edition === 'relay' ? await RealRelay.open(chat) : null;
  const script = await editionScript(edition, relay?.url ?? `http://127.0.0.1:${chat.port}`);
  return { edition, chat, relay, script };
}

/** The real interpreter in real time, with the script put there by our own upload, and a chat on this machine. */
export class RealSubject extends Subject {
  readonly chat: Chat;
  readonly edition: Edition;
  readonly keys: readonly number[];
  readonly #board: RealBoard;
  readonly #relay: RealRelay | null;
  readonly #outputs: Outputs;
  /** What the board was asked to do and has not done yet: it is asked anew when it restarts meanwhile. */
  readonly #open = new Map<number, string>();
  /** What the board said to each request of ours that is done. */
  readonly #done = new Map<number, string>();
  readonly #hear = consoleLines((line) => {
    this.#take(line);
  });
  #lines: string[] = [];
  #world = { ...AS_IT_WAS };
  #isOn = false;
  #asked = 0;

  private constructor(edition: Edition, board: RealBoard, chat: Chat, relay: RealRelay | null) {
    super();
    const { pins, klaxonPin } = DESIGNS[edition];
    this.edition = edition;
    this.keys = pins;
    this.chat = chat;
    this.#board = board;
    this.#relay = relay;
    this.#outputs = new Outputs(klaxonPin);
    board.onText = (text) => {
      this.#hear(text);
    };
    board.onExit = () => {
      void this.#restart();
    };
  }

  /**
   * Uploads the script to a new board.
   * @param espruino the interpreter's path
   */
  static async on({ edition, chat, relay, script }: Surroundings, espruino: string): Promise<RealSubject> {
    const board = new RealBoard(espruino);
    const subject = new RealSubject(edition, board, chat, relay);
    await board.prints(/>/);
    await board.fit(CHIP);
    subject.#writeWorld({ ...AS_IT_WAS, tells: false });
    await new Upload(board.path).run(script, { pins: subject.keys }, TIMING);
    // A line that nobody reads any more fills up, and writing to it then stops this process.
    await board.uart.unplug();
    await subject.reset();
    return subject;
  }

  /** Power off, and everything as it was at first: the next scenario can begin. */
  async reset(): Promise<void> {
    await this.powerOff();
    await this.chat.behave({ kind: 'answer' });
    if (this.#relay) await this.#relay.comeUp();
    this.#relay?.loseAnswers(0);
    // What the board had sent before it lost its power still comes in.
    await hostTime(10);
    this.chat.queue.length = 0;
    this.chat.requests.length = 0;
    this.#open.clear();
    this.#lines = [];
    this.#world = { ...AS_IT_WAS };
  }

  async close(): Promise<void> {
    await this.#board.end();
    await this.#relay?.close();
    await this.chat.close();
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  get requests(): readonly SeenRequest[] {
    return this.#relay ? [] : this.chat.requests;
  }

  get reached(): readonly string[] {
    return this.chat.requests.filter(({ completeMs }) => completeMs !== null).map(({ body }) => body);
  }

  get lamp(): LampReading | null {
    return this.#outputs.lamp;
  }

  get klaxonHz(): number {
    return this.#outputs.klaxonHz;
  }

  get relay(): RelayControls {
    if (this.#relay === null) throw new Error('This edition has no relay.');
    return this.#relay;
  }

  readonly router: Router = {
    goDown: () => this.#changeRouter({ up: false }),
    comeUp: () => this.#changeRouter({ up: true }),
    setPassword: (password, wrongPassword = 'bad_password') =>
      this.#changeRouter({ password, wrongPassword }),
    setDhcp: (dhcp) => this.#changeRouter({ dhcp }),
  };

  powerOn(): Promise<void> {
    return this.#start('power on');
  }

  async #start(reason: World['reason']): Promise<void> {
    this.#writeWorld({ ...this.#world, reason });
    this.#outputs.reset();
    this.#isOn = true;
    await this.#board.powerOn();
  }

  async #restart(): Promise<void> {
    await this.#start('restart');
    for (const code of this.#open.values()) this.#ask(code);
  }

  async powerOff(): Promise<void> {
    this.#isOn = false;
    await this.#board.powerOff();
    // A line that was cut off is not the beginning of the next start's first one.
    this.#hear('\n');
  }

  async play(steps: readonly KeyStep[]): Promise<void> {
    let atMs = 0;
    const plan = steps.map(({ afterMs, down = [], up = [] }, index) => {
      atMs += afterMs;
      for (const pin of down) this.#world.grounded |= 1 << pin;
      for (const pin of up) this.#world.grounded &= ~(1 << pin);
      return [atMs, this.#world.grounded, index === steps.length - 1];
    });
    if (this.#isOn) await this.#whenDone((name) => `PLAY(${JSON.stringify(plan)},${name})`);
  }

  async untilSeen(): Promise<void> {
    await this.#whenDone((name) => `LOOK(${name})`);
  }

  async wait(ms: number): Promise<void> {
    if (this.#isOn)
      await this.#whenDone((name) => `setTimeout(function(){print("${MARK}done ${name}")},${ms})`);
    else await hostTime(ms);
  }

  linger(): Promise<void> {
    return this.wait(LINGER_MS);
  }

  async eventually(what: string, isSo: () => boolean): Promise<void> {
    const endMs = performance.now() + LIMIT_MS;
    while (!isSo()) {
      if (performance.now() > endMs) {
        throw new Error(`Not within ${LIMIT_MS} ms: ${what}.\n${this.#lines.join('\n')}`);
      }
      await hostTime(LOOK_MS);
    }
  }

  webhook(behaviour: Behaviour): Promise<void> {
    return this.chat.behave(behaviour);
  }

  webhookInTurn(...behaviours: Behaviour[]): void {
    this.chat.queue.push(...behaviours);
  }

  async openDoors(): Promise<string[]> {
    const open: string[] = [];
    for (const door of ['telnet', 'accessPoint']) {
      const isOpen = await this.#whenDone((name) => `print("${MARK}done ${name} "+(DOORS.${door}?1:0))`);
      if (isOpen === '1') open.push(door);
    }
    return open;
  }

  /** @param code that has the board say that it is done, with the given name */
  async #whenDone(code: (name: number) => string): Promise<string> {
    const name = ++this.#asked;
    this.#open.set(name, code(name));
    this.#ask(code(name));
    await this.eventually(`it does ${code(name)}`, () => this.#done.has(name));
    return this.#done.get(name) ?? '';
  }

  #ask(code: string): void {
    // A leading DLE keeps the board from echoing the line.
    this.#board.type(Buffer.from(`\x10${code}\n`));
  }

  async #changeRouter(change: Partial<World>): Promise<void> {
    Object.assign(this.#world, change);
    if (!this.#isOn) return;
    await this.#whenDone(
      (name) => `Object.assign(WORLD,${JSON.stringify(change)});ROUTER();print("${MARK}done ${name}")`,
    );
  }

  #writeWorld(world: World): void {
    writeFileSync(join(this.#board.folder, 'world.json'), JSON.stringify(world));
  }

  #take(line: string): void {
    if (!line.startsWith(MARK)) {
      this.#lines.push(line);
      return;
    }
    const [what, ...words] = line.slice(MARK.length).split(' ');
    const [first = 0, duty = 0, hz = 0, atMs = 0] = words.map(Number);
    if (what === 'pin') this.#outputs.drive(first, duty, hz, atMs);
    else {
      this.#open.delete(first);
      this.#done.set(first, words[1] ?? '');
    }
  }
}
