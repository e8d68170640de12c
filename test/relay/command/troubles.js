import { appendFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers';

/**
 * What can go wrong around a relay, at random, loaded into it before its own program (`node --import`): its calendar steps,
 * and the disk under its journal fills and fails. Each trouble leaves a letter in the file that BUTTON_TROUBLES names.
 */

/** Linux takes no later time: 30 years short of what 64 bits of nanoseconds hold (include/linux/time64.h). */
const LATEST_MS = Date.UTC(2232, 0);
/** Long and short of this a life sees some steps and some turns of the disk, and some of neither. */
const EVERY_MS = 150;

const tally = process.env['BUTTON_TROUBLES'] ?? '/dev/null';
const realNow = Date.now;
let aheadMs = 0;
let isFull = false;

Date.now = () => realNow() + aheadMs;

await breakFiles();
// A computer without a battery for its clock boots in the past.
if (Math.random() < 0.5) step(Math.random() < 0.5 ? 0 : anyTime());
again(() => {
  step(anyTime());
});
again(() => {
  isFull = !isFull;
});

/** @param {() => void} trouble */
function again(trouble) {
  setTimeout(
    () => {
      trouble();
      again(trouble);
    },
    Math.random() * 2 * EVERY_MS,
  ).unref();
}

/** By a millisecond as likely as by some centuries. */
function anyTime() {
  const byMs = 10 ** (Math.random() * 13) * (Math.random() < 0.5 ? -1 : 1);
  return Math.min(Math.max(Date.now() + byMs, 0), LATEST_MS);
}

/** @param {number} toMs */
function step(toMs) {
  note('clock');
  aheadMs = Math.round(toMs) - realNow();
}

/** @param {'clock' | 'disk'} kind */
function note(kind) {
  appendFileSync(tally, kind[0] ?? '');
}

/** Files are added to by halves when the disk is full, and can't be synced or cut off half of the time. */
async function breakFiles() {
  const file = await open(process.execPath, 'r');
  /** @type {import('node:fs/promises').FileHandle} */
  const all = Object.getPrototypeOf(file);
  await file.close();
  const { appendFile, datasync, truncate } = all;
  all.appendFile = async function (data) {
    if (!isFull) return appendFile.call(this, data);
    note('disk');
    await appendFile.call(this, data.slice(0, Math.floor(Math.random() * (data.length + 1))));
    throw fault('ENOSPC');
  };
  all.datasync = async function () {
    await datasync.call(this);
    if (isFull || Math.random() < 0.05) throw fault('EIO');
  };
  all.truncate = async function (length) {
    if (isFull && Math.random() < 0.5) throw fault('EIO');
    await truncate.call(this, length);
  };
}

/** @param {string} code */
function fault(code) {
  note('disk');
  return Object.assign(new Error(code), { code });
}
