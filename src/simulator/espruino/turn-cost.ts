/** Instructions of one turn of the interpreter's loop: by itself, for each timer, and for one that has come to its time. */
const TURN = { base: 7700, timer: 4450, due: 3900 } as const;

/** What a turn of the loop takes beside the callbacks that it runs. */
export function turnCost(timers: number, ran: boolean): number {
  return TURN.base + TURN.timer * timers + (ran ? TURN.due : 0);
}
