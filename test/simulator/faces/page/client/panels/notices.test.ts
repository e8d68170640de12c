import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { byId } from '../../../../../../src/simulator/faces/page/client/elements.ts';
import { BannersView } from '../../../../../../src/simulator/faces/page/client/panels/banners-view.ts';
import { TroubleView } from '../../../../../../src/simulator/faces/page/client/panels/trouble-view.ts';
import { parseCommand } from '../../../../../../src/simulator/faces/page/command.ts';
import type { Command } from '../../../../../../src/simulator/faces/page/wire.ts';
import { STATE, WORLD } from '../../world.ts';
import { Browser } from '../browser.ts';

/** What the user must know first, and what they may break. */

let browser: Browser;
let sent: Command[];
const send = (command: Command): void => {
  sent.push(command);
};

beforeEach(() => {
  browser = new Browser();
  sent = [];
});
afterEach(() => browser.close());

describe('the notices', () => {
  let banners: BannersView;
  beforeEach(() => {
    banners = new BannersView(send);
    banners.draw(WORLD);
  });

  /** A notice that is seen. */
  const seen = (id: string): string | null => (byId(id).hidden ? null : byId(id).textContent);

  test('are none where nothing is to be known', () => {
    banners.show(STATE);
    banners.connected('open');
    for (const id of ['offline', 'live', 'build-failure', 'warnings']) expect(seen(id)).toBe(null);
    expect(document.body.className).toBe('');
  });

  test('say how large the script is', () => {
    banners.draw({ ...WORLD, scriptBytes: 6543 });
    expect(byId('script-bytes').textContent).toBe(': 6543 bytes');
  });

  test('are the warnings of the configuration', () => {
    banners.draw({ ...WORLD, warnings: ['one', '<b>two</b>'] });
    expect(seen('warnings')).not.toBe(null);
    expect(byId('warnings').innerHTML).toBe('<li>one</li><li>&lt;b&gt;two&lt;/b&gt;</li>');
    banners.draw(WORLD);
    expect(seen('warnings')).toBe(null);
  });

  test('say that it is built, and why that failed', () => {
    banners.show({ ...STATE, building: true });
    expect(document.body.className).toBe('building');
    banners.show({ ...STATE, buildFailure: 'line 3' });
    expect(document.body.className).toBe('');
    expect(seen('build-failure')).toBe("The edit can't be built; the board runs what it had.\nline 3");
    const said = byId('build-failure').firstChild;
    banners.show({ ...STATE, buildFailure: 'line 3', busy: 1 });
    expect(byId('build-failure').firstChild === said).toBe(true);
    banners.show(STATE);
    expect(seen('build-failure')).toBe(null);
    expect(byId('build-failure').textContent).toBe('');
  });

  test.each([
    ['ended', /simulator has ended\. Start it again/, 'disconnected'],
    ['shut', /button is live, and only the address that its start printed opens it/, 'disconnected shut'],
  ] as const)('say why there is no simulator, until there is one: %s', (line, said, look) => {
    banners.connected(line);
    expect(seen('offline')).toMatch(said);
    expect(document.body.className).toBe(look);
    banners.connected('open');
    expect(seen('offline')).toBe(null);
    expect(byId('offline').textContent).toBe('');
    expect(document.body.className).toBe('');
  });

  describe('of a live button', () => {
    beforeEach(() => {
      banners.draw({ ...WORLD, live: true, target: 'chat.example.org' });
      banners.arm(false);
    });

    const looksArmed = (): boolean => byId('live').classList.contains('armed');

    test('say what a smash does once it is armed, and then that it is', () => {
      expect(byId('live').hidden).toBe(false);
      expect(byId('live-says').textContent).toBe(
        'Live: once armed, a smash posts to chat.example.org and deploys for real.',
      );
      expect([byId('arm').textContent, looksArmed()]).toEqual(['Arm the keys for one deploy', false]);
      banners.arm(true);
      expect(byId('live-says').textContent).toBe(
        'Armed for a minute or one smash, which posts to chat.example.org and deploys for real. Esc disarms.',
      );
      expect([byId('arm').textContent, looksArmed()]).toEqual(['Disarm', true]);
      const said = byId('live-says').firstChild;
      banners.arm(true);
      expect(byId('live-says').firstChild === said).toBe(true);
    });

    test('say that a practice deploys nothing', () => {
      banners.draw({ ...WORLD, live: true, practice: true, target: 'chat.example.org' });
      banners.arm(true);
      expect(byId('live-says').textContent).toContain(
        'posts to chat.example.org and deploys nothing: it is for practice',
      );
    });

    test('arm and disarm it', () => {
      byId('arm').click();
      banners.arm(true);
      byId('arm').click();
      banners.arm(false);
      byId('arm').click();
      expect(sent).toEqual([true, false, true].map((armed) => ({ do: 'arm', armed })));
    });

    test('disarm it by Esc, and by no other key', () => {
      banners.arm(true);
      for (const key of ['a', 'Enter', 'Escape']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }
      expect(sent).toEqual([{ do: 'arm', armed: false }]);
    });

    test.each(['open', 'ended', 'shut'] as const)(
      'say that it is not armed where the line is %s anew',
      (line) => {
        banners.arm(true);
        banners.connected(line);
        expect(looksArmed()).toBe(false);
        byId('arm').click();
        expect(sent).toEqual([{ do: 'arm', armed: true }]);
      },
    );
  });
});

describe('the switches of trouble', () => {
  let trouble: TroubleView;
  beforeEach(() => {
    trouble = new TroubleView(send);
    trouble.draw(WORLD);
  });

  const inputs = (selector = ''): HTMLInputElement[] => [
    ...document.querySelectorAll<HTMLInputElement>(`#trouble input${selector}`),
  ];
  const chosen = (): string[] => inputs(':checked').map(({ name, value }) => `${name} ${value}`);

  test.each([
    ['wifi', 'wrongPassword'],
    ['wifi', 'off'],
    ['webhook', 'slow'],
    ['webhook', 'fails'],
    ['webhook', 'silent'],
    ['webhook', 'down'],
    ['relay', 'down'],
  ])('turn %s to %s', (name, value) => {
    for (const input of inputs(`[name="${name}"][value="${value}"]`)) input.click();
    expect(sent).toEqual([{ do: name, is: value }]);
  });

  test('ask for nothing that the simulator does not know', () => {
    for (const input of inputs()) {
      input.checked = false;
      input.click();
    }
    expect(sent).toHaveLength(14);
    for (const command of sent) expect(parseCommand(JSON.stringify(command))).toEqual(command);
  });

  test('stick a key, and let it go', () => {
    for (const input of inputs('[value="13"]')) {
      input.click();
      input.click();
    }
    expect(sent).toEqual([true, false].map((stuck) => ({ do: 'stick', pin: 13, stuck })));
  });

  test('switch the board off and on', () => {
    byId('power').click();
    expect(sent).toEqual([{ do: 'powerCycle' }]);
  });

  test('are of the keys of the last button, as they lie on the board', () => {
    trouble.draw({ ...WORLD, pins: [5, 12, 4] });
    const [legend, ...labels] = [...byId('stuck').children].map(({ textContent }) => textContent);
    expect(legend).toBe('Stuck down');
    expect(labels).toEqual(['A · D4', 'S · D5', 'D · D12']);
    expect(byId('stuck').lastElementChild?.outerHTML).toBe(
      '<label><input type="checkbox" name="stuck" value="12"><span>D · D12</span></label>',
    );
  });

  test('are of a relay where there is one, and of nothing real', () => {
    const hidden = (): string[] => ['webhook', 'relay'].filter((id) => byId(id).hidden);
    expect(hidden()).toEqual(['relay']);
    trouble.draw({ ...WORLD, withRelay: true });
    expect(hidden()).toEqual([]);
    trouble.draw({ ...WORLD, withRelay: true, live: true });
    expect(hidden()).toEqual(['webhook', 'relay']);
    trouble.draw(WORLD);
    expect(hidden()).toEqual(['relay']);
  });

  test('stand as the world is', () => {
    trouble.show({ ...STATE, wifi: 'off', webhook: 'down', stuck: [5, 12] });
    expect(chosen()).toEqual(['wifi off', 'webhook down', 'relay up', 'stuck 5', 'stuck 12']);
    trouble.show({ ...STATE, relay: 'down' });
    expect(chosen()).toEqual(['wifi on', 'webhook answers', 'relay down']);
  });

  test('do nothing, and say why, while there is a reason', () => {
    const dead = (): number => document.querySelectorAll('#trouble fieldset:disabled').length;
    trouble.enable('These need the simulator.');
    expect(byId('trouble-says').textContent).toBe('These need the simulator.');
    expect(dead()).toBe(5);
    trouble.enable('');
    expect(byId('trouble-says').textContent).toMatch(/^Break something/);
    expect(dead()).toBe(0);
  });
});
