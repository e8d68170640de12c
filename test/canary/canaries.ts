/**
 * Secrets that stand for a user's: wherever one of them shows up, in whatever clothes, something has leaked. Each is made of
 * a word that no encoding of a text, of JSON or of a URL changes, and of what they do change around it; half of a secret has
 * enough of its word.
 */
const WORDS = {
  'Wi-Fi password': 'Wifi7q2Xv9Lm4TCanary8p1Sd6Ye',
  "webhook's path": 'Hook3k8Rw5Zb6PCanary2u7Mj1Xo',
  "webhook's header": 'Head9d4Nc2Js7YCanary5a8Fk3Wi',
  "relay's secret": 'Secr6f5Gh8Vt3QCanaryw9Bn0Lq4Hz7TkC1vPd5M',
} as const;

export const PASSWORD = `& "${WORDS['Wi-Fi password']} %/`;
export const HOOK_PATH = `/hooks/x%20${WORDS["webhook's path"]}/y?z=+`;
export const HEADER = `Bearer ${WORDS["webhook's header"]}==`;
export const SECRET: string = WORDS["relay's secret"];

/** A leak of a piece is one: ten characters of a word in a row have one of the pieces, this long, that begin every so many. */
const PIECE = 8;
const EVERY = 3;

function piecesOf(word: string): string[] {
  const count = Math.floor((word.length - PIECE) / EVERY) + 1;
  return Array.from({ length: count }, (_, index) => word.slice(index * EVERY, index * EVERY + PIECE));
}

/** @returns each piece of a word as it is, in base64 wherever it begins, in hex, and URL-encoded */
export function clothesOf(word: string): string[] {
  return piecesOf(word).flatMap((piece) => {
    const hex = Buffer.from(piece).toString('hex');
    const inBase64 = [0, 1, 2].map((before) => {
      const text = Buffer.from('\0'.repeat(before) + piece).toString('base64');
      // The first and last characters depend on what is around.
      return text
        .slice(before === 0 ? 0 : before + 1)
        .replace(/=+$/, '')
        .slice(0, -1);
    });
    const percent = hex.replace(/../g, '%$&');
    return [piece, ...inBase64, hex, hex.toUpperCase(), percent, percent.toUpperCase()];
  });
}

const CLOTHES = Object.entries(WORDS).map(([name, word]) => ({ name, clothes: clothesOf(word) }));

/** @returns the names of the secrets of which a piece is in a text, whatever it wears */
export function canariesIn(text: string): string[] {
  return CLOTHES.filter(({ clothes }) => clothes.some((one) => text.includes(one))).map(({ name }) => name);
}
