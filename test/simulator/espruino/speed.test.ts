import { expect, test } from '@jest/globals';
import { HostScripts, ScriptCache, type Speed } from '../../../src/simulator/index.ts';
import { Button, shippedScript } from '../shipped.ts';
import { boot } from '../workbench.ts';

/** Takes some `ms` of the processor, at any speed. */
const BUSY = 'function busy(ms){const end=getTime()*1000+ms;while(getTime()*1000<end);}';

/** Everything that can be seen of a button that is smashed, to the microsecond. */
function life(script: string, speed: Speed, isolated: boolean): unknown {
  const scripts = isolated ? new ScriptCache() : new HostScripts();
  const button = Button.ready(script, { speed, scripts });
  const { board, chat, clock, lines } = button.bench;
  const heard: unknown[] = [];
  board.console.onLine = (line) => heard.push([clock.nowMs, line]);
  button.smash();
  button.wait(3000);
  const requests = chat.requests.map(({ completeMs, body }) => [completeMs, body]);
  return { nowMs: clock.nowMs, lines, heard, requests, edges: board.lamp.edges };
}

test.each<Speed>(['flash 80', 'flash 40', 'a third slower'])(
  'the same run twice is the same to the microsecond, in a context of its own too: %s',
  async (speed) => {
    const script = await shippedScript();
    const once = life(script, speed, false);
    expect(life(script, speed, false)).toEqual(once);
    expect(life(script, speed, true)).toEqual(once);
  },
);

test('time passes within a callback', () => {
  const { board, lines } = boot(
    'setTimeout(()=>{const a=getTime();for(let i=0;i<100;i++);print(Math.round(1000*(getTime()-a)));},10);',
    { speed: 'flash 80' },
  );
  board.advance(500);
  // A hundred turns of an empty loop are a million and a half of instructions.
  expect(Number(lines[0])).toBeGreaterThan(20);
  expect(Number(lines[0])).toBeLessThan(40);
});

test.each<[Speed, number]>([
  ['flash 80', 17.8],
  ['flash 40', 26.7],
  ['a third slower', 35.6],
])('with its %s an instruction takes %d ns', (speed, ns) => {
  const { board, clock } = boot('setTimeout(()=>{let s=0;for(let i=0;i<50;i++)s+=i;},10);', {
    speed,
  });
  let instructions = 0;
  let endMs = 0;
  board.onRun = (count) => {
    instructions = count;
    endMs = clock.nowMs;
  };
  board.advance(9);
  const idle = clock.nowMs;
  board.advance(200);
  const tookMs = (instructions * ns) / 1e6;
  // It was due 10 ms after the text, and seen at the end of a turn.
  expect(endMs - tookMs).toBeGreaterThanOrEqual(idle);
  expect(endMs - tookMs).toBeLessThan(idle + 2);
});

test('an interval that is late catches up turn by turn', () => {
  const { board, lines } = boot(
    `${BUSY}let n=0;setInterval(()=>{n++;},10);setTimeout(()=>{busy(200);print(n);},95);setTimeout(()=>{print(n);},310);`,
    { speed: 'flash 80' },
  );
  board.advance(400);
  expect(lines).toEqual(['9', '31']);
});

test('an interval that takes longer than its time keeps the loop busy, and other timers run still', () => {
  const { board, clock, lines } = boot(
    `${BUSY}let n=0;setInterval(()=>{n++;busy(30);},10);setTimeout(()=>{print(n);},300);`,
    { speed: 'flash 80' },
  );
  board.advance(1000);
  expect(Number(lines[0])).toBeGreaterThan(8);
  expect(Number(lines[0])).toBeLessThan(12);
  // The last one may end a little later.
  expect(clock.nowMs).toBeLessThan(1300);
});

test('the watchdog bites a program that keeps the processor for 3.2 s', () => {
  const { board, lines } = boot(
    `print(require('ESP8266').getResetInfo().reason);${BUSY}setTimeout(()=>{busy(3100);print('in time');busy(200);print('never');},100);`,
    { speed: 'flash 80' },
  );
  board.advance(3350);
  expect(lines).toEqual(['power on', 'in time', 'soft wdt']);
  expect(board.counters.boots).toBe(2);
});
