/**
 * Secrets that stand for a user's: wherever one of them shows up, in whatever clothes, something has leaked. Each is made of
 * a word that no encoding of a text, of JSON or of a URL changes, and of what they do change around it.
 */
const WORDS = {
  'Wi-Fi password': 'CanaryWifi7q2Xv9Lm4T',
  "webhook's path": 'CanaryHook3k8Rw5Zb6P',
  "webhook's header": 'CanaryHead9d4Nc2Js7Y',
  "relay's secret": 'CanarySecr6f5Gh8Vt3QabcdefghijklmnopQRSTU',
} as const;

export const PASSWORD = `& "${WORDS['Wi-Fi password']} %/`;
export const HOOK_PATH = `/hooks/x%20${WORDS["webhook's path"]}/y?z=+`;
export const HEADER = `Bearer ${WORDS["webhook's header"]}==`;
export const SECRET: string = WORDS["relay's secret"];

/** As much of a secret as is enough to find it by: a leak of half of it is one. */
const TELLING = 16;

/** @returns a word as it is, in base64 wherever it begins, in hex, and URL-encoded */
export function clothesOf(word: string): string[] {
  const core = word.slice(0, TELLING);
  const hex = Buffer.from(core).toString('hex');
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + core).toString('base64');
    // The first and last characters depend on what is around.
    return text
      .slice(before === 0 ? 0 : before + 1)
      .replace(/=+$/, '')
      .slice(0, -1);
  });
  const percent = hex.replace(/../g, '%$&');
  const inBase64Url = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [core, ...inBase64, ...inBase64Url, hex, hex.toUpperCase(), percent, percent.toUpperCase()];
}

/** @returns the names of the secrets that are in a text, whatever it wears */
export function canariesIn(text: string): string[] {
  return Object.entries(WORDS)
    .filter(([, word]) => clothesOf(word).some((one) => text.includes(one)))
    .map(([name]) => name);
}
