import { CHIP_PARTS } from '../usb/stand-in/chip-parts.ts';

/**
 * Code for `.boot0` of a measured interpreter. Who presses is part of the pins: the keys are down from one time to another,
 * whenever they are looked at, so that no timer of the measurement's own comes into what is measured. With REST they go down
 * again and again.
 */
const FINGERS = `
global.DOWN=Infinity;global.UP=Infinity;global.HOLD=0;global.REST=0;
global.digitalRead=function(){
var t=getTime();
if(t<DOWN)return 15;
if(t<UP)return 0;
DOWN=REST?t+REST:Infinity;UP=DOWN+HOLD;
return 15;
};
`;

/** Keeps the function that the script polls its keys with. */
const pollKeeper = (pollMs: number): string => `
global.setInterval=(function(real){return function(callback,ms){
if(ms==${pollMs})global.POLL=callback;
return real(callback,ms);
}})(setInterval);
`;

/**
 * While LOOKS is set it looks at what is left of the memory's use after a garbage collection: every 10 ms, and whenever the
 * script asks for the time or moves the lamp, which it does deep in its calls. PEAK is the most of all, MOST that between two
 * callbacks.
 */
const OBSERVER = `
global.PEAK=0;global.MOST=0;global.LOOKS=0;
global.LOOK=function(){
if(!LOOKS)return 0;
var used=process.memory().usage;
if(used>PEAK)PEAK=used;
return used;
};
setInterval(function(){var used=LOOK();if(used>MOST)MOST=used},10);
global.digitalWrite=LOOK;
global.getTime=(function(real){return function(){LOOK();return real()}})(getTime);
`;

/** For times: nothing but the keys. */
export const PRESSED = CHIP_PARTS + FINGERS;
/** For the cost of a poll. */
export const polled = (pollMs: number): string => PRESSED + pollKeeper(pollMs);
/** For memory. */
export const OBSERVED = CHIP_PARTS + OBSERVER + FINGERS;

/** How long joining the Wi-Fi takes with {@link BOOTED}: it ends while the lamp of the joining is dark. */
export const JOIN_MS = 1500;

/** Knows when the lamp has changed for the last time since the start: while it joins it blinks, ready it is steady. */
export const BOOTED = `${PRESSED}
(function(wifi){
var join=wifi.connect;
wifi.connect=function(ssid,options,done){setTimeout(join,${JOIN_MS - 100},ssid,options,done)};
})(require("Wifi"));
global.BOOT=getTime();global.CHANGED=0;global.LAMP=-1;
global.digitalWrite=function(pin,level){
if(level!==LAMP)CHANGED=getTime();
LAMP=level;
};
`;
