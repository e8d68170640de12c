import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildPractice } from '../../src/doctor/configuration.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { reportOf } from '../../src/doctor/report.ts';
import { Rig } from './rig.ts';

describe('on the whole chain', () => {
  let rig: Rig;
  let practice: string;

  beforeAll(async () => {
    rig = await Rig.open();
    practice = (await buildPractice(rig.config))!;
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    rig.hands.asked.length = rig.chat.requests.length = 0;
    rig.upload(practice);
  });

  const look = (): Promise<Map<string, Finding>> =>
    rig.look(['Configuration', 'Build', 'Port', 'Espruino', 'Script', 'Running', 'Practice']);

  test('a practice press goes through everything, and the chat gets its text', async () => {
    const found = await look();
    expect(found.get('Script')).toMatchObject({ verdict: 'note', facts: { script: 'practice' } });
    expect(found.get('Practice')).toMatchObject({
      verdict: 'good',
      detail: expect.stringMatching(/^accepted: the relay signed .* Look into the chat/),
    });
    expect(rig.chat.messages).toEqual([
      '{"text":"PRACTICE: the deploy button was pressed. Nothing is deployed."}',
    ]);
    const versions = { project: '1', node: '20', system: 'linux' };
    expect(reportOf([found.get('Practice')!], versions)).toMatch(/\n✔ {2}Practice {2}outcome=accepted$/);
  });

  test('a chat that refuses fails it, in the words of the console', async () => {
    rig.chat.queue.push({ kind: 'answer', status: 404 });
    const outcome = (await look()).get('Practice');
    expect(outcome).toMatchObject({ verdict: 'bad', facts: { outcome: 'failed' } });
    expect(outcome?.detail.split('\n')).toEqual([
      "the press failed: it was refused. The board's console:",
      '  generating request',
      '  502',
      '  failed',
    ]);
  });

  test('an answer that got lost on the way is unknown', async () => {
    rig.chat.queue.push({ kind: 'reset', at: 'body' });
    const outcome = (await look()).get('Practice');
    expect(outcome).toMatchObject({ verdict: 'bad', facts: { outcome: 'unknown' } });
    expect(outcome?.mend).toContain('Look into the chat');
  });

  test('with the real script on the board nobody is asked to smash it, nor whether one is wanted', async () => {
    rig.upload(rig.script);
    expect((await look()).get('Practice')).toEqual({
      name: 'Practice',
      verdict: 'untried',
      detail:
        'not tried: the board has the real button, and a smash deploys. ' +
        '`npm run upload -- --practice` puts it on for practice.',
    });
    expect(rig.hands.asked).toEqual([]);
  });
});
