/**
 * The board's Promise, made over its event queue: V8's own would run its callbacks when the host's stack is empty, which
 * in virtual time is never. It has what Espruino has: no `finally`, `race`, `any` or `allSettled`. Runs in the realm.
 */
export const BOARD_PROMISE = `(function (later) {
  'use strict';
  function settle(promise, state, value) {
    if (promise.$.state) return;
    promise.$.state = state;
    promise.$.value = value;
    promise.$.waiting.forEach(function (run) { later(run); });
    promise.$.waiting = [];
    if (state === 2 && !promise.$.handled) later(function () {
      if (!promise.$.handled) throw new Error('Unhandled promise rejection: ' + value);
    });
  }
  function resolve(promise, value) {
    if (value && typeof value.then === 'function') {
      value.then(function (v) { resolve(promise, v); }, function (e) { settle(promise, 2, e); });
    } else settle(promise, 1, value);
  }
  function Promise(executor) {
    var self = this;
    Object.defineProperty(this, '$', { value: { state: 0, value: undefined, waiting: [], handled: false } });
    try {
      executor(function (v) { resolve(self, v); }, function (e) { settle(self, 2, e); });
    } catch (e) { __caught(e); settle(self, 2, e); }
  }
  Promise.prototype.then = function (onDone, onFail) {
    var self = this.$;
    self.handled = true;
    return new Promise(function (done, fail) {
      function run() {
        var handler = self.state === 1 ? onDone : onFail;
        if (typeof handler !== 'function') return self.state === 1 ? done(self.value) : fail(self.value);
        try { done(handler(self.value)); } catch (e) { __caught(e); fail(e); }
      }
      if (self.state) later(run); else self.waiting.push(run);
    });
  };
  Promise.prototype.catch = function (onFail) { return this.then(undefined, onFail); };
  Promise.resolve = function (value) { return new Promise(function (done) { done(value); }); };
  Promise.reject = function (error) { return new Promise(function (done, fail) { fail(error); }); };
  Promise.all = function (list) {
    return new Promise(function (done, fail) {
      var results = [], open = list.length;
      if (!open) done(results);
      list.forEach(function (each, i) {
        Promise.resolve(each).then(function (v) {
          results[i] = v;
          if (!--open) done(results);
        }, fail);
      });
    });
  };
  globalThis.Promise = Promise;
})`;
