import {
  ALL_KEYS,
  FIRST_GAP_MS,
  HOSTNAME,
  KEYS,
  KLAXON_PIN,
  LAMP_FRAME_MS,
  LED,
  LOOK_GAPS,
  LOOKS,
  PASSWORD,
  PINS,
  POLL_MS,
  PRACTICE,
  READY_LIGHT,
  SSID,
  WITH_RELAY,
} from 'button:constants';
import { clock, log, round } from './board.ts';
import { CHORD, FIRED, LOOK, LOOKING, MAX_GAP_MS, STUCK, newKeys, stepKeys } from './keys.ts';
import { klaxonFrequency, newLamp, patternFor, startPattern, stepLamp, turnLamp } from './lamp.ts';
import { CONNECTING, ONLINE, newLink, stepLink } from './link.ts';
import { IDLE, UNKNOWN, WAITING, endPress, newPress, settlePress, startPress, stepPress } from './press.ts';
import { beat, postToRelay, relay } from './relay.ts';
import { postToWebhook } from './webhook.ts';

// Open to everybody from power-on, so before anything else: the telnet console, then the access point (docs/design.md, W1).
require('TelnetServer').setOptions({ mode: 'off' });
const wifi = require('Wifi');
wifi.stopAP();
wifi.save('clear');

const TICK_MS = 1000;
/** Longer than a tick and a stall that the chip's own watchdog lets pass. */
const WATCHDOG_MS = 10000;
const SHOW_RESTART_MS = 60000;
/** A burst takes up to 150 ms on the slowest chip; one that takes longer has lost a look. */
const MAX_BURST_MS = 300;

const read = digitalRead;
const keys = newKeys();
const press = newPress();
const link = newLink();
const lamp = newLamp();
/**
 * While polls read the same levels and come in time, they have nothing to do before this; and when the keys were last looked at.
 * In Espruino's seconds, because such a poll has no time to convert them.
 */
let wakeTime = 0;
let seenTime = 0;
let reported = IDLE;
/** Outside of all functions: where memory runs out the board prints the code of the function that it was in. */
const login = { password: PASSWORD };
/** How many looks of a burst are to come. */
let looks = 0;

function turnLight(): void {
  turnLamp(lamp);
  digitalWrite(LED, !lamp.lit);
  if (KLAXON_PIN >= 0) {
    const freq = klaxonFrequency(lamp);
    if (freq) analogWrite(KLAXON_PIN, 0.5, { freq });
    else digitalWrite(KLAXON_PIN, 0);
  }
}

/** Brings console and lamp up to date with the machines. */
function report(): void {
  if (press.phase !== reported) {
    reported = press.phase;
    const outcome = ['', 'failed', 'expired', 'unknown', 'accepted'][reported];
    if (outcome) log(outcome);
  }
  const online = link.phase === ONLINE;
  const ready = WITH_RELAY ? online && relay.alive : online;
  const pattern = patternFor(press.phase, keys.stuck, ready);
  if (pattern === lamp.shown) return;
  startPattern(lamp, pattern);
  if (PRACTICE && pattern === READY_LIGHT) log('practice: a smash deploys nothing');
  turnLight();
}

function hasAddress(): boolean {
  // It is 0.0.0.0 while there is none.
  return wifi.getIP().ip > '1';
}

function settle(result: number, waitMs: number): void {
  const nowMs = round(clock() * 1000);
  settlePress(press, result, waitMs, nowMs);
  // What is due now has to wait for a burst: the sample that fires is its last.
  wakeTime = looks && wakeTime;
  if (press.phase === WAITING && press.dueMs > nowMs) log('trying again');
  else if (stepPress(press, link.phase === ONLINE, nowMs)) send();
  setTimeout(report);
}

function send(): void {
  log('generating request');
  if (WITH_RELAY) postToRelay(press, settle);
  else postToWebhook(press, settle);
}

/** @returns whether a message is to be sent: by the caller, because the chip's stack is small */
function sample(levels: number, time: number): boolean {
  const nowMs = round(time * 1000);
  keys.seenMs = round(seenTime * 1000);
  seenTime = time;
  if (looks && time >= wakeTime) {
    // Memory has taken a look that was due: without all of them nothing fires, so the burst begins anew.
    looks = 0;
    if (keys.phase === LOOKING) keys.phase = CHORD;
  }
  const event = stepKeys(keys, levels, nowMs);
  if (event === FIRED) {
    // An outcome that was due to be told is, before another press takes its place.
    if (press.phase !== reported) report();
    if (startPress(press, nowMs)) {
      if (WITH_RELAY) relay.first = '';
      if (link.phase !== ONLINE) log('no network yet');
    } else log('ignored: still sending');
  } else if (event === LOOK) {
    // A burst that goes on after a poll has seen a key up begins anew.
    if (!looks) setTimeout(look, FIRST_GAP_MS);
    looks = LOOKS;
  } else if (event === STUCK) {
    for (let i = 0; i < KEYS; i++) {
      if ((keys.stuck << i) & ((ALL_KEYS + 1) / 2)) log('key stuck: D' + PINS[i]!);
    }
  } else if (event) log('ignored: timing');
  const isDue = nowMs >= press.dueMs && stepPress(press, link.phase === ONLINE, nowMs);
  // In the next turn: what is to be sent goes first.
  if (event > LOOK || press.phase !== reported) setTimeout(report);
  // Polls leave the next sample to the burst, however short the debounce time is.
  wakeTime = looks
    ? time + MAX_BURST_MS / 1000
    : (keys.dueMs < press.dueMs ? keys.dueMs : press.dueMs) / 1000;
  return isDue;
}

/** One look of a burst: three at once, for what is too quick for the gaps between them. */
function look(): void {
  const levels = read(PINS) | read(PINS) | read(PINS);
  // It is 0 already where a stall has ended the burst: then this is a sample like any other.
  looks = levels || !looks ? 0 : looks - 1;
  if (looks) setTimeout(look, +LOOK_GAPS[looks]!);
  else if (sample(levels, clock())) send();
}

function poll(): void {
  const levels = read(PINS);
  const time = clock();
  if (levels === keys.levels && time < wakeTime && time - seenTime < MAX_GAP_MS / 1000) seenTime = time;
  else if (sample(levels, time)) send();
}

/** Apart from `checkLink`, which has no time to read past it. */
function moveLink(isUp: boolean, refused: string | null): void {
  if (refused) log(refused);
  if (!stepLink(link, isUp, refused, round(clock() * 1000))) return;
  if (link.phase === ONLINE) log('network config:', wifi.getIP());
  else if (link.phase === CONNECTING) {
    log('connecting to network...');
    wifi.connect(SSID, login, checkLink);
  } else log('waiting to connect...');
  if (WITH_RELAY) relay.alive = relay.beatTime = 0;
  // In a turn of its own, as below: the chip's stack is small.
  setTimeout(report);
}

/** @param refused why the chip can't connect, where it has just said so */
function checkLink(refused: string | null): void {
  const isUp = hasAddress();
  // Most looks find it up, as it was.
  if (!isUp || link.phase !== ONLINE) moveLink(isUp, refused);
  if (WITH_RELAY && isUp && clock() >= relay.beatTime) {
    // One after the other: a relay that keeps silent must not take the sockets that a press needs.
    relay.beatTime = Infinity;
    setTimeout(beat, 0, report);
  }
}

function refreshLink(): void {
  checkLink(null);
}

// Without it the board would tell the console where in the script, which holds the secrets.
process.on('uncaughtException', log);

/**
 * A restart that nobody asked for may have cut a press off. The name that the board has on the network outlives an upload,
 * which starts the script and not the chip, and nothing else.
 */
// Of the chip's words for a reason 'power on' and 'reset pin' alone have a space there (rst_codes of user_main.c).
{
  const reason = require('ESP8266').getResetInfo().reason;
  if (reason[5]! > ' ' && wifi.getHostname() !== HOSTNAME) {
    log('restarted:', reason);
    endPress(press, UNKNOWN);
    press.dueMs = round(clock() * 1000) + SHOW_RESTART_MS;
  }
}

for (const pin of PINS) pinMode(pin, 'input_pullup');
wifi.setHostname(HOSTNAME);
wifi.on('connected', refreshLink);
wifi.on('disconnected', refreshLink);
setInterval(poll, POLL_MS);
setInterval(() => {
  if (stepLamp(lamp)) turnLight();
}, LAMP_FRAME_MS);
setInterval(() => {
  checkLink(null);
  if (clock() - seenTime < WATCHDOG_MS / 1000) changeInterval(watchdog, WATCHDOG_MS);
}, TICK_MS);
// Where memory runs out Espruino takes away the timers that were due and tells nobody (jsiIdle in src/jsinteractive.c). A
// button without one of its timers is dead, so it restarts, by a callback that is native and needs no memory. It is the
// last one made: after a stall the others come first.
const watchdog = setInterval(E.reboot, WATCHDOG_MS);
// Tells the lamp as well: the first look begins to connect. In a turn of its own: the keys are polled before it.
setTimeout(refreshLink);
