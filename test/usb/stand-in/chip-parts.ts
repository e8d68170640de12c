/**
 * What the Linux build of Espruino lacks of the chip, as code for `.boot0`, which runs before what was uploaded: a Wifi
 * module that joins after a moment, an ESP8266 module that has come up by power, and key pins whose levels are the global KEYS.
 */
const WIFI = `
var ip="0.0.0.0",listeners={};
exports.stopAP=function(){};
exports.save=function(){};
exports.setHostname=function(){};
exports.on=function(event,listener){listeners[event]=listener};
exports.getIP=function(){return{ip:ip}};
exports.connect=function(ssid,options,done){setTimeout(function(){
ip="127.0.0.1";
if(listeners.connected)listeners.connected();
done(null);
},100)};
`;

const ESP8266 = 'exports.getResetInfo=function(){return{reason:"power on"}};';

export const CHIP_PARTS = `
Modules.addCached("ESP8266",${JSON.stringify(ESP8266)});
Modules.addCached("Wifi",${JSON.stringify(WIFI)});
global.KEYS=15;
global.digitalRead=function(){return KEYS};
global.digitalWrite=global.pinMode=global.analogWrite=function(){};
`;
