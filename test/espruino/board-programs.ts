/** Programs about what the board has of its own; each shows its results with `show`. */

const TIMERS = [
  'setTimeout(function(){show("late")},2000);setTimeout(function(){show("soon")},1000);setTimeout(function(){show("now")},0);show("main");',
  'var n=0,i=setInterval(function(){show(++n);if(n==3)clearInterval(i)},10);',
  'var a=setTimeout(function(){},10);clearTimeout(a);var b=setTimeout(function(){show("b")},10);show(a===b);',
  'setTimeout("show(\'text\')",5);setTimeout(function(a,b){show(a+b)},1000,"x",7);',
  'var i=setInterval(function(){show("tick");clearInterval(i)},1000);changeInterval(i,10);',
  'var a=setTimeout(function(){show("a")},5);clearTimeout(""+a);clearTimeout(null);clearTimeout(77);var b=setTimeout(function(){show("b")},5);clearInterval(b);setTimeout(function(){show("end")},1000);',
  'setTimeout(function(){show(this===global);show(arguments.length)},1);setTimeout(function(a,b,c){show([a,b,c])},1000,1,"x",null);',
  'try{setInterval()}catch(e){show(e)}try{setTimeout(null,5)}catch(e){show(e)}try{changeInterval()}catch(e){show(e)}',
  'var t=setTimeout(function(){clearTimeout(t);show("self")},5);',
  'try{setTimeout(5)}catch(e){show(e)}',
  'try{clearTimeout(undefined)}catch(e){show(e)}',
  'try{clearInterval(undefined)}catch(e){show(e)}',
  'try{changeInterval(9,10)}catch(e){show(e)}',
  'setTimeout(function(){show("negative")},-5);setTimeout(function(){show("none")});',
  'setTimeout(function(){show(1);Promise.resolve().then(function(){show(2)});setTimeout(function(){show(4)},0);show(3)},1);',
];

const EVENTS = [
  'var o={};o.on("x",function(a){show("1 "+a)});o.on("x",function(a){show("2 "+a)});o.emit("x",5);show("raised");',
  'var o={};function f(){show("f")}o.on("x",f);o.on("x",f);o.emit("x");o.removeListener("x",f);o.emit("x");',
  'var o={};o.on("x",function(){show("a");o.emit("y")});o.on("y",function(){show("b")});o.emit("x");',
  'var o={};o.on("x",function(){show(this===o);show(arguments.length)});o.emit("x");o.emit("x",1,2);',
  'var o={};o.on("x",function(){show("no")});o.removeAllListeners("x");o.emit("x");show("end");',
  'try{({}).on(5,function(){})}catch(e){show(e)}',
  'try{({}).on("x",5)}catch(e){show(e)}',
  'try{({}).emit()}catch(e){show(e)}',
  'try{({}).emit(5)}catch(e){show(e)}',
  'try{(5).emit("x")}catch(e){show(e)}',
  'try{(5).removeListener("x",5)}catch(e){show(e)}',
  'try{(5).removeAllListeners()}catch(e){show(e)}',
  'try{"a".on("x",function(){})}catch(e){show(e)}',
  'try{({}).removeListener(5,function(){})}catch(e){show(e)}',
  'try{({}).removeAllListeners(5)}catch(e){show(e)}',
  'try{({}).prependListener("x",5)}catch(e){show(e)}',
  'try{require()}catch(e){show(e)}',
  'try{require(5)}catch(e){show(e)}',
  'var o={};o.addListener("x",function(){show("a")});o.prependListener("x",function(){show("b")});o.on("y",function(){show("y")});o.emit("x");',
  'var o={};function f(){show("f")}o.on("x",f);o.on("y",function(){show("y")});o.removeListener("y",f);o.removeListener("x",function(){});o.emit("x");o.emit("y");',
  'var o={};o.on("x",function(){show("a")});o.on("y",function(){show("y")});o.removeAllListeners("x");o.emit("x");o.emit("y");',
];

const ERRORS = [
  'throw new Error("top");',
  'setTimeout(function(){throw new Error("boom")},1);setTimeout(function(){show("after")},1000);',
  'process.on("uncaughtException",function(e){show("caught "+e)});setTimeout(function(){throw new Error("boom")},1);',
  'process.on("uncaughtException",function(e){show(e)});setTimeout(function(){throw {a:1}},1);setTimeout(function(){throw "t"},1000);',
  'process.on("uncaughtException",function(){show("A")});process.on("uncaughtException",function(){show("B")});setTimeout(function(){throw 1},1);',
  'process.on("uncaughtException",function(e){show("caught "+e);throw 1});setTimeout(function(){throw 2},1);setTimeout(function(){show("on")},1000);',
  'var o={};o.on("x",function(){throw new Error("l1")});o.on("x",function(){show("l2")});o.emit("x");',
  'Promise.reject("lost");setTimeout(function(){show("later")},5);',
  'Promise.resolve(1).then(function(){throw "y"}).catch(function(e){show(e)}).then(function(v){show(v)});',
  'try{require("nope")}catch(e){show(e)}',
];

const PRINTING = [
  'show([]);show({});show([[]]);show({a:{}});show([{}]);show({a:[]});',
  'show({a:1,b:2,c:3,d:4,e:5,f:6});show({a:"x",b:1});show({a:{b:{c:1}}});show([1,"a",null,undefined,true]);',
  'show([[1,2],[3,4]]);show([{a:1},{b:2}]);show({a:[1,2],b:"s"});show({"a-b":1});',
  'show({ip:"192.168.4.23",netmask:"255.255.255.0",gw:"192.168.4.1",mac:"5c:cf:7f:00:00:01"});',
  'show(new Error("boom"));show(new TypeError("t"));',
  'show("a\\nb");show(["a\\nb\\x01\\xff"]);show(["\\x012"]);show("");show([""]);',
  'show(new Uint8Array([1,2,300]));show(new Uint8Array(0));show(new ArrayBuffer(3));show(new Uint8Array([1,2]).buffer);',
  'var a=[1];a.push(a);show(a);',
  'show(["\\x00","\\x07","\\x078","\\x077","\\x007","\\x08","\\x1f","\\x7e","\\x7f","\\xff","\\t\\v\\f\\r\\n\\b\\"\\\\"]);',
  'show({a:1,b:2,c:3,d:4});show({a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:10,k:11});show({a:"x",b:1,c:2});show({a:1,b:"x",c:2,d:3,e:4,f:5,g:6});',
  'show({a:null,b:undefined,c:true,d:false});show([1,"a",2,"b"]);show([null,undefined,true,false]);show([["a"]]);show([[[]]]);show([{},[]]);',
  'show({a:[],b:[1,"x"],c:{d:"e"}});show([new Uint8Array(2)]);show({a:new Uint8Array([1])});show(new Float32Array([1.5,2]));show(new ArrayBuffer(0));',
  'var o={};o.a=o;show(o);var p={q:{}};p.q.r=p;show(p);var s={};show([s,s]);show(print);',
  'function C(){this.x=1}show(new C());class D{constructor(){this.y=2}}show([new D()]);show({d:new D()});show(Object.create(null));show({"a b":1,"":3});',
  'show([1/3,0.1,1e20,1e-7,0.000001,1.23456789012345,-0,-1.5,100,1e5,NaN,1/0,-1/0,0,1e300,-1/3]);',
  'show(1/3);show(0.1+0.2);show(1.5e-7);show(123456789012);show(-0);show(NaN);show(1/0);show(1.5e-10);show(123456.789);',
];

const LIBRARIES = [
  'show(E.toUint8Array("a",{data:10,count:3},{data:"bc",count:2},{data:1,count:0}));',
  'show(E.toUint8Array("ab",[1,2],new Uint8Array([3]),"c"));show(E.toUint8Array(new Uint8Array([1,2]).buffer));',
  'show(E.toString([65,66,67]));show(E.toString("a",[66]));show(E.CRC32("hello"));show(E.clip(5,1,3));',
  'show(new Uint8Array(require("crypto").SHA1("abc")));',
  'show(require("crypto").SHA1());show(new Uint8Array(require("crypto").SHA1("a","b")));show(new Uint8Array(require("crypto").SHA1([1,300,"a"])));',
  'show(btoa("a\\xffb"));show(atob("Yf9i").charCodeAt(1));',
  'show(JSON.stringify({a:1,b:[1,2,{c:null}],d:undefined,e:"x\\n\\"q\\"",f:true}));show(JSON.stringify("\\x01\\x7f\\\\/"));',
  'require("TelnetServer").setOptions({mode:"off"});require("TelnetServer").setOptions({});show("quiet");',
  'try{require("TelnetServer").setOptions()}catch(e){show(e)}',
  'try{require("TelnetServer").setOptions({mode:"ajar"})}catch(e){show(e)}',
  'show(E.toUint8Array({data:[1,2],count:2},{data:1,count:2.7},{data:1,count:-1},true,1.7,-1.5,new Uint16Array([258])));',
  'show(E.toUint8Array("a\\xff",300,[1,[2,"b"]],new Uint8Array([7,8,9]).buffer,new Uint8Array(new Uint8Array([1,2,3,4]).buffer,1,2)));',
  'show(E.toUint8Array({data:5}));',
  'show(E.toUint8Array({a:1}));',
  'show(E.toUint8Array({count:2}));',
  'show(E.toUint8Array(null));',
  'show(E.toUint8Array(undefined));',
  'show(E.toUint8Array([[],"",[undefined]]));',
  'function map(from,bits,table,room){var to=new Uint8Array(room);E.mapInPlace(new Uint8Array(from),to,table,bits);show(to)}map([0x12,0x34],4,undefined,6);map([0x12,0x34],-4,undefined,3);map([0xa5,0x0f],3,undefined,6);map([0xa5,0x0f],-3,undefined,6);map([1,2,3],0,[9,8,7],3);map([1,2,3],0,new Uint8Array([9,8,7,6]).buffer,3);map([0x12,0x34],4,function(v,i){return v*10+i},4);',
  'var a=new Uint8Array(2);[[[1],a],[a,"b"],[a,a,5],[a,a,{}]].forEach(function(w){try{E.mapInPlace.apply(E,w)}catch(e){show(e)}});',
  'show(btoa([1,2,3]));show(btoa(new Uint8Array([255])));show(btoa(""));show(atob("aGVs bG8="));show(atob("aGVsbG8"));',
  'try{btoa(5)}catch(e){show(e)}',
  'try{btoa()}catch(e){show(e)}',
  'try{btoa(null)}catch(e){show(e)}',
  'try{atob(5)}catch(e){show(e)}',
  'try{atob()}catch(e){show(e)}',
  'try{atob([65])}catch(e){show(e)}',
  'require("TelnetServer").setOptions({mode:5});[5,[],null,"a"].forEach(function(o){try{require("TelnetServer").setOptions(o)}catch(e){show(e)}});',
  'var c=require("crypto");show(new Uint8Array(c.SHA1(5)));try{c.SHA1(null)}catch(e){show(e)}try{c.SHA1({a:1})}catch(e){show(e)}',
];

const STORAGE = [
  'var s=require("Storage");show(s.write("n",{a:1}));show(s.read("n"));show(s.readJSON("n").a);show(s.readJSON("no",1));',
  'var s=require("Storage");s.write("p","abcdef");show(s.read("p",1,3));show(s.read("p",4));show(s.read("p",9));show(s.read("p",-2,2));',
  'var s=require("Storage");s.write("p","ab",0,4);s.write("p","cd",2);show(s.read("p"));show(s.write("p","abcd"));',
  'var s=require("Storage");s.write("p","abc");s.write("p","xy");show(s.read("p"));s.erase("p");show(s.read("p"));',
  'var s=require("Storage");s.write("p","abc");try{s.write("p","XY",1)}catch(e){show(e)}show(s.read("p"));',
  'var s=require("Storage");s.write("p","abc");try{s.write("p","xyz",1)}catch(e){show(e)}try{s.write("q","x",1)}catch(e){show(e)}',
  'var s=require("Storage");try{s.write("q","")}catch(e){show(e)}',
  'var s=require("Storage");s.write("p","abc");try{s.write("p","abcdef",0,2)}catch(e){show(e)}show(JSON.stringify(s.read("p")));',
  'var s=require("Storage");s.write("p","abc");show(s.write("p","abc",0,5));show(s.read("p").length);show(s.write("p",{a:1},3,50));show(s.read("p"));',
  'var s=require("Storage");s.write("a",[65,"B",[67]]);show(s.read("a"));s.write("a",new Uint8Array([67,68]));show(s.read("a"));s.write("a",5);show(s.read("a"));s.write("a",true);show(s.read("a"));',
  'var s=require("Storage");try{s.write("r")}catch(e){show(e)}try{s.write("r",null)}catch(e){show(e)}show(s.read("r"));',
  'var s=require("Storage");s.write("p","abc");show(s.write("p","abc",-1));show(s.write("p","abc",0,-1));show(s.read("p"));',
  'var s=require("Storage");s.erase(".bootcde");s.write("a.js","1");s.write("b.js","2");show(s.list("a"));show(s.list("js"));show(s.list("B"));show(s.list(null));show(s.list({}));',
  'var s=require("Storage");s.erase(".bootcde");s.compact();var f=s.getFree();show(s.write("p","a",0,f-32));s.erase("p");show(s.getFree());try{s.write("p","a",0,f-64)}catch(e){show(e)}show(s.write("p","a",0,f-68));show(s.getFree());',
  'var s=require("Storage");s.write("p","ab",0,6);var f=s.getFree();s.write("p","cd",2);s.write("p","ef",4);show(s.write("p","abcdef"));show(f-s.getFree());',
  'var s=require("Storage"),n="n".repeat(29);s.write(n,"x");show(s.read(n));show(s.read("n".repeat(28)));',
];

const VALUES = [
  'show("xyz".indexOf("zoo"));show("xyz".includes("zoo"));show("xyz".replace("zoo","!"));show("xyz".lastIndexOf("zoo"));',
  'show("xyz".indexOf("zooms"));show("ab".indexOf("bc",1));show("ab".indexOf("bc",9));show("".indexOf(""));show("ab".indexOf(""));',
  'show("xyz".split("zoo").length);show("xyz".startsWith("xyzz"));show("xyz".endsWith("yzz"));show("xyz\\0".indexOf("zoo"));',
  'show("abc".split("abcd"));show("abc".split("abcde"));show("".split("ab"));show("".split("a"));show("abc".split());',
  'show(JSON.parse(\'"\\\\u20ac"\').charCodeAt(0));show(JSON.parse(\'"\\\\\\\\u20ac"\').length);',
  'show(JSON.stringify("\\xff\\xb5\\xdf\\xe9a".toUpperCase()));show(JSON.stringify("\\xc0\\xc9Z".toLowerCase()));',
  'show("\\xa0a\\xa0".trim().length);show(" \\t\\n\\v\\f\\ra\\r ".trim().length);',
  'show(Number(" 12 "));show(Number(" 12"));show(Number(""));show(Number(" "));show(Number());show(Number("0x1f"));show(Number(true));',
  'show([Math.round(-0.5),Math.round(-1.5),Math.round(-0.4),Math.round(0.5),Math.round(2.5),Math.round(NaN)]);',
  'show(JSON.stringify(new Uint8Array([1,2])));show(JSON.stringify({a:new Float32Array([1.5])}));show(JSON.stringify(new Uint8Array([1,2]).buffer));',
  'show(JSON.stringify(1/3));show(JSON.stringify([0.1+0.2,1e-7,123456789012345,NaN]));show(JSON.stringify({d:new Date(0)}));',
];

/** What goes wrong, in the board's words. */
const WORDS = [
  ...['nope', 'foo()', 'nope.x', 'new nope()', 'nope++', 'null.x', 'undefined.x', 'var o=null;o.x=1'],
  ...['var a={};a.foo()', 'var a={};a.b.c()', 'var a={};a.b.c', 'var a={};a["q"]()', 'var a={};a[0]()'],
  ...['var a={};a.q.r=1', 'null.f()', 'undefined[3]', 'const k=1;k=2'],
].flatMap((wrong) => [
  `try{${wrong}}catch(e){show(""+e)}`,
  `try{${wrong}}catch(e){show(e.message);show(e instanceof TypeError)}`,
  // The interpreter quotes the line that failed.
  `\n${wrong};`,
]);

const URLS = [
  'show(url.parse("http://h?x=1"));',
  'show(JSON.stringify(url.parse("http://user:password@host:81/p?q=1#f",true)));',
  'show(JSON.stringify(url.parse("http://[::1]:80/p")));',
  'show(JSON.stringify(url.parse("/a?b=c&d=e&f&%41=%42",true)));',
  'show(JSON.stringify(url.parse("https://h:70000")));show(JSON.stringify(url.parse("http://h:80?x=2")));',
  'show(JSON.stringify(url.parse("x=1&&a")));show(JSON.stringify(url.parse("a:b://c/d")));show(JSON.stringify(url.parse("")));',
  'show(JSON.stringify(url.parse("http://h:65535/")));show(JSON.stringify(url.parse("http://h:65536/")));show(JSON.stringify(url.parse("http://h:0/")));',
  'show(JSON.stringify(url.parse("http://h/a:80/b//c?d?e=f",true)));show(JSON.stringify(url.parse("h:80/p")));show(JSON.stringify(url.parse("?a=b",true)));',
  'show(JSON.stringify(url.parse("http:///p")));show(JSON.stringify(url.parse("http://h/p1?x=/y",true)));show(JSON.stringify(url.parse("//h/p")));show(JSON.stringify(url.parse("http://h:8a0/")));',
  '["/?=x","/?==","/?=","/?","/?a=b=c"].forEach(function(u){show(JSON.stringify(url.parse(u,true).query))});',
  'show(url.parse(5));show(url.parse());',
  'require("http").request([]);',
  'require("http").request(true);',
  'require("http").request(function(){});',
  'require("http").request({},null);',
  'require("http").request(new Uint8Array(2));',
];

const INTERNAL_ERRORS = [
  'throw new InternalError("top");',
  'var e=new InternalError("m");show(""+e);show(e.message);show(e instanceof InternalError);',
];

export const BOARD_PROGRAMS = [
  ...[TIMERS, EVENTS, ERRORS, PRINTING, LIBRARIES, STORAGE],
  ...[VALUES, WORDS, URLS, INTERNAL_ERRORS],
].flat();
