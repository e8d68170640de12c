import { emulate, type Setting } from './emulator/emulate.ts';
import { rowsOf } from './counts/rows.ts';
import { ScriptedServer, type Enough, type Host } from './network/scripted-server.ts';
import { traceOf } from './counts/spans.ts';
import type { Shown } from './counts/table.ts';

/** A run with a server on the chip's network. */
export interface ServedSetting extends Omit<Setting, 'peer'> {
  readonly host: Host;
  readonly answerMs?: number;
  readonly enough?: Enough;
}

/** Boots a script, serves what it asks for, and takes apart what was counted. */
export async function runChip({ host, answerMs, enough, ...setting }: ServedSetting): Promise<Shown> {
  const peer = new ScriptedServer(host, answerMs, enough);
  const outcome = await emulate({ ...setting, peer });
  const trace = traceOf(outcome.lines);
  const { flash } = setting;
  return { outcome, trace, rows: rowsOf(trace, flash), flash, requests: peer.requests };
}
