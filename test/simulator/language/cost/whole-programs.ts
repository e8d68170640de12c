import type { ChipProgram } from './chip-programs.ts';

/** Such as people write. Of the numbers of the cost model one was found by them: what a getter takes. */
export const WHOLE_PROGRAMS: readonly ChipProgram[] = [
  {
    title: 'blink with closures',
    script: [
      'function blinker(pin,onMs,offMs){let lit=false,times=0;function step(){lit=!lit;times++;digitalWrite(pin,lit?1:0);return lit?onMs:offMs;}return {step:step,get count(){return times;},stop(){lit=false;digitalWrite(pin,0);}};}',
      'const lamps=[blinker(0,100,400),blinker(2,50,950)];let next=[0,0];',
      'function tick(now){lamps.forEach((lamp,i)=>{if(now>=next[i])next[i]=now+lamp.step();});}',
      'const pattern=[1,0,1,1,0];let at=0;function play(){const level=pattern[at];at=(at+1)%pattern.length;digitalWrite(0,level);return at===0;}',
      'setTimeout(()=>{tick(0);},100);setTimeout(()=>{tick(100);tick(200);},400);setTimeout(()=>{for(let i=0;i<5;i++)play();},700);setTimeout(()=>{lamps.forEach(l=>l.stop());},1000);setTimeout(()=>{let total=0;for(const l of lamps)total+=l.count;},1300);',
    ].join('\n'),
    thousands: [458.9, 316.2, 456.2, 502.3, 155.7, 103.6],
  },
  {
    title: 'texts taken apart',
    script: [
      "function parseQuery(text){const out={};const parts=text.split('&');for(let i=0;i<parts.length;i++){const eq=parts[i].indexOf('=');if(eq<0)continue;const key=parts[i].slice(0,eq).toLowerCase();out[key]=decodeURIComponent(parts[i].slice(eq+1));}return out;}",
      "function words(text){const list=[];let word='';for(let i=0;i<text.length;i++){const c=text[i];if(c===' '||c===','){if(word!=='')list.push(word);word='';}else word+=c;}if(word!=='')list.push(word);return list;}",
      'function number(text){let n=0;for(let i=0;i<text.length;i++){const d=text.charCodeAt(i)-48;if(d<0||d>9)return -1;n=n*10+d;}return n;}',
      "function trimmed(line){const at=line.indexOf('#');const text=at<0?line:line.substr(0,at);return text.trim();}",
      "setTimeout(()=>{parseQuery('Name=button&pin=12&mode=fast');},100);setTimeout(()=>{words('the quick, brown fox');},500);setTimeout(()=>{number('40961');number('12x');},900);setTimeout(()=>{trimmed('  pin = 4 # the first');trimmed('led = 0');},1300);setTimeout(()=>{'10.0.0.23'.split('.').map(x=>parseInt(x)).join(':');},1700);",
    ].join('\n'),
    thousands: [272.7, 778.2, 1811.9, 867.6, 227.7, 258.6],
  },
  {
    title: 'objects sorted and grouped',
    script: [
      "const people=[{name:'Ada',age:36,team:'a'},{name:'Bob',age:25,team:'b'},{name:'Cleo',age:41,team:'a'},{name:'Dan',age:19,team:'c'},{name:'Eve',age:30,team:'b'}];",
      'function byAge(list){const sorted=list.slice();for(let i=1;i<sorted.length;i++){const one=sorted[i];let j=i-1;while(j>=0&&sorted[j].age>one.age){sorted[j+1]=sorted[j];j--;}sorted[j+1]=one;}return sorted;}',
      'function grouped(list){const groups={};for(const one of list){if(!groups[one.team])groups[one.team]=[];groups[one.team].push(one.name);}return groups;}',
      'function stats(list){let sum=0,most=0,least=999;for(let i=0;i<list.length;i++){const a=list[i].age;sum+=a;if(a>most)most=a;if(a<least)least=a;}return {mean:sum/list.length,most:most,least:least};}',
      "setTimeout(()=>{byAge(people);},100);setTimeout(()=>{people.slice().sort((a,b)=>a.age-b.age);},600);setTimeout(()=>{grouped(people);},1000);setTimeout(()=>{stats(people);},1400);setTimeout(()=>{const names=[];for(const k in people[0])names.push(k+'='+people[0][k]);names.sort();},1800);setTimeout(()=>{people.filter(p=>p.age>28).map(p=>p.name).join();},2200);",
    ].join('\n'),
    thousands: [373.9, 829.3, 255.4, 448.6, 567.0, 239.4, 312.5],
  },
];
