import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import UPNG from 'upng-js';
import { options, runCommand } from '../../../../src/command-line.ts';
import type { Manual } from '../../../../src/manual.ts';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';
import { PICTURE, PICTURE_DIGEST, pageDigest } from './picture.ts';
import { serve } from './served.ts';
import { Visit } from './visit.ts';

/** Small enough for a README's column, and for keys, lamp and chat to be in view. */
const VIEWPORT = { width: 900, height: 600 };
/** The lamp's frames are 100 ms long: what comes sooner after another shows nothing of its own. */
const SHORTEST_FRAME_MS = 70;
/** How long the last frame stays before the picture begins anew. */
const LAST_FRAME_MS = 1500;
const COLOURS = 256;

const MANUAL = {
  call: 'npm run screenshot',
  about: 'Makes the moving picture that README shows: a smash on the page, in Chromium.',
  options: {},
  examples: [['', `writes ${PICTURE}`]],
} as const satisfies Manual;

interface Frame {
  readonly png: Buffer;
  readonly atMs: number;
}

await runCommand(async () => {
  options(process.argv.slice(2), MANUAL);
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium here. Name one in CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const served = await serve();
  try {
    // Without what moves for its looks alone, the picture is a third of the size.
    const look = { viewport: VIEWPORT, colorScheme: 'light', reducedMotion: 'reduce' } as const;
    const me = await Visit.to(browser, served.url, look);
    const picture = animated(await filmed(me));
    writeFileSync(PICTURE, picture);
    writeFileSync(PICTURE_DIGEST, pageDigest());
    console.log(`${PICTURE}: ${picture.length} bytes`);
  } finally {
    await served.close();
    await browser.close();
  }
});

/** A smash as somebody sees it, from a button that is ready to one whose messages were accepted. */
async function filmed(me: Visit): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  const camera = await me.page.context().newCDPSession(me.page);
  camera.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ png: Buffer.from(data, 'base64'), atMs: 1000 * (metadata.timestamp ?? 0) });
    void camera.send('Page.screencastFrameAck', { sessionId });
  });
  await camera.send('Page.startScreencast', { format: 'png' });
  await me.seesLamp('ready');
  const readyMs = Date.now();
  // Long enough for the page to be drawn again: once a second it tells how busy the chip is.
  await me.page.waitForTimeout(1500);
  await me.watchesLamp();
  await me.page.keyboard.down('Space');
  await me.hasSeenLamp('sending');
  await me.seesMessages(2);
  await me.hasSeenLamp('accepted');
  await me.page.waitForTimeout(300);
  await me.page.keyboard.up('Space');
  await me.page.waitForTimeout(2100);
  await camera.send('Page.stopScreencast');
  return frames.filter(({ atMs }) => atMs >= readyMs);
}

function animated(all: readonly Frame[]): Buffer {
  const frames = all.filter(({ atMs }, at) => (all[at + 1]?.atMs ?? Infinity) - atMs >= SHORTEST_FRAME_MS);
  const delays = frames.map(({ atMs }, at) => (frames[at + 1]?.atMs ?? atMs + LAST_FRAME_MS) - atMs);
  const decoded = frames.map(({ png }) => UPNG.decode(Uint8Array.from(png).buffer));
  const { width = 0, height = 0 } = decoded[0] ?? {};
  const pixels = decoded.flatMap((image) => UPNG.toRGBA8(image));
  return Buffer.from(UPNG.encode(pixels, width, height, COLOURS, delays.map(Math.round)));
}
