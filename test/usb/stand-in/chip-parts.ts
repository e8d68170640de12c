/**
 * What the Linux build of Espruino lacks of the chip, as code for `.boot0`, which runs before what was uploaded: a Wifi
 * module that joins after a moment, a start that is always one of the power, and key pins whose levels are the global KEYS.
 */
const WIFI = `
var ip="0.0.0.0",listeners={};
exports.stopAP=function(){};
exports.save=function(){};
exports.setHostname=function(){};
exports.getHostname=function(){return""};
exports.on=function(event,listener){listeners[event]=listener};
exports.getStatus=function(){return{station:+ip[0]?"connected":"connecting",ap:"disabled"}};
exports.getDetails=function(){return{rssi:-55}};
exports.getIP=function(){return{ip:ip}};
exports.connect=function(ssid,options,done){setTimeout(function(){
ip="127.0.0.1";
if(listeners.connected)listeners.connected();
done(null);
},100)};
`;

const ESP8266 = `
exports.getResetInfo=function(){return{reason:"power on"}};
`;

/** How many modules of these are native on the chip. */
export const CHIP_MODULES = 2;

export const CHIP_PARTS = `
Modules.addCached("Wifi",${JSON.stringify(WIFI)});
Modules.addCached("ESP8266",${JSON.stringify(ESP8266)});
global.KEYS=15;
global.digitalRead=function(){return KEYS};
global.digitalWrite=global.pinMode=global.analogWrite=function(){};
`;
