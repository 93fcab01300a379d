/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = require("node:util");

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
var import_node_util = __nccwpck_require__(975);
var import_node_vm = __toESM(__nccwpck_require__(714), 1);

// src/ir/replay-names.ts
var mathNames = ["abs", "ceil", "floor", "max", "min", "round", "sign", "sqrt", "trunc"];
var numberNames = ["isFinite", "isInteger", "isNaN", "isSafeInteger"];
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
  ["Object_is", "Object.is"],
  ...errorNames.map((name) => [name, name])
]);

// src/counterexample/runtime-text.ts
var monitor = `
  const { isArray } = Array;
  const { is, keys, getOwnPropertyDescriptor, defineProperty, freeze, create } = Object;
  const { isInteger, isFinite, MAX_SAFE_INTEGER } = Number;
  const { parse, stringify } = JSON;
  const toText = String;
  const ErrorClass = Error, RangeErrorClass = RangeError;
  const { apply, deleteProperty } = Reflect;
  const { push } = Array.prototype;
  const { includes } = String.prototype;

  let limits, log, used, fuel, authored;

  class Stop { constructor(what) { this.what = what; } }
  const stop = (what) => { throw new Stop(what); };

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
      case "undefined":
        return { $: "undefined" };
      case "object":
        break;
      default:
        return { $: "other", is: typeof value };
    }
    if (value === null) return null;
    if (isArray(value)) {
      const out = [];
      for (let i = 0; i < value.length; i++) {
        if (room.left < 0) return undefined;
        const own = getOwnPropertyDescriptor(value, i);
        out[i] = own === undefined ? { $: "hole" } : part(own, room);
      }
      return out;
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
    if (log.length >= limits.events || used > limits.log) stop("fuel");
    log[log.length] = event;
  };
  const values = (site, list) => {
    const out = [];
    for (let i = 0; i < list.length; i++) out[i] = snapshot(list[i]);
    record([site, out]);
  };
  const hazard = (site, seen) => record([site, null, seen]);

  const number = (value) => (is(value, -0) ? "-0" : toText(value));
  const shown = (value) => (typeof value === "number" ? number(value) : typeof value);
  const element = (array, i) => {
    if (!isArray(array) || typeof i !== "number") stop("subset");
  };

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
  const ended = (error) => {
    if (error instanceof Stop) {
      return error.what === "subset" ? { kind: "left the subset" } : { kind: "exhausted", what: error.what };
    }
    if (error !== authored && error instanceof RangeErrorClass) {
      const deep = apply(includes, property(error, "message") ?? "", ["call stack"]);
      return { kind: "exhausted", what: deep ? "stack" : "memory" };
    }
    const name = error instanceof ErrorClass ? property(error, "name") : undefined;
    return { kind: "threw", error: name ?? typeof error, message: property(error, "message") ?? "" };
  };

  const $m = freeze({
    __proto__: null,
    tick() { if (--fuel < 0) stop("fuel"); return true; },
    enter(site, parameters) { if (--fuel < 0) stop("fuel"); values(site, parameters); },
    exit(site, result, parameters) {
      const all = [];
      for (let i = 0; i < parameters.length; i++) all[i] = parameters[i];
      all[parameters.length] = result;
      values(site, all);
      return result;
    },
    see(site, variables) { values(site, variables); return true; },
    reach(site) { hazard(site, ""); return true; },
    call(site, callee, ...args) { hazard(site, ""); return callee(...args); },
    at(array, i) { element(array, i); return array[i]; },
    get(site, array, i) {
      element(array, i);
      if (!(isInteger(i) && i >= 0 && i < array.length)) hazard(site, "index " + number(i) + ", length " + array.length);
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
    push(array, ...items) {
      if (!isArray(array)) stop("subset");
      return apply(push, array, items);
    },
    quotient(site, a, b) { if (b === 0) hazard(site, number(a) + " / " + number(b)); return a / b; },
    remainder(site, a, b) { if (b === 0) hazard(site, number(a) + " % " + number(b)); return a % b; },
    integer(site, value) {
      if (!(value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER)) hazard(site, shown(value));
      return value;
    },
    present(site, value) { if (value === undefined || value === null) hazard(site, toText(value)); return value; },
    thrown(site, error) { authored = error; hazard(site, property(error, "message") ?? ""); return error; },
  });

  const run = (entry, request) => {
    const { args, shared, limits: given } = parse(request);
    limits = given; log = []; used = 0; fuel = given.fuel; authored = undefined;
    let outcome;
    try {
      const values = [];
      for (let i = 0; i < args.length; i++) values[i] = untag(args[i]);
      for (let i = 0; i < shared.length; i++) values[shared[i][1]] = values[shared[i][0]];
      outcome = { kind: "returned", value: snapshot(entry(...values)) };
    } catch (error) {
      outcome = ended(error);
    }
    return stringify({ events: log, outcome });
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
function runOne(batch, run) {
  const text = batch.texts[run.text];
  if (text === void 0 || text.includes("import") || !/^[A-Za-z_$][\w$]*$/.test(run.entry)) {
    return { kind: "refused" };
  }
  const context = import_node_vm.default.createContext(import_node_vm.default.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate"
  });
  const limit = { timeout: batch.timeout };
  try {
    runtime.runInContext(context, limit);
    new import_node_vm.default.Script(text, { filename: "function" }).runInContext(context, limit);
    const call = new import_node_vm.default.Script(`$run(${run.entry}, ${JSON.stringify(run.request)})`, { filename: "call" });
    const value = call.runInContext(context, limit);
    return typeof value === "string" ? { kind: "ran", text: value } : { kind: "refused" };
  } catch (error) {
    return isTimeout(error) ? { kind: "time" } : { kind: "refused" };
  }
}
function isTimeout(error) {
  if (typeof error !== "object" || error === null || import_node_util.types.isProxy(error)) return false;
  const code = Object.getOwnPropertyDescriptor(error, "code")?.value;
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
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
    batch.runs.forEach((run, index) => {
      write({ index, result: runOne(batch, run) });
    });
  }
}
lockDown();
main();

module.exports = __webpack_exports__;
/******/ })()
;