/** Operations, and the thousand instructions that the emulated chip (test/chip) counts for each more than for nothing. */
export interface ChipOperations {
  readonly title: string;
  readonly setup: string;
  readonly operations: readonly (readonly [operation: string, thousands: number])[];
}

/** One for each kind of work that hangs on what it is given. */
export const CHIP_OPERATIONS: readonly ChipOperations[] = [
  {
    title: 'bytes',
    setup:
      "var b20=new Uint8Array(20),b40=new Uint8Array(40),hx=E.toUint8Array('0123456789abcdef'),s64=''.padEnd(64,'x'),s10='abcdefghij',s200=s64+s64+s64+'12345678',m=E.mapInPlace,u=E.toUint8Array,t=E.toString,x,a5=[1,2,3,4,5],a20=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20];",
    operations: [
      ['m(b20,b40,hx,4);', 104.0],
      ['t(b20);', 15.0],
      ['u(s64);', 38.5],
      ['u(s64,s10,s200);', 99.5],
      ['u(b40);', 34.2],
      ['u(a5);', 36.0],
      ['E.toUint8Array(s64);', 57.1],
      ['E.CRC32(s64);', 38.2],
    ],
  },
  {
    title: 'texts',
    setup:
      "var s64=''.padEnd(64,'x'),s10='abcdefghij',s200=s64+s64+s64+'12345678',sp='a,b,c,d,e,f',x,n5=5,n50=50;",
    operations: [
      ["'x'.repeat(50);", 103.5],
      ['s10.repeat(5);', 44.9],
      ["s10.padEnd(64,'6');", 134.5],
      ["s10.padStart(64,'6');", 120.8],
      ['s200.toLowerCase();', 81.2],
      ["s200.indexOf('12');", 170.1],
      ["s200.indexOf('zz',150);", 74.4],
      ["s64.indexOf('x');", 28.5],
      ["s200.lastIndexOf('zz');", 795.7],
      ['s200.slice(8,13);', 29.7],
      ['s200.slice(150);', 44.9],
      ['s200.substring(150,155);', 35.5],
      ["sp.split(',');", 59.2],
      ["s200.split('\"')[0];", 875.7],
      ["s64.split('x');", 428.3],
      ['s200.charCodeAt(190);', 32.5],
    ],
  },
  {
    title: 'texts, numbers and JSON',
    setup:
      "var s64=''.padEnd(64,'x'),s10='abcdefghij',s200=s64+s64+s64+'12345678',sp='a,b,c,d,e,f',x,a6=['a','bb','ccc','d','e','f'],a20=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20];",
    operations: [
      ["atob('MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=');", 32.9],
      ['btoa(s64);', 32.4],
      ["s200.includes('78');", 174.6],
      ['s64.trim();', 48.4],
      ["s64.replace(/x/g,'yy');", 2320.8],
      ['s10.concat(s64);', 70.5],
      ["a20.join(',');", 117.7],
      ["parseInt('12345');", 19.2],
      ['(3.14159).toFixed(2);', 32.9],
      ['x=s200+s10;', 37.5],
      ["JSON.stringify({a:1,b:'two',c:[1,2,3]});", 102.3],
    ],
  },
  {
    title: 'lists',
    setup:
      'var a5=[5,3,4,1,2],a20=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20],o={a:1,b:2,c:3,d:4},x,f=(a,b)=>a-b,g=v=>v,b20=new Uint8Array(20);',
    operations: [
      ['a5.slice().sort();', 113.9],
      ['a20.slice().sort(f);', 1861.6],
      ['a5.concat(a20);', 95.4],
      ['a20.indexOf(15);', 66.9],
      ['a20.map(g);', 414.8],
      ['a20.reduce((a,b)=>a+b,0);', 621.7],
      ['x=[1,2,3,4,5];x.splice(1,2);', 59.7],
      ['Object.entries(o);', 78.6],
      ['Object.assign({},o);', 58.5],
      ['for(const v of a5){x=v;}', 72.9],
    ],
  },
  {
    title: 'members',
    setup:
      'var x,o={a:1},l=[];class P{constructor(x){this.x=x;}}class P3{constructor(x){this.x=x;this.y=1;this.z=2;}}class E0{}function K(v){this.v=v;}function K3(v){this.v=v;this.w=1;this.u=2;}var m={},big={a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:10},i;',
    operations: [
      ['x={};x.b=2;x.c=3;x.d=4;x.e=5;', 51.5],
      ['x=[];for(i=0;i<10;i++)x[i]=i;', 403.9],
      ['new P3(1);', 102.0],
      ['new K3(1);', 102.1],
      ['big.zz;', 20.7],
    ],
  },
];
