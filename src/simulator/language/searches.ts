/**
 * The searches in a text as Espruino has them, made of the realm's own objects: the beginning of what is looked for counts at
 * the text's end for all of it (jswrap_string_indexOf of 2v29; docs/chip.md).
 */
export const SEARCHES = `(function () {
  'use strict';
  var find = String.prototype.indexOf, swap = String.prototype.replace;
  function indexOf(text, what, from) {
    var last = text.length - what.length, at;
    if (last < 0) return -1;
    from = from > 0 ? (from < last ? from | 0 : last + 1) : 0;
    at = find.call(text, what, from);
    if (at >= 0) return at;
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
  };
})()`;
