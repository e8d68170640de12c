import { describe, expect, test } from '@jest/globals';
import { placeOf } from '../../src/config/files/places.ts';

const SHARED = {
  name: 'shared',
  text: `{
  "wifi": {
    "ssid": "net" },
  "messages": ["one",
    { "text": "two" },
    ["three"]],
  "webhook": { "url": "http://h", "headers": { "a.b": "x",
    "a.b.c": "y",
    "a\\nb": "z" } },
  "wifi2": 1,
  "0": 2
}`,
};
const LOCAL = { name: 'local', text: '{\n"messages": [\n"one"],\n"wifi": {"password": "p"}}' };

describe('the place of what a sentence is about', () => {
  test.each([
    ['"wifi" must', 'shared, line 2'],
    ['"wifi.ssid" must', 'shared, line 3'],
    ['"wifi2" must', 'shared, line 10'],
    ['"0" must', 'shared, line 11'],
    ['"messages" must', 'shared, line 4'],
    ['"messages[0]" must', 'shared, line 4'],
    ['"messages[1]" must', 'shared, line 5'],
    ['"messages[1].text" must', 'shared, line 5'],
    ['"messages[2][0]" must', 'shared, line 6'],
    ['"webhook.headers.a.b" is', 'shared, line 7'],
    ['"webhook.headers.a.b.c" is', 'shared, line 8'],
    ['"webhook.headers.a\\x0ab" is', 'shared, line 9'],
    ['"wifi" and "messages" are', 'shared, line 2'],
  ])('%s ...: %s', (sentence, place) => {
    expect(placeOf(sentence, [SHARED])).toBe(place);
  });

  test.each([
    ['"wifi.password" is missing', 'shared, line 2'],
    ['"wifi.ssid.x" is', 'shared, line 3'],
    ['"messages[3]" is', 'shared, line 4'],
    ['"messages[10]" is', 'shared, line 4'],
    ['"messages.0" is', 'shared, line 4'],
    ['"webhook.headers.a" is', 'shared, line 7'],
  ])('is that of the part that is there: %s', (sentence, place) => {
    expect(placeOf(sentence, [SHARED])).toBe(place);
  });

  test.each([
    '"relay" is missing',
    '"wif" is',
    '"wifi22" is',
    '"ssid" is',
    '[0] is',
    'It is "wifi"',
    '',
    '"" is',
  ])('is nowhere when nothing of it is there: %j', (sentence) => {
    expect(placeOf(sentence, [SHARED])).toBeUndefined();
  });

  test('is in the last file that has it, and where none has all of it in the one that has most', () => {
    expect(placeOf('"messages[0]" is', [SHARED, LOCAL])).toBe('local, line 3');
    expect(placeOf('"messages[1]" is', [SHARED, LOCAL])).toBe('shared, line 5');
    expect(placeOf('"wifi.ssid" is', [SHARED, LOCAL])).toBe('shared, line 3');
    expect(placeOf('"wifi.password" is', [SHARED, LOCAL])).toBe('local, line 4');
    expect(placeOf('"wifi.bssid" is', [SHARED, LOCAL])).toBe('local, line 4');
    expect(placeOf('"wifi" is', [LOCAL, { name: 'empty', text: '' }])).toBe('local, line 4');
  });
});
