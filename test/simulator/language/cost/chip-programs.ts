/** A program, and the thousand instructions that the emulated chip (test/chip) counts for its text and for each callback. */
export interface ChipProgram {
  readonly title: string;
  readonly script: string;
  readonly thousands: readonly number[];
}

/** None of these had a part in finding the numbers of the cost model. */
export const CHIP_PROGRAMS: readonly ChipProgram[] = [
  {
    title: 'texts put together',
    script: [
      "function pad(n){return ('0'+n).slice(-2);}",
      "function stamp(s){const h=Math.floor(s/3600),m=Math.floor(s/60)%60;return pad(h)+':'+pad(m)+':'+pad(s%60);}",
      "function csv(rows){let out='';for(const row of rows){for(let i=0;i<row.length;i++){if(i)out+=',';out+=row[i];}out+='\\n';}return out;}",
      "var rows=[[1,2,3],['a','b','c'],[10,20,30]];",
      "setTimeout(()=>{stamp(12345);},100);setTimeout(()=>{csv(rows);},300);setTimeout(()=>{let s='';for(let i=0;i<10;i++)s=s+i+';';},500);",
    ].join('\n'),
    thousands: [184.9, 280.0, 678.8, 371.1],
  },
  {
    title: 'objects and a class',
    script: [
      'class Queue{constructor(){this.items=[];this.count=0;}add(item){this.items.push(item);this.count++;return this;}take(){if(!this.count)return null;this.count--;return this.items.shift();}get size(){return this.count;}}',
      'const q=new Queue();var log=[];',
      "setTimeout(()=>{q.add({id:1,name:'one'}).add({id:2,name:'two'});},100);",
      'setTimeout(()=>{const a=q.take();log.push(a.id,a.name);},300);',
      'setTimeout(()=>{const state={mode:0,last:5,keys:{a:1,b:2}};state.mode=state.keys.a+state.keys.b;state.last=state.mode*2;if(state.last>4){state.keys.a=state.last;}},500);',
    ].join('\n'),
    thousands: [240.1, 162.1, 110.7, 105.9],
  },
  {
    title: 'closures',
    script: [
      'function counter(start){let n=start;const step=2;return {up(){n+=step;return n;},down:()=>n-=step,get:function(){return n;}};}',
      'function compose(f,g){return x=>f(g(x));}',
      'const add1=x=>x+1,dbl=x=>x*2;const both=compose(add1,dbl);const c=counter(10);',
      'setTimeout(()=>{c.up();c.up();c.down();},100);setTimeout(()=>{both(5);both(7);},300);setTimeout(()=>{const d=counter(1);d.up();return d.get();},500);',
      'setTimeout(()=>{const fs=[];for(let i=0;i<4;i++)fs.push(dbl);let t=0;fs.forEach(f=>{t+=f(2);});},700);',
    ].join('\n'),
    thousands: [287.2, 102.8, 126.3, 147.8, 434.0],
  },
  {
    title: 'sorting',
    script: [
      'function qsort(a,lo,hi){if(lo>=hi)return;const p=a[hi];let i=lo;for(let j=lo;j<hi;j++){if(a[j]<p){const t=a[i];a[i]=a[j];a[j]=t;i++;}}a[hi]=a[i];a[i]=p;qsort(a,lo,i-1);qsort(a,i+1,hi);}',
      'function bubble(a){for(let i=0;i<a.length-1;i++)for(let j=0;j<a.length-1-i;j++)if(a[j]>a[j+1]){const t=a[j];a[j]=a[j+1];a[j+1]=t;}}',
      'setTimeout(()=>{qsort([5,3,8,1,9,2,7],0,6);},100);setTimeout(()=>{bubble([4,2,5,1,3]);},500);',
    ].join('\n'),
    thousands: [129.4, 1493.0, 1339.8],
  },
  {
    title: 'loops, recursion and a typed array',
    script: [
      'function sieve(n){const f=new Uint8Array(n+1);const out=[];for(let i=2;i<=n;i++){if(f[i])continue;out.push(i);for(let j=i*i;j<=n;j+=i)f[j]=1;}return out;}',
      'function gcd(a,b){while(b){const t=a%b;a=b;b=t;}return a;}function fib(n){return n<2?n:fib(n-1)+fib(n-2);}',
      'setTimeout(()=>{sieve(30);},100);setTimeout(()=>{gcd(1071,462);},500);setTimeout(()=>{fib(7);},700);',
    ].join('\n'),
    thousands: [142.0, 2327.4, 141.0, 1278.0],
  },
  {
    title: 'a DataView, a checksum and digits',
    script: [
      'const buf=new Uint8Array(32);const dv=new DataView(buf.buffer);',
      'function crc(b,n){let c=0xffff;for(let i=0;i<n;i++){c^=b[i];for(let k=0;k<4;k++)c=c&1?c>>1^0xa001:c>>1;}return c;}',
      "function hex(b,n){let s='';for(let i=0;i<n;i++)s+=(256+b[i]).toString(16).slice(1);return s;}",
      'setTimeout(()=>{dv.setUint32(0,0x12345678);dv.setUint16(4,77);dv.setUint8(6,9);},100);setTimeout(()=>{crc(buf,6);},300);setTimeout(()=>{hex(buf,8);},600);',
      'setTimeout(()=>{let t=0;for(let i=0;i<5;i++)t=t+dv.getUint32(4*i)|0;},900);',
    ].join('\n'),
    thousands: [260.2, 111.2, 1234.3, 644.4, 342.2],
  },
  {
    title: 'headers and a regular expression',
    script: [
      'function parseLine(line){const m=/^([a-z]+)=(\\d+)$/.exec(line);return m?[m[1],parseInt(m[2])]:null;}',
      "function header(text,name){const at=text.indexOf(name+': ');if(at<0)return '';return text.slice(at+name.length+2,text.indexOf('\\r',at));}",
      "const text='HTTP/1.1 200 OK\\r\\nContent-Type: json\\r\\nX-Id: 42\\r\\n\\r\\nbody';",
      "setTimeout(()=>{parseLine('speed=1234');},100);setTimeout(()=>{header(text,'X-Id');},300);setTimeout(()=>{text.split('\\r\\n');},600);",
    ].join('\n'),
    thousands: [147.8, 160.6, 198.5, 146.4],
  },
  {
    title: 'switch and if',
    script: [
      "function name(c){switch(c){case 200:return 'ok';case 404:return 'gone';case 500:case 503:return 'down';default:return 'other';}}",
      'function classify(n){if(n<0)return -1;else if(n===0)return 0;else if(n<10){return 1;}else if(n<100){return 2;}return 3;}',
      'setTimeout(()=>{name(200);name(503);},100);setTimeout(()=>{name(999);},300);setTimeout(()=>{classify(-5);classify(0);classify(50);classify(500);},500);',
      'setTimeout(()=>{let s=0;for(let i=0;i<6;i++){switch(i%3){case 0:s+=1;break;case 1:s+=2;break;default:s+=3;}}},700);',
    ].join('\n'),
    thousands: [167.0, 128.3, 69.0, 235.0, 323.8],
  },
  {
    title: 'throw, catch and finally',
    script: [
      "function risky(n){if(n>2)throw new Error('too big');return n*2;}",
      "function safe(n){try{return risky(n);}catch(e){return -1;}finally{done++;}}var done=0,last='';",
      'setTimeout(()=>{safe(1);},100);setTimeout(()=>{safe(5);},300);setTimeout(()=>{try{risky(9);}catch(e){last=e.message;}},500);',
      "setTimeout(()=>{try{JSON.parse('[1,2]');done=1;}catch(e){done=2;}},700);",
    ].join('\n'),
    thousands: [151.0, 80.4, 212.3, 160.8, 61.8],
  },
  {
    title: 'templates',
    script: [
      "const user={name:'Ada',age:36};let host='example.com',port=8080;",
      'function url(path,query){return `http://${host}:${port}/${path}?${query}`;}',
      "setTimeout(()=>{url('a/b','x=1');},100);setTimeout(()=>{`${user.name} is ${user.age>18?'adult':'child'}`;},300);setTimeout(()=>{let s='';for(let i=0;i<3;i++)s+=`[${i}:${i*i}]`;},500);",
    ].join('\n'),
    thousands: [152.0, 85.2, 64.5, 167.4],
  },
  {
    title: 'calls with many arguments',
    script: [
      'function mix(a,b,c,d,e,f){return a+b*c-d+e%f;}function clamp(v,lo,hi){return v<lo?lo:v>hi?hi:v;}',
      'function lerp(a,b,t){return a+(b-a)*t;}const map2=(v,a,b,c,d)=>lerp(c,d,(v-a)/(b-a));',
      'setTimeout(()=>{mix(1,2,3,4,5,6);mix(6,5,4,3,2,1);},100);setTimeout(()=>{clamp(5,0,10);clamp(-5,0,10);clamp(15,0,10);},300);setTimeout(()=>{map2(5,0,10,100,200);map2(2.5,0,10,0,1);},500);',
    ].join('\n'),
    thousands: [182.8, 133.4, 143.6, 192.4],
  },
  {
    title: 'lists with callbacks',
    script: [
      'const data=[3,1,4,1,5,9,2,6];',
      'setTimeout(()=>{data.map(x=>x*x).filter(x=>x>10).reduce((a,b)=>a+b,0);},100);setTimeout(()=>{let t=0;data.forEach((v,i)=>{if(i%2)t+=v;else t-=v;});},400);',
      "setTimeout(()=>{data.some(v=>v>8)&&data.every(v=>v>0);},700);setTimeout(()=>{data.slice(2,6).concat([7,8]).join('-');},1000);setTimeout(()=>{data.indexOf(9);data.includes(7);},1300);",
    ].join('\n'),
    thousands: [176.2, 660.9, 388.1, 428.0, 135.8, 87.5],
  },
  {
    title: 'keys by polls',
    script: [
      "const pins=[4,5,12,13];for(const p of pins)pinMode(p,'input_pullup');let last=-1,since=0,armed=0;const now=getTime,read=digitalRead;",
      'function poll(){const t=now()*1000,v=read(pins);if(v!==last){last=v;since=t;return;}if(t-since<30)return;armed|=v;if(v===0&&armed===15){armed=0;fire(t);}}',
      'function fire(t){count++;digitalWrite(0,count&1);}let count=0;',
      "setTimeout(poll,100);setTimeout(poll,300);setTimeout(poll,500);setTimeout(()=>{for(const p of pins)pinMode(p,'input_pullup');},700);",
    ].join('\n'),
    thousands: [307.8, 72.4, 86.7, 86.6, 116.7],
  },
  {
    title: 'a machine of states',
    script: [
      'const S={idle:0,wait:1,send:2,done:3};',
      "function step(s,e,t){switch(s.at){case S.idle:if(e==='go'){s.at=S.wait;s.until=t+500;}break;case S.wait:if(t>=s.until)s.at=S.send;break;case S.send:if(e==='ok'){s.at=S.done;s.tries=0;}else if(++s.tries>3)s.at=S.idle;break;}return s.at;}",
      'const m={at:0,until:0,tries:0};',
      "setTimeout(()=>{step(m,'go',100);},100);setTimeout(()=>{step(m,'',700);},300);setTimeout(()=>{step(m,'no',800);step(m,'ok',900);},500);",
    ].join('\n'),
    thousands: [182.8, 129.4, 116.4, 237.9],
  },
];
