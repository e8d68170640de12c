import type { Press } from './press-log.ts';
import type { LoggedRequest } from './stand-ins.ts';

/** What the judge goes by: the configuration's numbers and texts. */
export interface Rules {
  readonly alert: string;
  readonly command: string;
  readonly pressTtlMs: number;
  /** From the board to the server. */
  readonly latencyMs: number;
  /** With one, a lost answer is asked for again, as long as the press lives. */
  readonly withRelay: boolean;
}

/** A slow chip's time from its decision to send until the first byte, and from an answer until it is read. */
const TURN_MS = 60;

/**
 * Holds the presses of a button against the log of the webhook, or of what the relay passed on to it. Knows nothing of
 * the firmware but what it is for.
 * @returns a sentence for each promise that was broken
 */
export function judge(presses: readonly Press[], log: readonly LoggedRequest[], rules: Rules): string[] {
  const whole = log.filter(({ request }) => request.completeMs !== null);
  const homeless = whole.filter(({ request }) => pressOf(presses, atMs(request)) === undefined);
  return [
    ...homeless.map(({ request }) => `${name(request.body, rules)} at ${atMs(request)} belongs to no press`),
    ...presses.flatMap((press) => {
      const own = whole.filter(({ request }) => pressOf(presses, atMs(request)) === press);
      return judgePress(press, own, rules).map((fault) => `press of ${press.firedMs}: ${fault}`);
    }),
  ];
}

function judgePress(press: Press, own: readonly LoggedRequest[], rules: Rules): string[] {
  const faults: string[] = [];
  const commands = own.filter(({ request }) => request.body === rules.command);
  const alerts = own.filter(({ request }) => request.body === rules.alert);
  if (commands.length + alerts.length < own.length) faults.push('a message of unknown content');
  if (commands.filter(mayHaveWorked).length > 1) faults.push('deployed more than once');
  if (alerts.filter(mayHaveWorked).length > 1) faults.push('alerted more than once');
  for (const { request } of commands) {
    const warned = alerts.some((alert) => alert.fate === 'taken' && atMs(alert.request) < request.acceptedMs);
    if (!warned) faults.push(`the command at ${atMs(request)} went without the alert`);
  }
  const lastMs = press.firedMs + rules.pressTtlMs + rules.latencyMs + TURN_MS;
  for (const { request, leftMs = atMs(request) } of own) {
    if (request.acceptedMs > press.endedMs + rules.latencyMs) {
      faults.push(`${name(request.body, rules)} at ${atMs(request)} comes after its end`);
    }
    if (leftMs > lastMs) faults.push(`${name(request.body, rules)} at ${leftMs} is late`);
  }
  return [...faults, ...judgeClaim(press, own, commands, rules)];
}

function judgeClaim(
  press: Press,
  own: readonly LoggedRequest[],
  commands: readonly LoggedRequest[],
  { latencyMs, pressTtlMs, withRelay }: Rules,
): string[] {
  const last = own.at(-1);
  const fate = last?.fate;
  const endMs = press.firedMs + pressTtlMs;
  const deployed = commands.some((command) => command.fate === 'taken');
  const wrong = (why: string): string[] => [`claims "${String(press.claim)}", but ${why}`];
  switch (press.claim) {
    case 'accepted':
      return deployed ? [] : wrong('the command was not taken');
    case 'failed':
      return fate === 'refused' ? [] : wrong(`the last message was ${fate ?? 'never sent'}`);
    case 'expired':
      if (commands.some(mayHaveWorked) || fate === 'silent') return wrong('it may have been delivered');
      if (fate === 'refused') return wrong('the last message was refused');
      return press.endedMs < endMs ? wrong('it has not lived for so long') : [];
    case 'unknown':
      if (withRelay && press.endedMs < endMs && fate !== 'silent') return wrong('the relay knows it');
      if (press.disturbed || last === undefined || last.ambiguous) return [];
      if (atMs(last.request) + latencyMs + TURN_MS >= Math.min(press.endedMs, endMs)) return [];
      return wrong(`the last message was ${String(fate)}, and its answer could arrive`);
    case null:
      return [];
  }
}

function mayHaveWorked(logged: LoggedRequest): boolean {
  return ['taken', 'silent'].includes(logged.fate);
}

/** The press that a message can only belong to: the last smash before it that counted. */
function pressOf(presses: readonly Press[], nowMs: number): Press | undefined {
  return presses.findLast(({ firedMs }) => firedMs <= nowMs);
}

function atMs({ completeMs }: { completeMs: number | null }): number {
  return completeMs ?? Infinity;
}

function name(body: string, { alert, command }: Rules): string {
  if (body === alert) return 'the alert';
  return body === command ? 'the command' : `"${body}"`;
}
