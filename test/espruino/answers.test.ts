import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { SECRET, type Mode } from '../bench/settings.ts';
import { Chat } from '../chip/network/chat.ts';
import { DIALECT, Relay } from '../chip/network/relay.ts';
import type { Host } from '../chip/network/scripted-server.ts';
import { DIRECT_TROUBLES, RELAY_TROUBLES } from '../chip/troubles.ts';
import { FullBoard, SECRET_WORDS } from './full-board.ts';
import { ESPRUINO } from './interpreter.ts';

jest.setTimeout(120_000);

/**
 * What a press and any answer may take beside what is taken when nothing happens, in variables of 12 bytes: the most is what
 * sends the longest message. Of 1600 the fullest configuration leaves some 1040, beside the stand-ins for the chip's parts.
 */
const FREE: Readonly<Record<Mode, number>> = { direct: 900, relay: 800 };

interface Trouble {
  readonly title: string;
  readonly host: () => Host;
}

const TROUBLES: Readonly<Record<Mode, readonly Trouble[]>> = {
  // Where it restarts there is no next press; the chip's own test has those.
  direct: DIRECT_TROUBLES.filter(({ restarts }) => restarts !== true).map(({ title, answer }) => ({
    title,
    host: () => new Chat([answer]),
  })),
  relay: RELAY_TROUBLES.map(({ title, answer }) => ({
    title,
    host: () => new Relay(SECRET, DIALECT, [answer]),
  })),
};

const calm = (mode: Mode): Host => (mode === 'direct' ? new Chat() : new Relay(SECRET, DIALECT));

const COMPLAINT = /OUT OF MEMORY|LOW_MEMORY|Execution Interrupted|Uncaught|ERROR|too big/;

const onEspruino = ESPRUINO === '' ? describe.skip : describe;

onEspruino.each<Mode>(['direct', 'relay'])('the fullest configuration, %s, with little memory', (mode) => {
  let board: FullBoard;
  beforeAll(async () => {
    board = await FullBoard.boot(mode, calm(mode), FREE[mode]);
  });
  afterAll(() => board.end());

  test.each(TROUBLES[mode])('lives through $title', async ({ host }) => {
    board.host = host();
    const { printed } = await board.press();
    expect(COMPLAINT.exec(printed)).toBeNull();
    board.host = calm(mode);
    expect(await board.press()).toMatchObject({ outcome: 'accepted' });
  });
});

/** From hardly enough to be asked, to too little for a press. */
const TOO_LITTLE = [40, 100, 200, 300, 400, 500];
/** More than a press that runs out of memory needs. */
const DYING_MS = 3000;

onEspruino.each<Mode>(['direct', 'relay'])('where memory runs out, %s', (mode) => {
  test('no secret is printed', async () => {
    const all: string[] = [];
    for (const free of TOO_LITTLE) {
      const board = await FullBoard.boot(mode, calm(mode), free);
      all.push(await board.pressFor(DYING_MS));
      await board.end();
    }
    expect(all.filter((printed) => printed.includes('OUT OF MEMORY')).length).toBeGreaterThan(1);
    expect(SECRET_WORDS.filter((word) => all.join().includes(word))).toEqual([]);
  });
});
