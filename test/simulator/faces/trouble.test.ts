import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../../src/config/files/load.ts';
import { Session } from '../../../src/simulator/faces/session.ts';
import { boot, whenJoined } from '../workbench.ts';

describe('the access point takes another password', () => {
  test('the station is thrown out, and comes back when the password is the old one again', () => {
    const { board, accessPoint } = boot(whenJoined(''));
    board.advance(3000);
    expect(board.isOnline).toBe(true);
    accessPoint.changePassword('another one');
    expect(board.isOnline).toBe(false);
    board.advance(20_000);
    expect(board.isOnline).toBe(false);
    accessPoint.changePassword('open sesame');
    board.advance(5000);
    expect(board.isOnline).toBe(true);
  });
});

describe('the klaxon', () => {
  test('sounds what analogWrite asks for, changes its tone while it sounds, and falls silent', () => {
    const { board } = boot(
      `analogWrite(14, 0.5, { freq: 800 });
       setTimeout(function () { analogWrite(14, 0.5, { freq: 1000 }) }, 100);
       setTimeout(function () { digitalWrite(14, 0) }, 200);`,
      { klaxonPin: 14 },
    );
    expect(board.klaxon?.hz).toBe(800);
    board.advance(150);
    expect(board.klaxon?.hz).toBe(1000);
    board.advance(100);
    expect(board.klaxon?.hz).toBe(0);
  });
});

describe('a session with a relay', () => {
  test('has it on loopback, where it goes down and comes up at the same port', async () => {
    const { config } = checkConfig(
      { wifi: { ssid: 'office' }, webhook: 'http://chat.test/hooks/one' },
      'test',
    );
    let relayUrl = '';
    const session = await Session.open({
      config,
      live: false,
      relayLog: { write: () => undefined },
      build: (used) => {
        relayUrl = used.relay?.url ?? '';
        return Promise.resolve('');
      },
    });
    try {
      const nonce = (): Promise<number> => fetch(`${relayUrl}/nonce`).then(({ status }) => status);
      expect(await nonce()).toBe(200);
      await session.relay?.goDown();
      await expect(nonce()).rejects.toThrow();
      await session.relay?.comeUp();
      expect(await nonce()).toBe(200);
    } finally {
      await session.close();
    }
  });
});
