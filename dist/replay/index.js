/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = require("node:vm");

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// src/counterexample/child.ts
var import_node_fs = __nccwpck_require__(24);
var import_node_vm = __toESM(__nccwpck_require__(714), 1);

// src/counterexample/protocol.ts
var runsPerWatch = 16;
var longestLine = 64 * 1024 * 1024;

// src/ir/sorts.ts
var largest = 2n ** 53n - 1n;

// src/ir/replay-names.ts
var mathNames = [
  "abs",
  "ceil",
  "clz32",
  "floor",
  "imul",
  "max",
  "min",
  "pow",
  "round",
  "sign",
  "sqrt",
  "trunc"
];
var numberNames = ["isFinite", "isInteger", "isNaN", "isSafeInteger", "parseFloat", "parseInt"];
var numberConstants = ["EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE", "MIN_SAFE_INTEGER", "MIN_VALUE"];
var errorNames = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError"
];
var globalNames = Object.fromEntries([
  ...mathNames.map((name) => [`Math_${name}`, `Math.${name}`]),
  ...[...numberNames, ...numberConstants].map((name) => [`Number_${name}`, `Number.${name}`]),
  ["BigInt_asIntN", "BigInt.asIntN"],
  ["BigInt_asUintN", "BigInt.asUintN"],
  ["Object_is", "Object.is"],
  ["Array_isArray", "Array.isArray"],
  ["String_fromCharCode", "String.fromCharCode"],
  ...["String", "Number", "BigInt", "Boolean", "parseInt", "parseFloat"].map((name) => [name, name]),
  ...errorNames.map((name) => [name, name])
]);
var textMemberNames = [
  "at",
  "charAt",
  "charCodeAt",
  "codePointAt",
  "concat",
  "endsWith",
  "includes",
  "indexOf",
  "lastIndexOf",
  "localeCompare",
  "padEnd",
  "padStart",
  "repeat",
  "replace",
  "replaceAll",
  "slice",
  "split",
  "startsWith",
  "substring",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
  "trimEnd",
  "trimStart",
  "valueOf"
];

// src/counterexample/runtime-text.ts
var longestPath = 400;
var partsInStep = 60;
var monitor = `
  const { isArray } = Array;
  const { is, keys, getOwnPropertyDescriptor, defineProperty, freeze, create, hasOwn } = Object;
  const { isInteger, isFinite, MAX_SAFE_INTEGER } = Number;
  const { parse, stringify } = JSON;
  const toText = String;
  const BigIntOf = BigInt, SymbolClass = Symbol, ErrorClass = Error, RangeErrorClass = RangeError, WeakMapClass = WeakMap;
  const { get: kindsOf, set: setKinds } = WeakMap.prototype;
  const { apply, deleteProperty } = Reflect;
  const { map, every, some } = Array.prototype;
  const { filter, find, findIndex, findLast, findLastIndex, reduce, reduceRight, sort, toSorted } = Array.prototype;
  const { forEach, flatMap } = Array.prototype;
  const methods = {
    __proto__: null, map, every, some, filter, find, findIndex, findLast, findLastIndex, reduce, reduceRight,
    sort, toSorted, forEach, flatMap,
  };
  const ArrayClass = Array, fromArrayLike = Array.from;
  const { at, slice, concat, toReversed, includes: includesElement, indexOf, lastIndexOf, toSpliced, join } = Array.prototype;
  const { flat } = Array.prototype;
  const { push, pop, shift, unshift, splice, reverse, fill } = Array.prototype;
  const members = {
    __proto__: null, at, slice, concat, toReversed, includes: includesElement, indexOf, lastIndexOf, toSpliced, join, flat,
    push, pop, shift, unshift, splice, reverse, fill, sort, toSorted,
  };
  const { includes, split } = String.prototype;
  const textMembers = { __proto__: null, ${textMemberNames.map((name) => `${name}: String.prototype.${name}`).join(", ")} };

  const MapClass = Map, SetClass = Set;
  const mapMethods = MapClass.prototype, setMethods = SetClass.prototype;
  const methodsOf = {
    __proto__: null,
    map: { __proto__: null, get: mapMethods.get, has: mapMethods.has, set: mapMethods.set, delete: mapMethods.delete, clear: mapMethods.clear },
    set: { __proto__: null, has: setMethods.has, add: setMethods.add, delete: setMethods.delete, clear: setMethods.clear,
      union: setMethods.union, intersection: setMethods.intersection, difference: setMethods.difference,
      symmetricDifference: setMethods.symmetricDifference, isSubsetOf: setMethods.isSubsetOf,
      isSupersetOf: setMethods.isSupersetOf, isDisjointFrom: setMethods.isDisjointFrom },
  };
  const eachOf = { __proto__: null, map: mapMethods.forEach, set: setMethods.forEach };
  const formOf = (value) => (value instanceof MapClass ? "map" : value instanceof SetClass ? "set" : undefined);
  /** The entries of a Map, the elements of a Set, in order. */
  const content = (form, value) => {
    const out = [];
    apply(eachOf[form], value, [(item, key) => { out[out.length] = form === "map" ? [key, item] : key; }]);
    return out;
  };

  let limits, log, used, fuel, depth, halted, follows, steps;
  const classes = new WeakMapClass();
  const parts = new WeakMapClass();

  class Stop { constructor(what) { this.what = what; } }
  const stop = (what) => { halted ??= what; throw new Stop(what); };

  // What stands for values of types outside the subset: one value an id, frozen and without content.
  let strangers = [];
  const strange = (value) => {
    for (let i = 0; i < strangers.length; i++) if (strangers[i].value === value) return strangers[i].tag;
    return undefined;
  };
  // What the functions that a run passes return, as in semantics/functions.ts.
  const { charCodeAt } = String.prototype;
  const { abs, trunc } = Math;
  const measureOf = (json, how) => {
    if (json === null || json.$ === "undefined") return -1;
    if (how === "nothing") return 0;
    if (how === "boolean") return json === true ? 1 : 0;
    if (how === "number") {
      if (typeof json !== "number") return 0;
      return abs(json) <= 2 ** 31 ? trunc(json) + 0 : json % 1009;
    }
    if (how === "text") {
      if (typeof json !== "string" || json.length === 0) return 0;
      return apply(charCodeAt, json, [0]) - 97 + json.length;
    }
    if (how === "length") return isArray(json) ? json.length : 0;
    const parts = isArray(json.of) ? json.of : [];
    if (how === "size") return parts.length;
    let sum = 0;
    for (let i = 0; i < how.fields.length; i++) {
      let inner = { $: "undefined" };
      for (let j = 0; j < parts.length; j++) if (parts[j][0] === how.fields[i][0]) inner = parts[j][1];
      sum += (i + 1) * measureOf(inner, how.fields[i][1]);
    }
    return sum;
  };
  const behave = (which, n, gives) => {
    if (gives === "boolean") {
      const known = [false, true, n > 0, n % 2 === 0, n === 1, n < 0];
      return which < known.length ? known[which] : (((n * which) % 3) + 3) % 3 === 1;
    }
    if (gives === "text") {
      const known = ["", toText(n), "a"];
      return which < known.length ? known[which] : n % which === 1 ? "a" : "b";
    }
    const known = [0, n, -n, n + 1, 1, n < 0 ? -n : n];
    return (which < known.length ? known[which] : (n * which) % 7) + 0;
  };
  const callable = (id, { takes, gives }) => {
    const which = +toText((BigIntOf(id) < 0n ? -BigIntOf(id) : BigIntOf(id)) % 12n);
    return freeze((...args) => {
      if (--fuel < 0) stop("fuel");
      let n = 0;
      for (let i = 0; i < takes.length; i++) {
        const measured = measureOf(tagged(args[i], { left: limits.snapshot }), takes[i]);
        n += i % 2 === 0 ? measured : -measured;
      }
      return behave(which, n, gives);
    });
  };

  const stranger = (as, id, behaves) => {
    for (let i = 0; i < strangers.length; i++) {
      const { tag, value } = strangers[i];
      if (tag.as === as && tag.is === id && stringify(tag.behaves) === stringify(behaves)) return value;
    }
    const value =
      behaves !== undefined ? callable(id, behaves)
      : as === "function" ? freeze(() => stop("subset"))
      : as === "symbol" ? SymbolClass()
      : as === "array" ? freeze([])
      : freeze(create(null));
    const tag = behaves === undefined ? { $: "opaque", as, is: id } : { $: "opaque", as, is: id, behaves };
    strangers[strangers.length] = { tag, value };
    return value;
  };

  const tagged = (value, room) => {
    if (--room.left < 0) return undefined;
    switch (typeof value) {
      case "number":
        return isFinite(value) && !is(value, -0) ? value : { $: "number", is: is(value, -0) ? "-0" : toText(value) };
      case "string":
        room.left -= value.length >>> 4;
        return value;
      case "boolean":
        return value;
      case "bigint":
        return { $: "bigint", is: toText(value) };
      case "undefined":
        return { $: "undefined" };
      case "object":
        break;
      default:
        return strange(value) ?? { $: "other", is: typeof value };
    }
    if (value === null) return null;
    const known = strange(value);
    if (known !== undefined) return known;
    if (isArray(value)) {
      const out = [];
      for (let i = 0; i < value.length; i++) {
        if (room.left < 0) return undefined;
        const own = getOwnPropertyDescriptor(value, i);
        out[i] = own === undefined ? { $: "hole" } : part(own, room);
      }
      return out;
    }
    const form = formOf(value);
    if (form !== undefined) {
      const inside = tagged(content(form, value), room);
      return { $: form, of: inside };
    }
    const of = [];
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      if (room.left < 0) return undefined;
      of[i] = [names[i], part(getOwnPropertyDescriptor(value, names[i]), room)];
    }
    return { $: "object", of };
  };
  const part = (own, room) => ("value" in own ? tagged(own.value, room) : { $: "other", is: "accessor" });

  const snapshot = (value) => {
    const room = { left: limits.snapshot };
    const json = tagged(value, room);
    used += limits.snapshot - room.left;
    return room.left < 0 ? { $: "too large" } : json;
  };
  const record = (event) => {
    if (halted !== undefined) return;
    if (log.length - steps >= limits.events || used > limits.log) stop("fuel");
    log[log.length] = event;
  };
  const values = (site, list) => {
    const out = [];
    for (let i = 0; i < list.length; i++) out[i] = snapshot(list[i]);
    record([site, out]);
  };
  /** Of a run that is followed: its path costs it nothing, and ends where it grows too long to be read. */
  const step = (number, list, seen) => {
    if (!follows || halted !== undefined) return;
    if (steps >= ${longestPath}) { follows = false; return; }
    steps++;
    const out = [];
    for (let i = 0; i < list.length; i++) {
      const room = { left: ${partsInStep} };
      const json = tagged(list[i], room);
      out[i] = room.left < 0 ? { $: "too large" } : json;
    }
    log[log.length] = seen === undefined ? [-1 - number, out] : [-1 - number, null, seen];
  };
  const hazard = (site, seen) => record([site, null, seen]);

  const number = (value) => (is(value, -0) ? "-0" : toText(value));
  const shown = (value) => (typeof value === "number" ? number(value) : typeof value);
  const element = (array, i) => {
    if (!isArray(array) || typeof i !== "number") stop("subset");
  };
  const readable = (of, i) => {
    if (typeof of !== "string" || typeof i !== "number") element(of, i);
  };
  const scalar = (value) => {
    if (value !== null && (typeof value === "object" || typeof value === "function")) stop("subset");
    return value;
  };
  const member = (name, of, args) => {
    if (typeof of !== "string") stop("subset");
    for (let i = 0; i < args.length; i++) scalar(args[i]);
    return apply(textMembers[name], of, args);
  };

  const made = (form, list) => {
    if (!isArray(list)) stop("subset");
    const out = form === "map" ? new MapClass() : new SetClass();
    for (let i = 0; i < list.length; i++) {
      if (form === "map") apply(mapMethods.set, out, [list[i][0], list[i][1]]);
      else apply(setMethods.add, out, [list[i]]);
    }
    return out;
  };

  const dictionary = (of, key) => {
    there(of);
    if (typeof of !== "object" || isArray(of) || formOf(of) !== undefined) stop("subset");
    return keyOf(key);
  };
  /** What JavaScript makes of a key; no symbol, and nothing whose own text somebody could define. */
  const keyOf = (key) => {
    if (typeof key !== "string" && typeof key !== "number") stop("subset");
    return toText(key);
  };

  /** JavaScript's own TypeError for a member of an absent value. */
  const there = (value) => { if (value === undefined || value === null) value.member; };

  const untag = (json) => {
    if (json === null || typeof json !== "object") return json;
    if (isArray(json)) {
      const out = [];
      for (let i = 0; i < json.length; i++) if (json[i] === null || json[i].$ !== "hole") out[i] = untag(json[i]);
      out.length = json.length;
      return out;
    }
    if (json.$ === "undefined") return undefined;
    if (json.$ === "number") return json.is === "-0" ? -0 : +json.is;
    if (json.$ === "bigint") return BigIntOf(json.is);
    if (json.$ === "opaque") return stranger(json.as, json.is, json.behaves);
    if (json.$ === "map" || json.$ === "set") return made(json.$, untag(json.of));
    const out = {};
    for (let i = 0; i < json.of.length; i++) {
      const value = untag(json.of[i][1]);
      defineProperty(out, json.of[i][0], { value, writable: true, enumerable: true, configurable: true });
    }
    return out;
  };

  const property = (object, name) => {
    if (object === null || typeof object !== "object") return undefined;
    const value = object[name];
    return typeof value === "string" ? value : undefined;
  };
  const classesOf = (error) =>
    error !== null && typeof error === "object" ? apply(kindsOf, classes, [error]) : undefined;
  const isAuthored = (error) => classesOf(error) !== undefined;
  // What the author did not throw is no matter of handlers: nothing that follows is the function's doing.
  const only = (error) => { if (!isAuthored(error)) { halted ??= "subset"; throw error; } };
  const ended = (error) => {
    if (error instanceof Stop) {
      return error.what === "subset" ? { kind: "left the subset" } : { kind: "exhausted", what: error.what };
    }
    if (!isAuthored(error) && error instanceof RangeErrorClass) {
      const deep = apply(includes, property(error, "message") ?? "", ["call stack"]);
      return { kind: "exhausted", what: deep ? "stack" : "memory" };
    }
    // A class of the author's carries its place, which tells it apart from others of its name.
    const own = classesOf(error)?.[0];
    const named = error instanceof ErrorClass ? property(error, "name") : undefined;
    const name = own === undefined ? named : apply(split, own, ["@"])[0];
    return { kind: "threw", error: name ?? typeof error, message: property(error, "message") ?? "" };
  };

  /** Each call of a function that a method is given burns fuel. */
  const counted = (f) => (...args) => { if (--fuel < 0) stop("fuel"); return f(...args); };

  const $m = freeze({
    __proto__: null,
    tick() { if (--fuel < 0) stop("fuel"); return true; },
    enter(site, parameters) { if (--fuel < 0) stop("fuel"); values(site, parameters); depth++; },
    exit(site, result, parameters) {
      depth--;
      const all = [];
      for (let i = 0; i < parameters.length; i++) all[i] = parameters[i];
      all[parameters.length] = result;
      values(site, all);
      return result;
    },
    follows() { return follows; },
    step(number, variables) { step(number, variables); },
    tested(number, value) { step(number, [], value ? "true" : "false"); return value; },
    see(site, variables) { values(site, variables); return true; },
    reach(site) { hazard(site, ""); return true; },
    call(site, callee, ...args) { hazard(site, ""); return callee(...args); },
    apply(f, ...args) { if (typeof f !== "function") stop("subset"); return f(...args); },
    rest(array, from) {
      if (!isArray(array)) stop("subset");
      const out = [];
      for (let i = from; i < array.length; i++) out[i - from] = array[i];
      return out;
    },
    at(array, i) { readable(array, i); return array[i]; },
    get(site, array, i) {
      readable(array, i);
      if (!(isInteger(i) && i >= 0 && i < array.length))
        hazard(site, "index " + number(i) + (isArray(array) ? "" : " of a string") + ", length " + array.length);
      return array[i];
    },
    put(array, i, value) { element(array, i); return (array[i] = value); },
    set(site, array, i, value) {
      element(array, i);
      if (!(isInteger(i) && i >= 0 && i <= array.length)) {
        hazard(site, "index " + number(i) + ", length " + array.length);
        if (i > array.length + limits.fuel) stop("memory");
      }
      return (array[i] = value);
    },
    member(name, array, ...args) {
      there(array);
      if (!isArray(array)) stop("subset");
      return apply(members[name], array, args);
    },
    with(site, array, i, value) {
      element(array, i);
      const at = i < 0 ? array.length + i : i;
      if (!(isInteger(at) && at >= 0 && at < array.length)) hazard(site, "index " + number(i) + ", length " + array.length);
      const copy = apply(slice, array, []);
      copy[at] = value;
      return copy;
    },
    filled(site, length, value) {
      if (length > limits.fuel) stop("memory");
      if (!(isInteger(length) && length >= 0)) hazard(site, "new Array(" + shown(length) + ")");
      return apply(fill, new ArrayClass(length), [value]);
    },
    shorten(site, array, length) {
      element(array, length);
      if (!(isInteger(length) && length >= 0 && length <= array.length)) {
        hazard(site, "length = " + number(length) + " of an array of length " + array.length);
        if (length > array.length + limits.fuel) stop("memory");
      }
      return (array.length = length);
    },
    extreme(site, of, ...values) {
      if (values.length === 0) hazard(site, "the least or largest of no numbers");
      return of(...values);
    },
    method(name, array, f, ...rest) {
      if (!isArray(array) || typeof f !== "function") stop("subset");
      return apply(methods[name], array, [counted(f), ...rest]);
    },
    /** As \`method\`, with a look at each round before it begins, and after the last where the method takes all. */
    rounds(name, array, see, f, ...rest) {
      if (!isArray(array) || typeof f !== "function") stop("subset");
      const folds = name === "reduce" || name === "reduceRight";
      const backwards = name === "reduceRight" || name === "findLast" || name === "findLastIndex";
      const position = (k) => (backwards ? array.length - 1 - k : k);
      let k = 0;
      const value = apply(methods[name], array, [
        (...args) => { if (--fuel < 0) stop("fuel"); see(position(k), args[0]); k++; return f(...args); },
        ...rest,
      ]);
      const takesAll = folds || name === "forEach" || name === "map" || name === "filter" || name === "flatMap";
      if (takesAll && k === array.length) see(position(k), value);
      return value;
    },
    fold(site, name, array, f, ...rest) {
      if (!isArray(array) || typeof f !== "function") stop("subset");
      if (rest.length === 0 && array.length === 0) hazard(site, name + " of an empty array");
      return apply(methods[name], array, [counted(f), ...rest]);
    },
    from(site, source, f) {
      if (source.length > limits.fuel) stop("memory");
      if (source.length >= 2 ** 32) hazard(site, "Array.from({ length: " + number(source.length) + " })");
      return apply(fromArrayLike, ArrayClass, [source, counted(f)]);
    },
    collection(form, method, object, ...args) {
      there(object);
      if (formOf(object) !== form || methodsOf[form][method] === undefined) stop("subset");
      return apply(methodsOf[form][method], object, args);
    },
    each(form, object, f) {
      there(object);
      if (formOf(object) !== form || typeof f !== "function") stop("subset");
      return apply(eachOf[form], object, [counted(f)]);
    },
    size(object) {
      there(object);
      const form = formOf(object);
      if (form === undefined) stop("subset");
      return object.size;
    },
    key: keyOf,
    own(of, key) { return hasOwn(of, dictionary(of, key)); },
    held(site, of, key) {
      const name = dictionary(of, key);
      if (hasOwn(of, name)) return of[name];
      hazard(site, name in of ? "a member of Object.prototype" : "undefined");
      return undefined;
    },
    entry(site, of, key) {
      const name = dictionary(of, key);
      if (hasOwn(of, name)) return of[name];
      if (site !== null && name in of) hazard(site, stringify(name));
      return undefined;
    },
    within(site, key, of) {
      const name = dictionary(of, key);
      if (site !== null && !hasOwn(of, name) && name in of) hazard(site, stringify(name));
      return hasOwn(of, name);
    },
    store(site, of, key, value) {
      const name = dictionary(of, key);
      if (hasOwn(of, name)) return (of[name] = value);
      if (site !== null && name === "__proto__" && name in of) hazard(site, stringify(name));
      defineProperty(of, name, { value, writable: true, enumerable: true, configurable: true });
      return value;
    },
    enumerated(way, of) {
      there(of);
      if (typeof of !== "object" || isArray(of) || formOf(of) !== undefined) stop("subset");
      const out = keys(of);
      for (let i = 0; i < out.length; i++) {
        if (way !== "keys") out[i] = way === "values" ? of[out[i]] : [out[i], of[out[i]]];
      }
      return out;
    },
    // Assigning to __proto__ makes no entry, and what is no object is no prototype either.
    into(object, fields) {
      there(object);
      const names = keys(fields);
      for (let k = 0; k < names.length; k++) object[names[k]] = fields[names[k]];
      return object;
    },
    assigned(parts) {
      const out = {};
      for (let i = 0; i < parts.length; i++) {
        if (parts[i] === undefined || parts[i] === null) continue;
        const names = keys(parts[i]);
        for (let k = 0; k < names.length; k++) {
          const value = parts[i][names[k]];
          if (names[k] !== "__proto__") out[names[k]] = value;
          else if (value !== null && (typeof value === "object" || typeof value === "function")) stop("subset");
        }
      }
      return out;
    },
    fromPairs(list) {
      if (!isArray(list)) stop("subset");
      const out = {};
      for (let i = 0; i < list.length; i++) {
        const name = keyOf(list[i][0]);
        defineProperty(out, name, { value: list[i][1], writable: true, enumerable: true, configurable: true });
      }
      return out;
    },
    remove(of, key) { return deleteProperty(of, dictionary(of, key)); },
    made,
    view(way, object) {
      const out = $m.content(object);
      if (way === "entries" ? formOf(object) === "map" : formOf(object) === "set") return out;
      for (let i = 0; i < out.length; i++) {
        out[i] = way === "entries" ? [out[i], out[i]] : way === "keys" ? out[i][0] : out[i][1];
      }
      return out;
    },
    listed(way, array) {
      there(array);
      if (!isArray(array)) stop("subset");
      const out = [];
      for (let i = 0; i < array.length; i++) out[i] = way === "keys" ? i : way === "values" ? array[i] : [i, array[i]];
      return out;
    },
    content(object) {
      there(object);
      const form = formOf(object);
      if (form === undefined) stop("subset");
      return content(form, object);
    },
    text(site, name, of, ...args) {
      if (typeof of !== "string") stop("subset");
      if (name === "charCodeAt" && site !== null) {
        const i = args.length === 0 ? 0 : args[0];
        if (!(i >= 0 && i < of.length)) hazard(site, "index " + number(i) + " of a string, length " + of.length);
      }
      if (name === "repeat" && site !== null && !(args[0] >= 0)) hazard(site, number(args[0]));
      return member(name, of, args);
    },
    points(of) { if (typeof of !== "string") stop("subset"); return [...of]; },
    width(of, i) { return apply(textMembers.codePointAt, of, [i]) > 0xffff ? 2 : 1; },
    point(of, i) { return apply(textMembers.slice, of, [i, i + $m.width(of, i)]); },
    textOf(value) { return toText(scalar(value)); },
    scalar,
    quotient(site, a, b) { if (b === 0 || b === 0n) hazard(site, number(a) + " / " + number(b)); return a / b; },
    remainder(site, a, b) { if (b === 0 || b === 0n) hazard(site, number(a) + " % " + number(b)); return a % b; },
    power(site, a, b) { if (b < 0n) hazard(site, number(a) + " ** " + number(b)); return a ** b; },
    integer(site, value) {
      if (!(value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER)) hazard(site, shown(value));
      return value;
    },
    halved(site, value) {
      if (!(value >= -4503599627370496 && value <= 4503599627370496)) hazard(site, shown(value));
      return value;
    },
    radicand(range, overflow, value) {
      if (range !== null && value < 0) hazard(range, "Math.sqrt(" + shown(value) + ")");
      if (value >= 4503599627370496) hazard(overflow, shown(value));
      return value;
    },
    present(site, value) { if (value === undefined || value === null) hazard(site, toText(value)); return value; },
    thrown(site, Class, names, fields) {
      const error = new Class(toText(scalar(fields.message)));
      apply(setKinds, classes, [error, names]);
      apply(setKinds, parts, [error, fields]);
      hazard(site, property(error, "message") ?? "");
      return error;
    },
    again(site, error) { only(error); hazard(site, property(error, "message") ?? ""); return error; },
    depth() { return depth; },
    caught(site, to, error) { only(error); depth = to; hazard(site, toText(to)); return error; },
    isOf(error, name) {
      const names = classesOf(error);
      if (names === undefined) stop("subset");
      for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
      return false;
    },
    told(error) { if (!isAuthored(error)) stop("subset"); return property(error, "message") ?? ""; },
    named(error) {
      if (!isAuthored(error)) stop("subset");
      const name = apply(kindsOf, parts, [error]).name;
      if (typeof name !== "string") stop("subset");
      return name;
    },
    fieldOf(error, name) {
      const fields = isAuthored(error) ? apply(kindsOf, parts, [error]) : undefined;
      if (fields === undefined || !hasOwn(fields, name)) stop("subset");
      return scalar(fields[name]);
    },
  });

  let due = [], next = 0;
  /** Does the next of the requests, a text that is the same until all are done. */
  const run = (entry, requests) => {
    if (next >= due.length) { due = parse(requests); next = 0; }
    const { args, shared, limits: given, follow } = due[next++];
    limits = given; log = []; strangers = []; used = 0; fuel = given.fuel; depth = 0; halted = undefined;
    follows = follow === true; steps = 0;
    let outcome;
    try {
      const values = [];
      for (let i = 0; i < args.length; i++) values[i] = untag(args[i]);
      for (let i = 0; i < shared.length; i++) values[shared[i][1]] = values[shared[i][0]];
      outcome = { kind: "returned", value: snapshot(entry(...values)) };
      // A finalizer may have taken the place of what ended the run.
      if (halted !== undefined) outcome = ended(new Stop(halted));
    } catch (error) {
      outcome = ended(error);
    }
    const text = stringify({ events: log, outcome });
    // A context outlives its run until it is collected: it is to be light.
    log = strangers = undefined;
    return text;
  };
`;
var captured = `
  const $g = freeze({ __proto__: null, ${Object.entries(globalNames).map(([name, path]) => `${name}: ${path}`).join(", ")} });
  const everything = globalThis, names = Object.getOwnPropertyNames(everything);
  for (let i = 0; i < names.length; i++) deleteProperty(everything, names[i]);
`;
var runtimeText = `"use strict";
const { $m, $g, $run } = (() => {${monitor}${captured}
  return { $m, $g, $run: run };
})();
`;

// src/counterexample/child.ts
function lockDown() {
  for (const name of ["getBuiltinModule", "binding", "_linkedBinding", "dlopen", "kill", "abort", "mainModule"]) {
    Reflect.deleteProperty(process, name);
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (/^[a-z]/.test(name) && name !== "globalThis") Reflect.deleteProperty(globalThis, name);
  }
  for (const name of ["Buffer", "WebAssembly", "WebSocket", "EventSource", "Worker", "MessageChannel"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}
var runtime = new import_node_vm.default.Script(runtimeText, { filename: "monitor" });
function compiled(text, entry) {
  if (text === void 0 || text.includes("import") || !/^[A-Za-z_$][\w$]*$/.test(entry)) return void 0;
  try {
    return new import_node_vm.default.Script(`${text}
$run(${entry}, $requests)`, { filename: "function" });
  } catch {
    return void 0;
  }
}
function freshContext(requests) {
  const context = import_node_vm.default.createContext(import_node_vm.default.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate"
  });
  runtime.runInContext(context);
  context["$requests"] = `[${requests.join(",")}]`;
  return context;
}
function runner(batch) {
  const keyOf = ({ text, entry }) => `${text} ${entry}`;
  const scripts = /* @__PURE__ */ new Map();
  const scriptOf = (run) => {
    const key = keyOf(run);
    if (!scripts.has(key)) scripts.set(key, compiled(batch.texts[run.text], run.entry));
    return scripts.get(key);
  };
  const places = /* @__PURE__ */ new Map();
  const placeOf = (run, index) => {
    const key = keyOf(run);
    const known = places.get(key);
    if (known !== void 0) return known;
    const script = scriptOf(run);
    if (script === void 0) return void 0;
    const requests = batch.runs.slice(index).flatMap((other) => keyOf(other) === key ? [other.request] : []);
    const place = { script, context: freshContext(requests) };
    places.set(key, place);
    return place;
  };
  return (index) => {
    const run = batch.runs[index];
    const place = run === void 0 ? void 0 : placeOf(run, index);
    if (run === void 0 || place === void 0) return { kind: "refused" };
    try {
      const value = place.script.runInContext(place.context);
      if (typeof value === "string") return { kind: "ran", text: value };
    } catch {
    }
    places.delete(keyOf(run));
    return { kind: "refused" };
  };
}
var longestWatch = Number(process.argv[2]);
var watch = new import_node_vm.default.Script("$watched()", { filename: "watch" });
function watched(work) {
  Object.defineProperty(globalThis, "$watched", { value: work, configurable: true });
  watch.runInThisContext({ timeout: longestWatch });
}
function* lines() {
  const chunk = new Uint8Array(1 << 16);
  const decoder = new TextDecoder();
  let pending = "";
  for (; ; ) {
    const count = (0, import_node_fs.readSync)(0, chunk);
    if (count === 0) return;
    pending += decoder.decode(chunk.subarray(0, count), { stream: true });
    let end = pending.indexOf("\n");
    while (end >= 0) {
      yield pending.slice(0, end);
      pending = pending.slice(end + 1);
      end = pending.indexOf("\n");
    }
  }
}
function write(line) {
  const bytes = new TextEncoder().encode(`${JSON.stringify(line)}
`);
  let written = 0;
  while (written < bytes.length) written += (0, import_node_fs.writeSync)(1, bytes, written);
}
function main() {
  const input = lines();
  write("ready");
  for (const line of input) {
    const batch = JSON.parse(line);
    const runOf = runner(batch);
    for (let first = 0; first < batch.runs.length; first += runsPerWatch) {
      watched(() => {
        const end = Math.min(batch.runs.length, first + runsPerWatch);
        for (let index = first; index < end; index++) write({ index, result: runOf(index) });
      });
    }
  }
}
lockDown();
main();

module.exports = __webpack_exports__;
/******/ })()
;