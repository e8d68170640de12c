/** `Date` reads the board's clock, not the host's. Runs in the realm, over its own Date. */
export const BOARD_DATE = `(function (getTime) {
  'use strict';
  var Real = Date;
  function now() { return Math.floor(getTime() * 1000); }
  function BoardDate(...args) {
    return args.length ? new Real(...args) : new Real(now());
  }
  Object.defineProperty(BoardDate, 'name', { value: 'Date' });
  BoardDate.prototype = Real.prototype;
  BoardDate.prototype.constructor = BoardDate;
  BoardDate.now = now;
  BoardDate.parse = Real.parse;
  globalThis.Date = BoardDate;
})`;
