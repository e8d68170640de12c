import { describe, expect, test } from '@jest/globals';
import {
  keysSeen,
  noRelay,
  noWifi,
  pressedKeys,
  relayAnswers,
  restingKeys,
  smash,
} from '../../../src/usb/commands/what-now.ts';

describe('the keys', () => {
  test('are seen at rest but for the one on D15, which always reads pressed', () => {
    expect(restingKeys([4, 5, 2, 15])).toEqual([4, 5, 2]);
  });

  test.each([
    [0b1111, []],
    [0b0111, [4]],
    [0b1110, [12]],
    [0b1001, [5, 13]],
    [0b0000, [4, 5, 13, 12]],
  ])('at the levels %i read pressed: %o', (levels, pressed) => {
    expect(pressedKeys([4, 5, 13, 12], levels)).toEqual(pressed);
  });

  test('are named, and what a pressed one means', () => {
    expect(keysSeen([4, 5], [])).toBe('Keys seen, all released: D4, D5');
    expect(keysSeen([4, 5, 12], [5, 12])).toBe(
      "Keys that read pressed: D5, D12. Release them or check their wiring: until then the button won't fire.",
    );
  });
});

test('no smash is called a deploy where it is practice, and a deploy is called nothing less', () => {
  expect(smash({ isPractice: true })).toMatch(
    /^Ready for practice\. .*nothing is deployed\. Then `npm run upload` puts the real button on the board\.$/,
  );
  expect(smash({ isPractice: false })).toBe('The button is ready. Smash all keys together, AND IT DEPLOYS.');
});

test('what does not come is told with the mend', () => {
  expect(noWifi(20_000)).toMatch(
    /^No Wi-Fi after 20 s\. The board keeps trying; `npm run monitor` .*\. Check "wifi" .* 2\.4 GHz\.$/,
  );
  const url = 'http://192.0.2.5:8437';
  expect(noRelay({ url }, 12_000)).toMatch(
    /^No relay answers at http:\/\/192\.0\.2\.5:8437 after 12 s\. .*`npm run relay`.*"relay\.url".*`npm run relay -- --check`/,
  );
  expect(relayAnswers({ url })).toBe(`The relay answers: ${url}`);
});
