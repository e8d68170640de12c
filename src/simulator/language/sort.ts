/**
 * Sorts a list as the board does (_jswrap_array_sort of src/jswrap_array.c): a quicksort around the first item, or around
 * the median of three where there are more than ten. It leaves items that are alike in another order than V8, and compares
 * a list that is sorted already far more often.
 */
export const BOARD_SORT = `(function () {
  'use strict';
  var text = String, prototype = Array.prototype, tag = Object.prototype.toString;
  function type(value) {
    return value === null ? 'null' : typeof value === 'boolean' ? 'Number' : tag.call(value).slice(8, -1);
  }
  function byText(a, b) {
    a = text(a), b = text(b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  function sort(list, start, count, compare) {
    if (count < 2) return;
    var pivot = start;
    if (count > 10) {
      var middle = start + (count >> 1), last = start + count - 1;
      var low = list[start], mid = list[middle], high = list[last];
      var lowMid = compare(low, mid), midHigh = compare(mid, high), lowHigh = compare(low, high);
      if ((lowMid <= 0 && midHigh <= 0) || (lowHigh <= 0 && midHigh >= 0)) list[start] = mid, list[middle] = low;
      else if ((lowMid >= 0 && lowHigh <= 0) || (midHigh >= 0 && lowHigh >= 0)) list[start] = high, list[last] = low;
    }
    var lowest = true, value = list[pivot], end = start + count;
    for (var at = start + 1; at < end; at++) {
      var item = list[at], order = compare(item, value);
      if (!(order <= 0)) continue;
      if (order < 0) lowest = false;
      list[pivot++] = item;
      list[at] = list[pivot];
      list[pivot] = value;
    }
    sort(list, pivot + 1, end - pivot - 1, compare);
    if (!lowest) sort(list, start, pivot - start, compare);
  }
  Object.defineProperty(prototype, 'sort', {
    value: function sort_(by) {
      if (by !== undefined && typeof by !== 'function') throw new Error('Expecting compare function, got ' + type(by));
      var compare = by || byText;
      sort(this, 0, this.length, function (a, b) {
        return a === undefined ? 1 : b === undefined ? -1 : +compare(a, b);
      });
      return this;
    },
    writable: true, configurable: true, enumerable: false,
  });
})()`;
