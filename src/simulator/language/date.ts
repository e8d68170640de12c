/** `Date` reads the board's clock, not the host's. Runs in the realm, over its own Date. */
export const BOARD_DATE = `(function (getTime) {
  'use strict';
  var Real = Date;
  function now() { return Math.floor(getTime() * 1000); }
  function BoardDate(...args) {
    return args.length ? new Real(...args) : new Real(now());
  }
  Object.defineProperties(BoardDate, {
    name: { value: 'Date' },
    now: { value: now, writable: true },
    parse: { value: Real.parse, writable: true },
  });
  BoardDate.prototype = Real.prototype;
  BoardDate.prototype.constructor = BoardDate;
  globalThis.Date = BoardDate;
})`;
