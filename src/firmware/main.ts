import {
  HOSTNAME,
  KLAXON_PIN,
  LAMP_FRAME_MS,
  LED,
  PASSWORD,
  PINS,
  POLL_MS,
  SSID,
  WITH_RELAY,
} from 'button:constants';
import { log, now } from './board.ts';
import { FIRED, STUCK, newKeys, stepKeys } from './keys.ts';
import { klaxonFrequency, newLamp, patternFor, setPattern, stepLamp } from './lamp.ts';
import { CONNECTING, ONLINE, newLink, stepLink } from './link.ts';
import { IDLE, IN_FLIGHT, UNKNOWN, WAITING, newPress, settlePress, startPress, stepPress } from './press.ts';
import { beat, newRelay, postToRelay } from './relay.ts';
import { postToWebhook } from './webhook.ts';

// Open to everybody from power-on, so before anything else: the telnet console, then the access point (docs/design.md, W1).
require('TelnetServer').setOptions({ mode: 'off' });
const wifi = require('Wifi');
wifi.stopAP();
wifi.save('clear');

/** Frames of the lamp from one look at the link to the next: a second. */
const LINK_FRAMES = 10;
/** Longer than such a second and a stall that the chip's own watchdog lets pass. */
const WATCHDOG_MS = 10000;

const keys = newKeys(now());
const press = newPress();
const link = newLink(now());
const lamp = newLamp();
const relay = /* @__PURE__ */ newRelay();
/**
 * The request whose result is awaited: one that nobody waits for any more has another number. It wraps, because from 1024
 * on the interpreter can't keep a number in its name's own variable (`jsvSetValueOfName` in src/jsvar.c), and
 * nothing may grow with presses.
 */
let attempts = 0;
let reported = IDLE;
/** Frames since the last look at the link. */
let frames = 0;

function showFrame(): void {
  const lit = /* @__NOINLINE__ */ stepLamp(lamp);
  digitalWrite(LED, !lit);
  if (KLAXON_PIN >= 0) {
    const freq = /* @__NOINLINE__ */ klaxonFrequency(lamp);
    if (freq) analogWrite(KLAXON_PIN, 0.5, { freq });
    else digitalWrite(KLAXON_PIN, 0);
  }
}

/** Brings console and lamp up to date with the machines. */
function report(): void {
  if (press.phase !== reported) {
    reported = press.phase;
    const outcome = ['', 'accepted', 'failed', 'expired', 'unknown'][reported];
    if (outcome) log(outcome);
  }
  const ready = link.phase === ONLINE && (!WITH_RELAY || relay.alive);
  if (/* @__NOINLINE__ */ setPattern(lamp, /* @__NOINLINE__ */ patternFor(press.phase, keys.stuck, ready)))
    showFrame();
}

function hasAddress(): boolean {
  return wifi.getIP().ip !== '0.0.0.0';
}

/** The link's phase is up to a second old. */
function online(): boolean {
  return link.phase === ONLINE && hasAddress();
}

function send(): void {
  const attempt = (attempts = (attempts + 1) & 255);
  const settle = (result: number, waitMs: number): void => {
    if (attempt !== attempts) return;
    settlePress(press, result, waitMs, now());
    if (press.phase === WAITING && press.dueMs > now()) log('trying again');
    report();
  };
  log('generating request');
  if (WITH_RELAY) postToRelay(relay, press.index, press.endMs, settle);
  else postToWebhook(press.index, press.endMs, settle);
}

function smash(): void {
  if (!startPress(press, now())) return log('ignored: still sending');
  relay.press = '';
  if (!online()) log('no network yet');
}

function listStuckKeys(): void {
  for (let i = 0; i < PINS.length; i++) {
    if ((keys.stuck >> (PINS.length - 1 - i)) & 1) log('key stuck: D' + PINS[i]!);
  }
}

function poll(): void {
  const event = /* @__NOINLINE__ */ stepKeys(keys, digitalRead(PINS), now());
  if (event === FIRED) /* @__NOINLINE__ */ smash();
  if (event === STUCK) /* @__NOINLINE__ */ listStuckKeys();
  if (/* @__NOINLINE__ */ stepPress(press, press.phase === WAITING && online(), now()))
    /* @__NOINLINE__ */ send();
  // At once: the next smash may come before the next frame of the lamp, and would hide what became of this press.
  if (event || press.phase !== reported) report();
}

/** @param refused whether the chip has just said that it can't connect */
function checkLink(hasAddress: boolean, refused: boolean): void {
  if (stepLink(link, hasAddress, refused, now())) {
    if (link.phase === ONLINE) log('network config:', wifi.getIP());
    else if (link.phase === CONNECTING) connect();
    else log('waiting to connect...');
    report();
  }
  if (WITH_RELAY) beat(relay, link.phase === ONLINE);
}

function connect(): void {
  log('connecting to network...');
  wifi.connect(SSID, PASSWORD ? { password: PASSWORD } : {}, (error) => {
    if (error) log(error);
    checkLink(hasAddress(), !!error);
  });
}

function refreshLink(): void {
  checkLink(hasAddress(), false);
}

process.on('uncaughtException', (error) => {
  log('error:', error);
  if (press.phase === IN_FLIGHT) press.phase = UNKNOWN;
  report();
});

for (const pin of PINS) pinMode(pin, 'input_pullup');
wifi.setHostname(HOSTNAME);
wifi.on('connected', refreshLink);
wifi.on('disconnected', refreshLink);
setInterval(poll, POLL_MS);
setInterval(() => {
  report();
  showFrame();
  frames = (frames + 1) % LINK_FRAMES;
  if (frames) return;
  refreshLink();
  if (now() - keys.seenMs < WATCHDOG_MS) changeInterval(watchdog, WATCHDOG_MS);
}, LAMP_FRAME_MS);
// Where memory runs out, and an answer with large headers is enough for that, Espruino takes away the timers that were due and
// tells nobody (jsiIdle in src/jsinteractive.c). A button without one of its two timers is dead, so it restarts, by a
// callback that is native and needs no memory. It is the last one made: after a stall the others come first.
const watchdog = setInterval(E.reboot, WATCHDOG_MS);
checkLink(false, false);
