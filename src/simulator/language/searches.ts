/**
 * The searches in a text as Espruino has them, made of the realm's own objects: the beginning of what is looked for counts at
 * the text's end for all of it, and a text that is shorter than what splits it has no parts (jswrap_string_indexOf and
 * jswrap_string_split of 2v29; docs/chip.md).
 */
export const SEARCHES = `(function () {
  'use strict';
  var find = String.prototype.indexOf, swap = String.prototype.replace, part = String.prototype.split;
  function indexOf(text, what, from) {
    var last = text.length - what.length, at;
    if (last < 0) return -1;
    from = from > 0 ? (from < last ? from | 0 : last + 1) : 0;
    at = find.call(text, what, from);
    // Nothing is found behind the last character, not even an empty text.
    if (at >= 0 && at < text.length) return at;
    for (at = from > last ? from : last + 1; at < text.length; at++) {
      if (what.startsWith(text.slice(at))) return at;
    }
    return -1;
  }
  return {
    indexOf: function (what, from) { return indexOf(String(this), String(what), from); },
    includes: function (what, from) { return indexOf(String(this), String(what), from) >= 0; },
    replace: function (what, by) {
      if (what instanceof RegExp) return swap.call(this, what, by);
      var text = String(this), at = indexOf(text, what = String(what));
      return at < 0 ? text : text.slice(0, at) + by + text.slice(at + what.length);
    },
    split: function (what) {
      // One character less is not short enough.
      var isShort = what !== undefined && !(what instanceof RegExp) && this.length + 1 < String(what).length;
      return isShort ? [] : part.call(this, what);
    },
  };
})()`;
