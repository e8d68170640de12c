/** How the figures come about, for the reader of docs/benchmarks.md. */
export const ABOUT = `
## How it is measured

**Script.** Bundled for the configuration that comes with the project, with a relay section added for the second column.
The same on every machine; a test builds it again and compares.

**Variables.** Espruino's Linux build, 32-bit, has exactly the chip's memory: 1600 variables of 12 bytes. The script is in its
flash, as on the chip. What the chip has natively and this build lacks (pins, the Wifi module) is JavaScript in \`.boot0\` here, and so
is what looks at the memory. So the script's own share is the use with script and stand-ins, less the use of the same
interpreter with the stand-ins alone, plus what one native module takes in the list of modules, because a stand-in for one is
taken off whole. The interpreter's own is the use of a fresh one with nothing in it. Every look collects garbage first, so
what is counted is what is needed. "Between callbacks" is looked at every 10 ms; "inside of calls" also whenever the
script asks for the time or moves the lamp, and includes the few variables that this takes. Idle is before the first
smash, after the Wi-Fi and, with a relay, the first heartbeat.

The many smashes are pressed by the stand-in for the pins, as quickly as a \`debounceMs\` and a \`pollMs\` of 10 allow; only those
whose messages both arrived are counted. What the first smash leaves taken is for the most part the interpreter's own: it keeps an
entry for each kind of object from the first time that it meets one.

**Times of a chord.** From the moment that all four keys read low, which comes at any moment between two polls, with the
default \`debounceMs\` of 30 and \`pollMs\` of 10; 100 presses each. First byte: of the first request, at the webhook. Second
message: the whole of it has come in at the chat, with a relay over verified HTTPS and with a synced journal. Everything is on
one machine: the chip, the radio and the way to a real chat add their own time.

**Poll, and boot to ready.** On this machine's processor, so only good to compare one version of the script with another; the
chip's is many times slower. Ready is the lamp's; the 1.5 s that the stand-in for the Wi-Fi takes to join are taken off.

**The chip.** A model, not a measurement: nobody had a chip. The virtual board charges the script for what it executes (docs/chip.md, "How the
virtual board knows the time"), instructions within 15 % of what an emulated chip counts, and takes a constant time for each: 17.8 ns with
the flash at 80 MHz, 26.7 at 40. That constant is uncertain by -40 to +25 %, and Espressif's own Wi-Fi code comes on top. Virtual time, the
same on every machine; 100 presses, each at another moment between two polls; the server answers at once, 1 ms away, and a relay is a
stand-in without HTTPS. The share of the processor is the script's and that of the turns it runs in, not that of empty turns.

**Upload.** Over a line that is as slow as a serial one at 115200 baud: a pseudo-terminal for ours, a TCP socket for the stock
command, which takes no port that the system doesn't list. The middle one of five. Both start with a script that is built
already. Ours reads back what it wrote and sees it start; the stock command does neither.

**Commands.** Each as a process of its own, npm with it, and the middle one of five: until the page's address is printed, and until a
build has ended whose configuration has just been edited. What they were is from when each start compiled the sources and loaded
all at once. After an edit of a source the next start makes the bundle in dist/ anew, and takes a second or two more.

**Relay.** The times of one message after the other, 500 of them, and of 16 buttons that each wait for their answer. Chat, relay and load
share this machine's cores, and each message has a connection of its own on both sides, one of them with TLS. So beside the sum of
it stands what the relay alone takes of a core for a message, as /proc counts it: no machine with one like it does more.

**Crowd.** 300 presses through a relay that nobody crowds, then as many beside each kind of crowd: a process of its own with 32
connections at a time, 200 of the slow ones, as fast as it can.

**Memory and start of the relay.** As \`npm run relay\` calls it, without npm itself. Its resident set, as /proc has it, of which some 44 MiB
are Node's own program, that all its processes share; at most is the highest that it ever was. The messages come from 16 buttons at a time.

**Page.** In Chromium, driven from outside. From the key's event to the change of the page that shows the lamp sending, both by
the page's own clock, less the debounce. From the write of a configuration with another pin until that key is on the page: the build
is in it, the file watcher too. Its bytes are those of all its files, as they are served.

## The original's way

\`test/bench/original/original.py\` is the button as thirty lines of MicroPython do it: a loop that reads four pins and posts twice when all
are low. It has no debounce, no deadline, no way back onto the Wi-Fi, and no idea what became of a message.

Comparable: that both loops run the whole path of an idle poll, interpreted, on the same machine, with the same stand-in
for pins written in the language itself; and that both heaps are what is left after a garbage collection.

Not comparable: the machine code (WebAssembly in V8 against 32-bit x86), so not the two times as such, and neither with the
chip; the heaps (bytes that MicroPython's allocator gave out in blocks of 16, for compiled bytecode in RAM, against variables
of 12 bytes with the script in flash); and the network, which MicroPython's port doesn't have: its posts are answered by a stand-in.
`;
