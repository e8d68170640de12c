import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/files/load.ts';
import { RECIPES } from '../../src/config/recipes/index.ts';
import type { OwnAddress } from '../../src/own-addresses.ts';
import { howToWrite, setUp } from '../../src/setup/set-up.ts';
import { ScriptedAsker } from './scripted-asker.ts';

const SHARED = 'espruino.config.json';
const LOCAL = 'espruino.config.local.json';
const HERE = [{ address: '192.168.1.5' }, { address: '10.0.0.7' }];
const SLACK = 'https://hooks.slack.com/services/T0/B0/hunter2';
const WIFI = { 'name of the Wi-Fi': 'office', password: 'correct horse' };
const FIRST = { ...WIFI, 'Where the messages go': 'Slack', "webhook's address": SLACK };

function newFolder(local?: object | string): string {
  const folder = mkdtempSync(join(tmpdir(), 'button-setup-'));
  writeFileSync(join(folder, SHARED), readFileSync(SHARED));
  if (local !== undefined) {
    writeFileSync(join(folder, LOCAL), typeof local === 'string' ? local : JSON.stringify(local));
  }
  return folder;
}

async function answer(
  folder: string,
  answers: Record<string, string>,
  stopAt?: number,
  addresses: readonly OwnAddress[] = HERE,
) {
  const asker = new ScriptedAsker(answers, stopAt);
  const said = await setUp(folder, asker, addresses);
  const local = readFileSync(join(folder, LOCAL), 'utf8');
  return { asker, said: said.join('\n'), local, config: loadConfig(folder, {}).config };
}

describe('the first time', () => {
  test('it asks for Wi-Fi, service, webhook, command and relay, and shows what will be posted', async () => {
    const { asker, said, config } = await answer(newFolder(), FIRST);
    expect(asker.asked.map((question) => question.split(/[:[(]/)[0]?.trim())).toEqual([
      'The name of the Wi-Fi network, on 2.4 GHz',
      'Its password',
      'Where the messages go',
      "The webhook's address",
      'The command that your deploy bot obeys in the chat',
      'The board has no TLS, so a relay takes its messages to https',
      `Write this into ${LOCAL}?`,
    ]);
    expect(config.wifi).toEqual({ ssid: 'office', password: 'correct horse' });
    expect(config.webhook).toMatchObject({ host: 'hooks.slack.com', path: '/services/T0/B0/hunter2' });
    expect(config.relay).toMatchObject({ host: '192.168.1.5', port: 8437 });
    expect(config.relay?.secret).toHaveLength(43);
    expect(asker.shown.at(-1)).toBe(
      'What will be posted to hooks.slack.com, by the relay at http://192.168.1.5:8437\n' +
        '{"text":":alert: DEPLOY BUTTON PRESSED. KLAXON: ACTIVATED :alert:"}\n{"text":"!deploy prod master -f"}',
    );
    expect(said).toMatch(
      /npm run relay[^]*npm run flash[^]*npm run upload -- --practice\n[^]*npm run upload {2}/,
    );
  });

  test('the file is for its owner alone, and the shared one stays as it is', async () => {
    const folder = newFolder();
    await answer(folder, FIRST);
    expect(statSync(join(folder, LOCAL)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, SHARED), 'utf8')).toBe(readFileSync(SHARED, 'utf8'));
    expect(readdirSync(folder).sort()).toEqual([SHARED, LOCAL].sort());
  });

  test('an open network has no password, also where the shared file has one', async () => {
    const { config } = await answer(newFolder(), { ...FIRST, password: '' });
    expect(config.wifi).toEqual({ ssid: 'office' });
  });

  test('an http:// webhook needs no relay, and is asked for none', async () => {
    const answers = { ...WIFI, 'messages go': 'Plain HTTP', "webhook's address": 'http://10.0.0.9/x' };
    const { asker, config, said } = await answer(newFolder(), answers);
    expect(config.relay).toBeUndefined();
    expect(asker.shown.at(-1)).toContain('posted to 10.0.0.9, straight from the board');
    expect(said).not.toContain('npm run relay');
  });

  test('the relay may run elsewhere', async () => {
    const { config, said } = await answer(newFolder(), {
      ...FIRST,
      'Where will it run': 'another machine',
      'address of that machine': '192.168.1.9',
    });
    expect(config.relay?.url).toBe('http://192.168.1.9:8437');
    expect(said).toContain(`on the machine at 192.168.1.9, with a copy of ${LOCAL}`);
  });

  test.each([
    ['name.local', 'ends in .local, and the board finds none of those'],
    ['http://192.168.1.9', 'an address or a name alone'],
    ['', 'an address or a name alone'],
  ])('a relay at "%s" is refused with the mend', async (host, mend) => {
    const answers = { ...FIRST, 'Where will it run': 'another machine', 'address of that machine': host };
    await expect(answer(newFolder(), answers)).rejects.toThrow(mend);
  });

  test.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))(
    'with %s the result is one that the build takes',
    async (name, recipe) => {
      const asks = Object.fromEntries(recipe.asks.map(({ question, example }) => [question, example]));
      const { config } = await answer(newFolder(), { ...WIFI, 'messages go': name, ...asks });
      expect(config.bodies).toHaveLength(recipe.messages('a', 'b').length);
    },
  );
});

describe('what comes next', () => {
  const BOARD = [
    '  npm run flash     puts Espruino on a board that has none yet',
    '  npm run upload -- --practice',
    '                    puts the button on the board, for practice: a smash deploys nothing',
    '  npm run upload    puts the real button on it',
  ];
  const WRITTEN = `Written into ${LOCAL}, which git ignores and only you can read.`;
  const HTTP = { ...WIFI, 'messages go': 'Plain HTTP', "webhook's address": 'http://10.0.0.9/x' };

  test.each([
    [
      'with a relay on this machine',
      FIRST,
      ['Next:', '  npm run relay     starts the relay, and stays: use another terminal', ...BOARD],
    ],
    [
      'with a relay elsewhere',
      { ...FIRST, 'Where will it run': 'another machine', 'address of that machine': '192.168.1.9' },
      ['Next:', `  npm run relay     on the machine at 192.168.1.9, with a copy of ${LOCAL}`, ...BOARD],
    ],
    ['without one', HTTP, ['Next:', ...BOARD]],
  ])('%s', async (_where, answers, lines) => {
    expect((await answer(newFolder(), answers)).said.split('\n')).toEqual([WRITTEN, ...lines]);
  });

  test('has no practice where none is safe, and warns of what is awkward first', async () => {
    const folder = newFolder({ pins: [4, 5, 2], messages: ['!deploy'] });
    const { said } = await answer(folder, { ...HTTP, 'The messages': 'Keep the 1' });
    const [warning, ...lines] = said.split('\n');
    expect(warning).toMatch(/^warning: "pins\[2\]": D2 /);
    expect(lines.slice(-3)).toEqual(['Next:', BOARD[0], '  npm run upload    puts the button on the board']);
  });

  test('without a terminal is to write the file by hand', () => {
    const [head, ...keys] = howToWrite().split('\n');
    expect(head).toContain(`"${LOCAL}" yourself`);
    expect(keys.map((line) => /^ {2}"(\w+)":/.exec(line)?.[1])).toEqual([
      'wifi',
      'webhook',
      'messages',
      'relay',
    ]);
  });
});

describe('an answer that can not be', () => {
  test.each([
    ['name of the Wi-Fi', 'x'.repeat(33), /^".*" for "The name of .*: It .*\.$/],
    ['password', 'short', /^"short" for "Its password .*: It .*\.$/],
  ])('is told in a sentence: %s', async (question, wrong, message) => {
    await expect(answer(newFolder(), { ...FIRST, [question]: wrong })).rejects.toThrow(message);
  });
});

describe('where the relay may run', () => {
  const offered = ({ asker }: { asker: ScriptedAsker }): string =>
    asker.asked.find((question) => question.includes('Where will it run')) ?? '';

  test('is this machine, by each of its addresses, or another one', async () => {
    const addresses = [{ address: '192.168.1.5' }, { address: '172.17.0.1', virtual: 'docker0' }];
    expect(offered(await answer(newFolder(), FIRST, undefined, addresses))).toMatch(
      /: http:\/\/192\.168\.1\.5:8437 this machine, http:\/\/172\.17\.0\.1:8437 this machine on "docker0", hardly .*, On another machine/,
    );
  });

  test('is where it is, once', async () => {
    const relay = { url: 'http://10.0.0.7:8437', secret: 's'.repeat(43) };
    const found = offered(await answer(newFolder({ relay }), FIRST));
    expect(found).toMatch(
      /: http:\/\/10\.0\.0\.7:8437 as it is, http:\/\/192\.168\.1\.5:8437 this machine, On another/,
    );
  });

  test('is nowhere that could not be', async () => {
    const relay = { url: 'https://10.0.0.9:8437', secret: 's'.repeat(43) };
    const { asker, config } = await answer(newFolder({ relay }), FIRST);
    expect(offered({ asker })).not.toContain('10.0.0.9');
    expect(config.relay).toMatchObject({ host: '192.168.1.5', secret: relay.secret });
  });
});

describe('run again', () => {
  const own = {
    pins: [12, 13],
    wifi: { ssid: 'office', password: 'correct horse' },
    webhook: SLACK,
    messages: ['KLAXON', '!ship it'],
    relay: { url: 'http://192.168.1.8:9000', secret: 'hunter2'.repeat(5) },
  };

  test('Enter alone keeps all that is there, to the last blank', async () => {
    const text = JSON.stringify(own, null, 3).replace('"pins"', '\n\n"pins"');
    const { local } = await answer(newFolder(text), {});
    expect(local).toBe(text);
  });

  test("today's values are offered, but no secret's text is ever shown", async () => {
    const { asker } = await answer(newFolder(own), {});
    const screen = [...asker.asked, ...asker.shown].join('\n');
    expect(screen).toContain('[office]');
    expect(screen).toContain('[!ship it]');
    expect(screen).toContain('http://192.168.1.8:9000');
    expect(screen).toContain('hooks.slack.com');
    expect(screen).not.toMatch(/hunter2|correct horse/);
  });

  test('what is answered anew changes, and the rest stays: pins, alert, secret', async () => {
    const { config } = await answer(newFolder(own), {
      'bot obeys': '!deploy',
      'Where will it run': '10.0.0.7',
    });
    expect(config.pins).toEqual([12, 13]);
    expect(config.bodies).toEqual(['{"text":"KLAXON"}', '{"text":"!deploy"}']);
    expect(config.relay).toMatchObject({ host: '10.0.0.7', secret: own.relay.secret });
  });

  test.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))(
    'with %s Enter alone keeps all that was answered, and its command is offered',
    async (name, recipe) => {
      const folder = newFolder();
      const asks = Object.fromEntries(recipe.asks.map(({ question, example }) => [question, example]));
      const first = await answer(folder, { ...WIFI, 'messages go': name, ...asks });
      const { asker, local } = await answer(folder, {});
      expect(local).toBe(first.local);
      expect(asker.asked.filter((question) => question.startsWith('The messages'))).toEqual([]);
    },
  );

  test('another password and another webhook take the place of what is there', async () => {
    const { config } = await answer(newFolder(own), {
      'Keep the one that is there, Another one': 'Another one',
      'Enter alone for an open network': 'another horse',
      'Its webhook': 'Another one',
      "webhook's address": 'https://hooks.slack.com/services/T1/B1/new',
    });
    expect(config.wifi).toEqual({ ssid: 'office', password: 'another horse' });
    expect(config.webhook.path).toBe('/services/T1/B1/new');
  });

  test('another network is asked for its password', async () => {
    const { config } = await answer(newFolder(own), { 'name of the Wi-Fi': 'home', password: '' });
    expect(config.wifi).toEqual({ ssid: 'home' });
  });

  test("messages of the user's own are kept, if they want", async () => {
    const messages = [{ text: 'a', blocks: [] }, 'b', 'c'];
    const kept = await answer(newFolder({ ...own, messages }), { 'The messages': 'Keep the 3' });
    expect(kept.config.bodies).toHaveLength(3);
    const replaced = await answer(newFolder({ ...own, messages }), {});
    expect(replaced.config.bodies).toHaveLength(2);
  });

  test('another service takes its own messages and webhook', async () => {
    const { config } = await answer(newFolder(own), {
      'messages go': 'Discord',
      "webhook's address": 'https://discord.com/api/webhooks/1/x',
      'The messages': 'Those that Discord takes',
    });
    expect(config.bodies[1]).toBe('{"content":"!deploy prod master -f"}');
    expect(config.webhook.path).toBe('/api/webhooks/1/x?wait=true');
  });
});

describe('nothing is written', () => {
  test.each([0, 1, 2, 3, 4, 5, 6])('by who stops at question %i', async (stopAt) => {
    const folder = newFolder();
    await expect(answer(folder, FIRST, stopAt)).rejects.toMatchObject({ exit: 'interrupted' });
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });

  test('by who says no at the end', async () => {
    const folder = newFolder();
    await expect(answer(folder, { ...FIRST, 'Write this': 'no' })).rejects.toMatchObject({
      exit: 'interrupted',
    });
    expect(existsSync(join(folder, LOCAL))).toBe(false);
  });

  test('where a file is no JSON, before anything is asked', async () => {
    const asker = new ScriptedAsker(FIRST);
    await expect(setUp(newFolder('{"wifi":'), asker, HERE)).rejects.toThrow('is not JSON');
    expect(asker.asked).toEqual([]);
  });

  test('where the file that is shared is missing, before anything is asked', async () => {
    const asker = new ScriptedAsker(FIRST);
    const folder = mkdtempSync(join(tmpdir(), 'button-setup-'));
    await expect(setUp(folder, asker, HERE)).rejects.toThrow('Copy the one from the repository.');
    expect(asker.asked).toEqual([]);
  });

  test('where another key is wrong: that is told', async () => {
    const folder = newFolder({ pins: [6, 4] });
    const failing = answer(folder, FIRST);
    await expect(failing).rejects.toThrow(/"pins\[0\]" can't be 6/);
    await expect(failing).rejects.toThrow(`${SHARED} and ${LOCAL}`);
    expect(readFileSync(join(folder, LOCAL), 'utf8')).toBe('{"pins":[6,4]}');
  });
});
