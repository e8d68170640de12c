import { describe, expect, test } from '@jest/globals';
import { type Behaviour, BEHAVIOURS, Chat } from '../../src/simulator/index.ts';
import { boot, HOST, whenJoined } from '../simulator/workbench.ts';
import { ESPRUINO, type Outcome, runOnEspruino } from './interpreter.ts';

/** Time for the program to end in, on the interpreter too. */
const LIFE_MS = 1500;
const JOINED_MS = 2000;

/** Shows each event of a socket and its arguments; of data only the sum, for pieces are of other sizes on Linux. */
const prelude = (host: string, port: number): string => `
  global.HOST="${host}";global.PORT=${port};
  global.GET="GET / HTTP/1.1\\r\\nHost: h\\r\\nConnection: x\\r\\n\\r\\n";
  global.net=require("net");
  global.show=function(v){print("<<",v,">>")};
  global.log=function(n){return function(){var x=arguments[0];show(n+" "+arguments.length+" "+(x===this?"itself":x))}};
  global.watch=function(s){["drain","error","end"].forEach(function(e){s.on(e,log(e))});
    s.bytes=0;s.on("close",function(x){show("close "+x);show(s.bytes>200)});return s};
  global.go=function(){return watch(net.connect({host:HOST,port:PORT},log("connect")))};
  global.take=function(s){s.on("data",function(d){s.bytes+=d.length});return s};
  global.after=function(ms,f){setTimeout(f,ms)};
  after(${LIFE_MS},function(){});`;

const LONG: Behaviour = { kind: 'answer', bodyBytes: 3000 };

/** Later than the board's first look at the line, however fast that is. */
const late = (behaviour: Behaviour): Behaviour => ({ kind: 'later', afterMs: 200, decide: () => behaviour });

const PROGRAMS: readonly (readonly [string, string, Behaviour])[] = [
  ['an answer to what was written at once', 'take(go()).write(GET)', LONG],
  [
    'an answer to what was written in the callback',
    'var s=take(watch(net.connect({host:HOST,port:PORT},function(){show("connect");s.write(GET)})))',
    LONG,
  ],
  [
    'the callback’s arguments',
    'var s=net.connect({host:HOST,port:PORT},function(x){show(x===s&&this===s);show(arguments.length);s.end()})',
    LONG,
  ],
  [
    'a listener that comes with connect',
    'var s=watch(net.connect({host:HOST,port:PORT},function(){take(s)}));s.write(GET)',
    LONG,
  ],
  ['a url in place of options', 'take(watch(net.connect("http://"+HOST+":"+PORT+"/"))).write(GET)', LONG],
  ['a close without an answer', 'take(go()).write(GET)', late(BEHAVIOURS.closeWithoutAnswer)],
  ['end() at once', 'take(go()).end()', BEHAVIOURS.silent],
  ['end() with a text', 'take(go()).end(GET)', BEHAVIOURS.silent],
  [
    'end() while an answer is waited for',
    'var s=take(go());s.write(GET);after(400,function(){s.end()})',
    BEHAVIOURS.silent,
  ],
  [
    'end() in a data listener',
    'var s=go(),n=0;s.on("data",function(){if(!n++)show("data");s.end()});s.write(GET)',
    late(BEHAVIOURS.megabyte),
  ],
  [
    'what comes after end()',
    'var s=go();s.end();try{s.write("x")}catch(e){show(e)}try{s.end("x")}catch(e){show(e)}s.end()',
    BEHAVIOURS.silent,
  ],
  [
    'what comes after close',
    'var s=take(go());s.write(GET);s.on("close",function(){try{s.write("x")}catch(e){show(e)}show(s.end())})',
    LONG,
  ],
  [
    'clsNow',
    'var s=take(go());s.write(GET);after(400,function(){s.clsNow=true;try{s.write("x")}catch(e){show(e)}})',
    BEHAVIOURS.silent,
  ],
  [
    'clsNow without listeners',
    'var s=take(go());s.write(GET);after(400,function(){s.removeAllListeners();s.clsNow=true})',
    BEHAVIOURS.silent,
  ],
  [
    'a short answer that is read later',
    'var s=go();s.write(GET);after(700,function(){show(s.available()>50);show(s.read(4));show(s.read().length>40);show(s.read())})',
    BEHAVIOURS.ok,
  ],
  [
    'a long answer that is not read',
    'var s=go();s.write(GET);after(700,function(){show("drop");s.dRcv=""})',
    LONG,
  ],
  [
    'a text that is none',
    'var s=take(go());show(s.write());show(s.write(5));s.write([1,2]);after(400,function(){s.end()})',
    BEHAVIOURS.silent,
  ],
  ['no options', 'show(net.connect());show(net.connect(5));show(net.connect([]))', LONG],
  ['no callback', 'show(net.connect({host:HOST,port:PORT},5))', LONG],
];

function runOnVirtualBoard(program: string, behaviour: Behaviour): Outcome {
  const bench = boot(whenJoined(prelude(HOST, 80) + program));
  bench.chat.behaviour = behaviour;
  bench.board.advance(JOINED_MS + LIFE_MS);
  const output = bench.lines.join('\n');
  return {
    printed: [...output.matchAll(/<<(.*?)>>/gs)].map(([, text = '']) => text),
    error: /Uncaught.*|ERROR.*/.exec(output)?.[0] ?? '',
  };
}

const onEspruino = ESPRUINO === '' ? test.skip : test;

describe('a socket tells on the virtual board what it tells on the interpreter', () => {
  onEspruino.each(PROGRAMS)('of %s', async (_, program, behaviour) => {
    const chat = await Chat.open();
    chat.behaviour = behaviour;
    try {
      const outcome = await runOnEspruino(program, prelude('127.0.0.1', chat.port));
      expect(runOnVirtualBoard(program, behaviour)).toEqual(outcome);
      expect(outcome.printed).not.toEqual([]);
    } finally {
      await chat.close();
    }
  });
});
