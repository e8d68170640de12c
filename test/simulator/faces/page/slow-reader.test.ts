import { expect, test } from '@jest/globals';
import { visitor } from './caller.ts';
import { serve } from './served.ts';

/** A board that talks all the time. */
const LOUD = `setInterval(function(){for(let n=0;n<40;n++)print('${'loud '.repeat(200)}')},5)`;

test('a page that does not read is told the newest state when it reads again, and costs little until then', async () => {
  const loud = await serve({}, { build: () => Promise.resolve(LOUD) });
  try {
    const [me, other] = [await visitor(loud), await visitor(loud)];
    me.socket.pause();
    // Far more than the system's own buffers take.
    let bytes = 0;
    await other.until((update) => (bytes += JSON.stringify(update).length) > 20_000_000);
    const newest = other.until(({ state }) => state.stuck.includes(13));
    other.send({ do: 'stick', pin: 13, stuck: true });
    const { nowMs } = await newest;
    let heard = 0;
    me.socket.on('message', (data: Buffer) => (heard += data.length));
    const whole = me.until((update) => update.fresh && update.state.stuck.includes(13));
    me.socket.resume();
    expect((await whole).nowMs).toBeGreaterThanOrEqual(nowMs);
    expect(heard).toBeLessThan(bytes / 2);
    me.close();
    other.close();
  } finally {
    await loud.close();
  }
}, 120_000);
