import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/**
 * Loaded into every process of a command by NODE_OPTIONS: writes down what others on the machine could see of it, which is
 * its command line, its environment and those of its children, and the temporary files that it takes away again.
 */
const file = process.env.RECORD_TO;
const note = (record) => {
  fs.appendFileSync(file, `${JSON.stringify(record)}\n`);
};

note({ commandLine: [...process.execArgv, ...process.argv], environment: process.env });

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

const { spawnSync } = childProcess;
childProcess.spawnSync = (...args) => {
  note({ child: args[0], commandLine: args[1], environment: args[2]?.env ?? process.env });
  return spawnSync(...args);
};

const { rm } = fs.promises;
fs.promises.rm = (path, ...rest) => {
  note({ temporary: filesIn(String(path)) });
  return rm(path, ...rest);
};

syncBuiltinESMExports();

/** @returns each file and folder, with who may read it and what is in it */
function filesIn(path) {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  const found = { path, mode: stat.mode & 0o777 };
  if (!stat.isDirectory()) return [{ ...found, content: fs.readFileSync(path, 'latin1') }];
  return [found, ...fs.readdirSync(path).flatMap((name) => filesIn(join(path, name)))];
}
