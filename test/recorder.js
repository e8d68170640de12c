import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/**
 * Loaded into every process of a command by NODE_OPTIONS: writes down what others on the machine could see of it, which is
 * its command line, its environment and those of its children, the files that it writes, and the temporary ones that it takes
 * away again.
 */
const file = process.env.RECORD_TO;
const { writeFileSync } = fs;
const note = (record) => {
  writeFileSync(file, `${JSON.stringify(record)}\n`, { flag: 'a' });
};

note({ commandLine: [...process.execArgv, ...process.argv], environment: process.env });
// A process may give itself another command line.
process.once('exit', () => {
  note({ title: process.title });
});

const { spawn } = childProcess.ChildProcess.prototype;
childProcess.ChildProcess.prototype.spawn = function (options) {
  note({ child: options.file, commandLine: options.args, environment: options.envPairs });
  return spawn.call(this, options);
};

// What a child is told over its channel nobody else sees: it may hold secrets, and they must be nowhere else.
const { fork } = childProcess;
childProcess.fork = (...args) => {
  const child = fork(...args);
  const send = child.send.bind(child);
  child.send = (handed, ...rest) => {
    note({ handed });
    return send(handed, ...rest);
  };
  return child;
};

for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
  const start = childProcess[name];
  childProcess[name] = (...args) => {
    note({ child: args, environment: process.env });
    return start(...args);
  };
}

for (const name of ['writeFileSync', 'appendFileSync']) {
  const write = fs[name];
  fs[name] = (path, ...rest) => {
    write(path, ...rest);
    noteWritten(path);
  };
}
for (const name of ['writeFile', 'appendFile']) {
  const write = fs.promises[name];
  fs.promises[name] = async (path, ...rest) => {
    await write(path, ...rest);
    noteWritten(path);
  };
}

const { rm } = fs.promises;
fs.promises.rm = (path, ...rest) => {
  note({ temporary: filesIn(String(path)) });
  return rm(path, ...rest);
};

syncBuiltinESMExports();

/** A file as it is once it has been written: it may be gone when the command ends. Not one that is named by its number. */
function noteWritten(path) {
  if (typeof path === 'string') note({ written: filesIn(path) });
}

/** @returns each file and folder, with who may read it and what is in it */
function filesIn(path) {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  const found = { path, mode: stat.mode & 0o777 };
  if (!stat.isDirectory()) return [{ ...found, content: fs.readFileSync(path, 'latin1') }];
  return [found, ...fs.readdirSync(path).flatMap((name) => filesIn(join(path, name)))];
}
