/**
 * Runs once inside each fresh context, before anything of the program. What it makes is made of the context's own
 * objects: a function from outside would carry the host's `Function` along, and with it the way to the host.
 * The host's part of a function is reached only through a closure, its exceptions are made anew in here.
 */
export const REALM_KIT = `(function () {
  'use strict';
  var OwnObject = Object, OwnError = Error, OwnTypeError = TypeError, define = Object.defineProperty;
  class InternalError extends OwnError {}
  define(InternalError.prototype, 'name', { value: 'InternalError' });
  function translate(e, here) {
    if (e === null || (typeof e !== 'object' && typeof e !== 'function') || e instanceof here) return e;
    var made = { TypeError: OwnTypeError, InternalError: InternalError }[e.name] || OwnError;
    return new made(String(e.message));
  }
  return {
    wrap: function (host, name) {
      var made = { f: function (...args) {
        try { return host(this, args); } catch (e) { throw translate(e, OwnObject); }
      } }.f;
      define(made, 'name', { value: name });
      return made;
    },
    object: function () { return {}; },
    array: function () { return []; },
    bytes: function (length) { return new Uint8Array(length); },
    define: function (target, name, value) {
      define(target, name, { value: value, writable: true, configurable: true, enumerable: false });
    },
    describe: function (value) { return String(value); },
    isArray: Array.isArray,
    InternalError: InternalError,
  };
})()`;
