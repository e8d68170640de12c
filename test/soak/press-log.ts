/** What the button says has become of a press. */
export type Claim = 'accepted' | 'failed' | 'expired' | 'unknown';

const CLAIMS: readonly string[] = ['accepted', 'failed', 'expired', 'unknown'] satisfies Claim[];

/** A smash that the button had to take for a press, and what came of it. */
export interface Press {
  readonly firedMs: number;
  claim: Claim | null;
  /** When it was claimed, or the power went. */
  endedMs: number;
  /** Something outside the server's log that can lose an answer: the radio, a stall. */
  disturbed: boolean;
}

/** Presses one after the other: a smash begins one, the button's word on the console ends it, and so does a reboot. */
export class PressLog {
  readonly presses: Press[] = [];
  readonly violations: string[] = [];
  smashes = 0;
  #ignoredDue = false;

  get open(): Press | null {
    const last = this.presses.at(-1);
    return last?.endedMs === Infinity ? last : null;
  }

  smash(nowMs: number): void {
    this.smashes++;
    if (this.open) this.#ignoredDue = true;
    else this.presses.push({ firedMs: nowMs, claim: null, endedMs: Infinity, disturbed: false });
  }

  /** @returns the claim that this line of the console makes, if it makes one */
  line(text: string, nowMs: number): Claim | null {
    const ignores = text === 'ignored: still sending';
    if (ignores && !this.#ignoredDue) this.violations.push(`ignores a smash at ${nowMs} that was none`);
    if (!ignores && this.#ignoredDue) this.violations.push(`says nothing of the smash before ${nowMs}`);
    this.#ignoredDue = false;
    if (!isClaim(text)) return null;
    const { open } = this;
    if (open) Object.assign(open, { claim: text, endedMs: nowMs });
    else this.violations.push(`says "${text}" at ${nowMs} of no press`);
    return text;
  }

  disturb(): void {
    if (this.open) this.open.disturbed = true;
  }

  reboot(nowMs: number): void {
    if (this.open) this.open.endedMs = nowMs;
    this.#ignoredDue = false;
  }
}

function isClaim(text: string): text is Claim {
  return CLAIMS.includes(text);
}
