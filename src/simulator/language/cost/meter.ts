/**
 * What a priced program charges by, made of the realm's own objects. It counts instructions in the one element of a list:
 * nothing is as quick.
 */
export const METER = `(function (costs, methods) {
  'use strict';
  var isArray = Array.isArray, isView = ArrayBuffer.isView, own = Object.prototype.propertyIsEnumerable;
  var count = new Float64Array(1), digits = String;
  // What is built in is put among the globals when it is first asked for.
  var fresh = new Set(['text', 'list', 'bytes', '[object Math]', '[object JSON]', Object, Array, String]);
  var take = Set.prototype.delete, tag = Object.prototype.toString;
  function first(library) {
    if (take.call(fresh, library)) count[0] += costs.builtInMade;
  }
  return {
    count: count,
    /** A template was put together. */
    text: function (value) {
      if (typeof value === 'string') count[0] += costs.textMade + costs.textCharacter * value.length;
      return value;
    },
    /** The sum of two values, of which one may be a text. */
    plus: function (left, right) {
      var sum = left + right;
      if (typeof sum === 'string') {
        if (typeof left === 'string') count[0] += costs.textCopied * left.length;
        if (typeof right === 'string') count[0] += costs.textCharacter * right.length;
        count[0] += costs.textMade;
        if (typeof left === 'number') count[0] += costs.numberText + costs.numberDigit * digits(left).length;
        if (typeof right === 'number') count[0] += costs.numberText + costs.numberDigit * digits(right).length;
      }
      return sum;
    },
    /** Something is put behind a text, which stays where it is. */
    append: function (right, left) {
      if (typeof left === 'string') {
        if (typeof right === 'string') count[0] += costs.textCharacter * right.length + costs.appendStep * left.length;
        if (typeof right === 'number') count[0] += costs.numberText + costs.numberDigit * digits(right).length;
      }
      return right;
    },
    /** Two texts that are equal are compared to their end. */
    compared: function (value, side, equal) {
      if (typeof side === 'string') count[0] += costs.textComparison + (value === equal ? costs.textCompared * side.length : 0);
      else if (typeof side === 'object' && side !== null) count[0] += costs.objectCompared;
      return value;
    },
    /** An item of a list is found by going there. */
    index: function (index, list) {
      if (typeof index === 'string') count[0] += costs.indexText;
      else if (typeof list === 'string') count[0] += costs.characterStep * (index >> 0);
      else if (isArray(list)) count[0] += index < list.length ? costs.listStep * index : costs.listStep * list.length;
      return index;
    },
    /** A member is taken of a value: of what is built in it costs more, and its work is paid here. */
    member: function (value, id) {
      var method = methods[id], kind, library = null;
      if (typeof value === 'string') kind = method.text, library = 'text';
      else if (isArray(value)) kind = method.list, library = 'list';
      else if (isView(value)) kind = method.bytes, library = 'bytes';
      else if (value !== null && value !== undefined && !own.call(value, method.name)) kind = method.other;
      if (kind) {
        count[0] += kind.base + (kind.each ? kind.each * value.length : 0);
        if (fresh.size) first(library || (typeof value === 'function' ? value : tag.call(value)));
      }
      return value;
    },
    /** What a built-in function made: the larger the longer. */
    made: function (value, each, eachItem) {
      if (typeof value === 'string') count[0] += each * value.length;
      else if (value && value.length) count[0] += eachItem * value.length;
      return value;
    },
  };
})`;
