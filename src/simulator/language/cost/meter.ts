import { SEARCHES } from '../searches.ts';

/**
 * What a priced program charges by, made of the realm's own objects. It counts instructions in the one element of a list:
 * nothing is as quick.
 */
export const METER = `(function (costs, names, methods) {
  'use strict';
  var isArray = Array.isArray, isView = ArrayBuffer.isView, own = Object.prototype.propertyIsEnumerable;
  // A program in the host's own world searches by the host's methods otherwise.
  var searches = ${SEARCHES};
  var has = Object.prototype.hasOwnProperty, prototypeOf = Object.getPrototypeOf, plain = Object.prototype;
  var count = new Float64Array(1), digits = String, apply = Reflect.apply, Fault = TypeError;
  // What is built in is put among the globals when it is first asked for.
  var fresh = new Set(['text', 'list', 'bytes', '[object Math]', '[object JSON]', Object, Array, String]);
  var take = Set.prototype.delete, tag = Object.prototype.toString;
  function first(library) {
    if (take.call(fresh, library)) count[0] += costs.builtInMade;
  }
  function isThing(value) {
    return typeof value === 'object' && value !== null && !isArray(value);
  }
  function weigh(value, id, args, result) {
    var prices = methods[id], price, library = null;
    if (typeof value === 'string') price = prices.text, library = 'text';
    else if (isArray(value)) price = prices.list, library = 'list';
    else if (isView(value)) price = prices.bytes, library = 'bytes';
    else if (value !== null && value !== undefined && !own.call(value, names[id])) price = prices.other;
    if (price === undefined) return;
    if (fresh.size) first(library || (typeof value === 'function' ? value : tag.call(value)));
    count[0] += typeof price === 'number' ? price : price(value, args, result);
  }
  /** A member that is not there is looked for in all that an object inherits from, and made. */
  function put(object, key) {
    if (object === null || typeof object !== 'object' || isView(object) || has.call(object, key)) return;
    var parent = prototypeOf(object);
    if (isArray(object)) count[0] += costs.itemMade;
    else if (parent === null || parent === plain || !has.call(parent, 'constructor')) count[0] += costs.propertyMade;
    else count[0] += costs.inheritedMade;
  }
  /** Each comparison of a sort is paid: those of the program's, and those of two texts. */
  function comparing(args) {
    var compare = args[0];
    if (typeof compare === 'function')
      args[0] = function (a, b) {
        count[0] += costs.sortCalled;
        return compare(a, b);
      };
    else if (compare === undefined)
      args[0] = function (a, b) {
        count[0] += costs.sortCompared;
        a = digits(a), b = digits(b);
        return a < b ? -1 : a > b ? 1 : 0;
      };
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
    compared: function (value, left, right, equal) {
      if (typeof left === 'string' && typeof right === 'string')
        count[0] += costs.textComparison + (value === equal ? costs.textCompared * left.length : 0);
      else if (isThing(left) && isThing(right)) count[0] += costs.objectCompared;
      return value;
    },
    /** An item of a list is found by going there. */
    index: function (index, list, isStored) {
      if (typeof index === 'string') count[0] += costs.indexText;
      else if (typeof list === 'string') count[0] += costs.characterStep * (index >> 0);
      else if (isArray(list)) count[0] += index < list.length ? costs.listStep * index : costs.listStep * list.length;
      else if (isView(list)) count[0] += costs.bytesIndex;
      if (isStored) put(list, index);
      return index;
    },
    /** A member is read of a value: of what is built in it costs more. */
    member: function (value, id) {
      weigh(value, id, [], undefined);
      return value;
    },
    /** A member is called. */
    call: function (id, value) {
      var args = [], called, result;
      for (var i = 2; i < arguments.length; i++) args[i - 2] = arguments[i];
      called = typeof value === 'string' && has.call(searches, names[id]) ? searches[names[id]] : value[names[id]];
      if (typeof called !== 'function') throw new Fault('it.' + names[id] + ' is not a function');
      if (names[id] === 'sort' && isArray(value)) comparing(args);
      result = apply(called, value, args);
      weigh(value, id, args, result);
      return result;
    },
    /** A value is put into an object. */
    stored: function (object, key) {
      put(object, key);
      return object;
    },
    /** A member that is not there is looked for in all that an object inherits from. */
    read: function (value) {
      if (value === undefined) count[0] += costs.missing;
      return value;
    },
    /** The larger the longer. */
    sized: function (value, each) {
      if (typeof value === 'string' || isArray(value) || isView(value)) count[0] += each * (value.length || 0);
      else count[0] += each;
      return value;
    },
  };
})`;
