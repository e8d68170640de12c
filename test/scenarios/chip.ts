/**
 * What the Linux build of Espruino lacks of the chip and of the world around it, as code for `.boot0`, which runs before
 * the uploaded script: pins with keys on them, the radio, and the telnet console's switch. It behaves as src/simulator has
 * it. The file world.json in the interpreter's folder says how things stand when power comes on; WORLD changes them later.
 * What goes on is told on the console, in lines that begin with MARK.
 */

/** Begins each line that is the chip's and not the script's. */
export const MARK = '~';

/** How things stand around the board. */
export interface World {
  /** Pins whose switch to ground is closed, as a mask. */
  grounded: number;
  /** Whether the chip tells on the console what its outputs do. */
  tells: boolean;
  ssid: string;
  password: string;
  up: boolean;
  /** Whether the router hands out addresses. */
  dhcp: boolean;
  /** What the chip says to a wrong password. */
  wrongPassword: 'bad_password' | 'auth_expire';
  /** Why it has started, in the words of `getResetInfo`. */
  reason: 'power on' | 'restart';
}

/** Times of the radio, on every board that runs the scenarios: short, because one of them runs in real time. */
export const RADIO = { associateMs: 100, dhcpMs: 50, retryMs: 400, beaconTimeoutMs: 400 } as const;

/** How long the keys must have been looked at without a gap to have surely been seen: more than debouncing asks for. */
const LOOKS = { forMs: 100, gapMs: 45 } as const;

/** `require("Wifi")` over a radio, with the traps of libs/network/esp8266/jswrap_esp8266_network.c. */
const WIFI = `
var hostname="",ap=WORLD,ip="0.0.0.0",status="off",ssid="",password="",callback=null,timer=0,associated=false,skips=false;
function later(ms,f){if(timer)clearTimeout(timer);timer=setTimeout(function(){timer=0;f()},ms)}
function drop(to){if(timer)clearTimeout(timer);timer=0;associated=false;ip="0.0.0.0";status=to}
function complete(outcome){if(callback)setTimeout(callback,0,outcome);callback=null}
function disconnected(reason){
  if(skips){skips=false;return}
  if(status!="off"&&status!="connecting")complete(status);
  else if(status=="connecting"&&reason=="auth_expire")complete(reason);
  exports.emit("disconnected",{ssid:ssid,reason:reason})
}
function fail(to,reason){status=to;disconnected(reason);later(${RADIO.retryMs},join)}
function lose(){drop("connecting");disconnected("cipher_suite_rejected");later(${RADIO.retryMs},join)}
function join(){
  if(!ap.up||ap.ssid!=ssid)fail("no_ap_found","beacon_timeout");
  else if(ap.password==password){
    associated=true;
    status="connecting";
    later(${RADIO.dhcpMs},askForAddress)
  }else if(ap.wrongPassword=="auth_expire")fail("connecting","auth_expire");
  else fail("bad_password","4way_handshake_timeout")
}
function askForAddress(){
  if(!ap.up)lose();
  else if(!ap.dhcp)later(${RADIO.retryMs},askForAddress);
  else{
    ip="127.0.0.1";
    status="connected";
    complete(null);
    exports.emit("connected",{ip:ip})
  }
}
global.ROUTER=function(){
  if(!associated)return;
  if(!ap.up)later(${RADIO.beaconTimeoutMs},lose);
  else if(ap.password!=password)lose();
  else if(ip=="0.0.0.0")later(${RADIO.dhcpMs},askForAddress);
  else if(timer){clearTimeout(timer);timer=0}
};
exports.connect=function(name,options,done){
  if(typeof name!="string")throw new Error("No SSID provided");
  if(options.password!==undefined&&typeof options.password!="string")throw new Error("Expecting options.password to be a string");
  var secret=options.password||"",was=status;
  callback=null;
  if(was=="connected"&&ssid==name&&password==secret){setTimeout(done,0,null);return}
  drop("connecting");
  if(was=="connected")setTimeout(disconnected,0,"assoc_leave");
  skips=was!="connected"&&was!="off";
  callback=done;
  ssid=name;
  password=secret;
  later(${RADIO.associateMs},join)
};
exports.stopAP=function(){DOORS.accessPoint=0};
exports.save=function(){};
exports.setHostname=function(name){hostname=name;if(associated){ip="0.0.0.0";later(${RADIO.dhcpMs},askForAddress)}};
exports.getHostname=function(){return hostname};
exports.getIP=function(){return{ip:ip}};
`;

const ESP8266 = `exports.getResetInfo=function(){return{reason:WORLD.reason}};`;

const TELNET = `exports.setOptions=function(options){DOORS.telnet=options.mode!="off"};`;

export const CHIP = `
global.WORLD=JSON.parse(require("fs").readFileSync("world.json"));
global.DOORS={telnet:1,accessPoint:1};
Modules.addCached("Wifi",${JSON.stringify(WIFI)});
Modules.addCached("ESP8266",${JSON.stringify(ESP8266)});
Modules.addCached("TelnetServer",${JSON.stringify(TELNET)});
(function(){
var pulledUp=1|1<<2,driven={};
function level(pin){return pin==15?0:(pulledUp&~WORLD.grounded)>>pin&1}
function drive(pin,duty,hz){
  var now=duty+" "+hz;
  if(driven[pin]==now)return;
  driven[pin]=now;
  if(WORLD.tells)print("${MARK}pin "+pin+" "+now+" "+Math.round(getTime()*1000))
}
global.pinMode=function(pin,mode){if(mode=="input_pullup")pulledUp|=1<<pin};
var bits=-1,lookedMs=0,sinceMs=0,asked=0;
global.LOOK=function(name){asked=name;lookedMs=0};
global.digitalRead=function(pins){
  if(typeof pins=="number")return level(pins);
  var before=bits,now=getTime()*1000;
  bits=0;
  for(var i=0;i<pins.length;i++)bits=bits<<1|level(pins[i]);
  if(bits!=before||now-lookedMs>${LOOKS.gapMs})sinceMs=now;
  lookedMs=now;
  if(asked&&now-sinceMs>=${LOOKS.forMs}){print("${MARK}done "+asked);asked=0}
  return bits
};
global.digitalWrite=function(pin,value){drive(pin,value?1:0,0)};
global.analogWrite=function(pin,duty,options){drive(pin,duty,options.freq)};
global.PLAY=function(steps,name){
  steps.forEach(function(step){setTimeout(function(){WORLD.grounded=step[1];if(step[2])print("${MARK}done "+name)},step[0])})
};
})();
`;
