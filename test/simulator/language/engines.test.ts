import { describe, expect, test } from '@jest/globals';
import { HostScripts, ScriptCache } from '../../../src/simulator/index.ts';
import { Realm } from '../../../src/simulator/language/realm.ts';
import { boot, type Workbench } from '../workbench.ts';

/** Both engines run the firmware, so a program that keeps to what the board has must not tell them apart. */
describe.each([
  ['a context of its own', () => new ScriptCache()],
  ['the host’s world', () => new HostScripts()],
])('in %s', (_where, engines) => {
  const bootIn = (script: string): Workbench => boot(script, { scripts: engines(), speed: 'instant' });

  /** What a program's text takes on a chip of the usual speed. */
  function instructionsOf(script: string): number {
    const { board } = boot('', { scripts: engines(), speed: 'flash 80' });
    let instructions = 0;
    board.flash.write('.bootcde', script);
    board.onRun = (each) => (instructions += each);
    board.powerCycle();
    return instructions;
  }

  test('lists and bytes that the board makes hold what it put there, and nothing else', () => {
    expect(
      bootIn(`
        var files = require('Storage').list(); print(files.length, files[0]);
        var bytes = E.toUint8Array('hi'); print(bytes.length, bytes[1])`).lines,
    ).toEqual(['1 .bootcde', '2 105']);
  });

  test('what the board has can be replaced, and a loop over members leaves it out', () => {
    expect(
      bootIn(`
        E.clip = function () { return 7 }; print(E.clip(1, 2, 3));
        var seen = ''; for (var name in {}) seen += name; print('seen:' + seen)`).lines,
    ).toEqual(['7', 'seen:']);
  });

  test('JSON in a file is read whatever the program has made of JSON', () => {
    expect(
      bootIn(
        `require('Storage').write('x', '{"a":1}'); JSON = null; print(require('Storage').readJSON('x').a)`,
      ).lines,
    ).toEqual(['1']);
  });

  test('what a program takes is counted, and what its calls of the board take too', () => {
    const start = instructionsOf(`print('')`);
    expect(start).toBeGreaterThan(0);
    expect(instructionsOf(`print('${'a'.repeat(100)}')`)).toBeGreaterThan(start + 365 * 99);
    const loop = instructionsOf('for (var i = 0; i < 100; i++);');
    expect(instructionsOf(`for (var i = 0; i < 100; i++); print('')`)).toBeGreaterThan(loop);
  });

  test('a program that is counted catches errors, and finds none of what counts', () => {
    const { lines } = boot(
      `try { throw 1 } catch (e) { print('caught', e) } print(typeof __meter, typeof global.__c)`,
      { scripts: engines(), speed: 'flash 80' },
    );
    expect(lines).toEqual(['caught 1', 'undefined undefined']);
  });

  test('one set of scripts serves boards that count and boards that don’t', () => {
    const scripts = engines();
    const script = `for (var i = 0; i < 3; i++); print(i)`;
    for (const speed of ['instant', 'flash 80', 'instant'] as const) {
      const { board, lines } = boot('', { scripts, speed });
      let instructions = 0;
      board.flash.write('.bootcde', script);
      board.onRun = (each) => (instructions += each);
      board.powerCycle();
      expect(lines).toEqual(['3']);
      expect(instructions > 0).toBe(speed !== 'instant');
    }
  });

  test('a program that keeps the processor until the watchdog bites does nothing more', () => {
    const { board, lines } = boot(
      `if (require('ESP8266').getResetInfo().reason === 'soft wdt') print('bitten'); else {
        for (var i = 0; i < 30000; i++) getTime();
        print('lives') }`,
      { scripts: engines(), speed: 'flash 80' },
    );
    board.advance(1000);
    expect(lines).toEqual(['bitten']);
  });

  test('who looks at the stack within the board sees where the program is', () => {
    const realm = new Realm(engines().start(false), () => 0);
    let stack = '';
    realm.globals['ask'] = realm.fn('ask', () => {
      stack = String(new Error().stack);
    });
    realm.run('\nask()', '.bootcde');
    expect(stack).toContain('.bootcde:2:1');
  });

  test('a fault of the simulator’s own is none of the program’s', () => {
    const bench = bootIn(`
      setTimeout(function () { try { require('net').connect({ host: '10.0.0.1', port: 80 }) } catch (e) {} }, 5000);
      require('Wifi').connect('office', { password: 'open sesame' })`);
    bench.network.open = () => {
      throw new Error('no such line');
    };
    expect(() => {
      bench.board.advance(20_000);
    }).toThrow('no such line');
  });
});

test('an error reads as on the board in a program that is counted, too', () => {
  const { lines } = boot(`try { nope } catch (e) { print('' + e) }`, { speed: 'flash 80' });
  expect(lines).toEqual(['ReferenceError: "nope" is not defined']);
});

test('a text is compiled once for all boards that share the scripts', () => {
  const isolated = new ScriptCache();
  const host = new HostScripts();
  expect(isolated.get('1')).toBe(isolated.get('1'));
  expect(isolated.program('1', 'a', false)).toBe(isolated.program('1', 'a', false));
  expect(host.get('1', 'a', [], false)).toBe(host.get('1', 'a', [], false));
});

test('both count the same', () => {
  const counts = [new ScriptCache(), new HostScripts()].map((scripts) => {
    const { board } = boot('', { scripts, speed: 'flash 80' });
    const runs: number[] = [];
    board.flash.write(
      '.bootcde',
      `var text = 'a,b'; for (var i = 0; i < 3; i++) text += i; text.split(',').map(function (x) { return x + 1 }); E.clip(1, 2, 3)`,
    );
    board.onRun = (each) => runs.push(each);
    board.powerCycle();
    return runs;
  });
  expect(counts[0]).toEqual(counts[1]);
});
