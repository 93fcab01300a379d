/**
 * Gives the declarations of JavaScript's own library that the checker reads in place of TypeScript's, whose full set costs
 * three quarters of a second a run. Only what the language of this project speaks of, or what ordinary types mention; a
 * function that uses a name of the platform that is missing here has a type error, and it alone is `unsupported`.
 * Signatures follow ECMA-262 and agree with TypeScript's own, so that what type-checks here does so there.
 */
export const libraryFileName = "/countercheck-library/lib.d.ts";

const functions = `
interface Function { readonly name: string; readonly length: number; prototype: any;
  apply(this: Function, thisArg: any, argArray?: any): any; call(this: Function, thisArg: any, ...argArray: any[]): any;
  bind(this: Function, thisArg: any, ...argArray: any[]): any; toString(): string; }
interface CallableFunction extends Function {
  apply<T, R>(this: (this: T) => R, thisArg: T): R;
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, args: A): R;
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, ...args: A): R;
  bind<T>(this: T, thisArg: ThisParameterType<T>): OmitThisParameter<T>;
}
interface NewableFunction extends Function {}
interface FunctionConstructor { readonly prototype: Function; }
declare var Function: FunctionConstructor;
interface IArguments { [index: number]: any; length: number; }
interface PropertyDescriptor { configurable?: boolean; enumerable?: boolean; value?: any; writable?: boolean; get?(): any; set?(v: any): void; }
type PropertyKey = string | number | symbol;
interface Object { constructor: Function; toString(): string; toLocaleString(): string; valueOf(): Object;
  hasOwnProperty(v: PropertyKey): boolean; isPrototypeOf(v: Object): boolean; propertyIsEnumerable(v: PropertyKey): boolean; }
interface ObjectConstructor {
  new (value?: any): Object; (): any; (value: any): any; readonly prototype: Object;
  keys(o: {}): string[]; values<T>(o: { [s: string]: T } | ArrayLike<T>): T[]; values(o: {}): any[];
  entries<T>(o: { [s: string]: T } | ArrayLike<T>): [string, T][]; entries(o: {}): [string, any][];
  fromEntries<T = any>(entries: Iterable<readonly [PropertyKey, T]>): { [k: string]: T };
  assign<T extends {}, U>(target: T, source: U): T & U; assign<T extends {}, U, V>(target: T, a: U, b: V): T & U & V;
  assign(target: object, ...sources: any[]): any;
  freeze<T extends Function>(f: T): T; freeze<T extends { [i: string]: U | null | undefined | object }, U extends string | bigint | number | boolean | symbol>(o: T): Readonly<T>; freeze<T>(o: T): Readonly<T>; isFrozen(o: any): boolean;
  is(a: any, b: any): boolean; hasOwn(o: object, key: PropertyKey): boolean; create(o: object | null): any;
  getPrototypeOf(o: any): any; setPrototypeOf(o: any, prototype: object | null): any;
  getOwnPropertyNames(o: any): string[]; defineProperty<T>(o: T, key: PropertyKey, attributes: PropertyDescriptor): T;
  groupBy<K extends PropertyKey, T>(items: Iterable<T>, keySelector: (item: T, index: number) => K): Partial<Record<K, T[]>>;
}
declare var Object: ObjectConstructor;
interface Boolean { valueOf(): boolean; }
interface BooleanConstructor { new (value?: any): Boolean; <T>(value?: T): boolean; readonly prototype: Boolean; }
declare var Boolean: BooleanConstructor;
interface Symbol { toString(): string; valueOf(): symbol; readonly description: string | undefined; }
interface SymbolConstructor { (description?: string | number): symbol; readonly prototype: Symbol; for(key: string): symbol;
  readonly iterator: unique symbol; readonly asyncIterator: unique symbol; readonly hasInstance: unique symbol;
  readonly toPrimitive: unique symbol; readonly toStringTag: unique symbol; readonly dispose: unique symbol; readonly asyncDispose: unique symbol; }
declare var Symbol: SymbolConstructor;
interface Disposable { [Symbol.dispose](): void; }
interface TemplateStringsArray extends ReadonlyArray<string> { readonly raw: readonly string[]; }
interface ClassDecoratorContext<Class = any> {}
interface ClassMethodDecoratorContext<This = unknown, Value = any> {}
interface ClassFieldDecoratorContext<This = unknown, Value = any> {}
interface ClassGetterDecoratorContext<This = unknown, Value = any> {}
interface ClassSetterDecoratorContext<This = unknown, Value = any> {}
interface ClassAccessorDecoratorContext<This = unknown, Value = any> {}
interface TypedPropertyDescriptor<T> { enumerable?: boolean; configurable?: boolean; writable?: boolean; value?: T; get?: () => T; set?: (value: T) => void; }
interface ImportMeta {}
interface ImportCallOptions {}
interface ImportAttributes { [key: string]: string; }
`;

const utilityTypes = `
interface ThisType<T> {}
type ThisParameterType<T> = T extends (this: infer U, ...args: never) => any ? U : unknown;
type OmitThisParameter<T> = unknown extends ThisParameterType<T> ? T : T extends (...args: infer A) => infer R ? (...args: A) => R : T;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ConstructorParameters<T extends abstract new (...args: any) => any> = T extends abstract new (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (...args: any) => infer R ? R : any;
type Uppercase<S extends string> = intrinsic;
type Lowercase<S extends string> = intrinsic;
type Capitalize<S extends string> = intrinsic;
type Uncapitalize<S extends string> = intrinsic;
type NoInfer<T> = intrinsic;
type Awaited<T> = T extends null | undefined ? T
  : T extends object & { then(onfulfilled: infer F, ...args: infer _): any } ? F extends (value: infer V, ...args: infer _) => any ? Awaited<V> : never : T;
`;

const iteration = `
interface IteratorYieldResult<T> { done?: false; value: T; }
interface IteratorReturnResult<T> { done: true; value: T; }
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;
interface Iterator<T, R = any, N = any> { next(...value: [] | [N]): IteratorResult<T, R>; return?(value?: R): IteratorResult<T, R>; throw?(e?: any): IteratorResult<T, R>; }
interface Iterable<T, R = any, N = any> { [Symbol.iterator](): Iterator<T, R, N>; }
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> { [Symbol.iterator](): IterableIterator<T, R, N>; }
type BuiltinIteratorReturn = intrinsic;
interface IteratorObject<T, R = unknown, N = unknown> extends Iterator<T, R, N> { [Symbol.iterator](): IteratorObject<T, R, N>; }
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> { [Symbol.iterator](): ArrayIterator<T>; }
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> { [Symbol.iterator](): MapIterator<T>; }
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> { [Symbol.iterator](): SetIterator<T>; }
interface StringIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> { [Symbol.iterator](): StringIterator<T>; }
interface Generator<T = unknown, R = any, N = any> extends IteratorObject<T, R, N> { next(...value: [] | [N]): IteratorResult<T, R>; return(value: R): IteratorResult<T, R>; throw(e: any): IteratorResult<T, R>; [Symbol.iterator](): Generator<T, R, N>; }
interface AsyncIterator<T, R = any, N = any> { next(...value: [] | [N]): Promise<IteratorResult<T, R>>; return?(value?: R | PromiseLike<R>): Promise<IteratorResult<T, R>>; throw?(e?: any): Promise<IteratorResult<T, R>>; }
interface AsyncIterable<T, R = any, N = any> { [Symbol.asyncIterator](): AsyncIterator<T, R, N>; }
interface AsyncIterableIterator<T, R = any, N = any> extends AsyncIterator<T, R, N> { [Symbol.asyncIterator](): AsyncIterableIterator<T, R, N>; }
interface AsyncIteratorObject<T, R = unknown, N = unknown> extends AsyncIterator<T, R, N> { [Symbol.asyncIterator](): AsyncIteratorObject<T, R, N>; }
interface AsyncGenerator<T = unknown, R = any, N = any> extends AsyncIteratorObject<T, R, N> { next(...value: [] | [N]): Promise<IteratorResult<T, R>>; return(value: R | PromiseLike<R>): Promise<IteratorResult<T, R>>; throw(e: any): Promise<IteratorResult<T, R>>; [Symbol.asyncIterator](): AsyncGenerator<T, R, N>; }
interface PromiseLike<T> { then<A = T, B = never>(onfulfilled?: ((value: T) => A | PromiseLike<A>) | null, onrejected?: ((reason: any) => B | PromiseLike<B>) | null): PromiseLike<A | B>; }
interface Promise<T> { then<A = T, B = never>(onfulfilled?: ((value: T) => A | PromiseLike<A>) | null, onrejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<A | B>;
  catch<B = never>(onrejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B>; finally(onfinally?: (() => void) | null): Promise<T>; }
interface PromiseConstructor { readonly prototype: Promise<any>; new <T>(executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void): Promise<T>;
  all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>; all<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>[]>; race<T extends readonly unknown[] | []>(values: T): Promise<Awaited<T[number]>>;
  reject<T = never>(reason?: any): Promise<T>; resolve(): Promise<void>; resolve<T>(value: T | PromiseLike<T>): Promise<Awaited<T>>; }
declare var Promise: PromiseConstructor;
`;

const numbers = `
declare var NaN: number;
declare var Infinity: number;
declare function parseInt(string: string, radix?: number): number;
declare function parseFloat(string: string): number;
declare function isNaN(number: number): boolean;
declare function isFinite(number: number): boolean;
declare function encodeURIComponent(value: string | number | boolean): string;
declare function decodeURIComponent(value: string): string;
interface Number { toString(radix?: number): string; toFixed(digits?: number): string; toExponential(digits?: number): string; toPrecision(digits?: number): string; valueOf(): number; toLocaleString(locales?: string | string[], options?: object): string; }
interface NumberConstructor { new (value?: any): Number; (value?: any): number; readonly prototype: Number;
  readonly MAX_VALUE: number; readonly MIN_VALUE: number; readonly NaN: number; readonly NEGATIVE_INFINITY: number; readonly POSITIVE_INFINITY: number;
  readonly EPSILON: number; readonly MAX_SAFE_INTEGER: number; readonly MIN_SAFE_INTEGER: number;
  isFinite(value: unknown): boolean; isInteger(value: unknown): boolean; isNaN(value: unknown): boolean; isSafeInteger(value: unknown): boolean;
  parseFloat(string: string): number; parseInt(string: string, radix?: number): number; }
declare var Number: NumberConstructor;
interface BigInt { toString(radix?: number): string; valueOf(): bigint; }
interface BigIntConstructor { (value: bigint | boolean | number | string): bigint; readonly prototype: BigInt; asIntN(bits: number, value: bigint): bigint; asUintN(bits: number, value: bigint): bigint; }
declare var BigInt: BigIntConstructor;
interface Math { readonly E: number; readonly LN10: number; readonly LN2: number; readonly LOG2E: number; readonly LOG10E: number; readonly PI: number; readonly SQRT1_2: number; readonly SQRT2: number;
  abs(x: number): number; acos(x: number): number; asin(x: number): number; atan(x: number): number; atan2(y: number, x: number): number; ceil(x: number): number; cos(x: number): number; exp(x: number): number;
  floor(x: number): number; log(x: number): number; max(...values: number[]): number; min(...values: number[]): number; pow(x: number, y: number): number; random(): number; round(x: number): number;
  sin(x: number): number; sqrt(x: number): number; tan(x: number): number; clz32(x: number): number; imul(x: number, y: number): number; sign(x: number): number; log10(x: number): number; log2(x: number): number;
  log1p(x: number): number; expm1(x: number): number; cosh(x: number): number; sinh(x: number): number; tanh(x: number): number; acosh(x: number): number; asinh(x: number): number; atanh(x: number): number;
  hypot(...values: number[]): number; trunc(x: number): number; fround(x: number): number; cbrt(x: number): number; }
declare var Math: Math;
`;

const strings = `
interface String { readonly length: number; readonly [index: number]: string; [Symbol.iterator](): StringIterator<string>;
  toString(): string; valueOf(): string; charAt(pos: number): string; charCodeAt(index: number): number; codePointAt(pos: number): number | undefined; at(index: number): string | undefined;
  concat(...strings: string[]): string; indexOf(search: string, position?: number): number; lastIndexOf(search: string, position?: number): number; includes(search: string, position?: number): boolean;
  startsWith(search: string, position?: number): boolean; endsWith(search: string, end?: number): boolean; localeCompare(that: string, locales?: string | string[], options?: object): number;
  slice(start?: number, end?: number): string; substring(start: number, end?: number): string; substr(from: number, length?: number): string; split(separator: string | RegExp, limit?: number): string[];
  replace(search: string | RegExp, value: string): string; replace(search: string | RegExp, replacer: (substring: string, ...args: any[]) => string): string;
  replaceAll(search: string | RegExp, value: string): string; replaceAll(search: string | RegExp, replacer: (substring: string, ...args: any[]) => string): string;
  match(regexp: string | RegExp): RegExpMatchArray | null; matchAll(regexp: RegExp): IterableIterator<RegExpExecArray>; search(regexp: string | RegExp): number; normalize(form?: string): string;
  toLowerCase(): string; toUpperCase(): string; toLocaleLowerCase(locales?: string | string[]): string; toLocaleUpperCase(locales?: string | string[]): string; trim(): string; trimStart(): string; trimEnd(): string;
  padStart(length: number, fill?: string): string; padEnd(length: number, fill?: string): string; repeat(count: number): string; }
interface StringConstructor { new (value?: any): String; (value?: any): string; readonly prototype: String; fromCharCode(...codes: number[]): string; fromCodePoint(...codes: number[]): string; raw(template: { raw: readonly string[] | ArrayLike<string> }, ...substitutions: any[]): string; }
declare var String: StringConstructor;
interface RegExpMatchArray extends Array<string> { index?: number; input?: string; 0: string; groups?: { [key: string]: string }; }
interface RegExpExecArray extends Array<string> { index: number; input: string; 0: string; groups?: { [key: string]: string }; }
interface RegExp { exec(string: string): RegExpExecArray | null; test(string: string): boolean; readonly source: string; readonly flags: string; readonly global: boolean; lastIndex: number; }
interface RegExpConstructor { new (pattern: RegExp | string, flags?: string): RegExp; (pattern: RegExp | string, flags?: string): RegExp; readonly prototype: RegExp; }
declare var RegExp: RegExpConstructor;
interface JSON { parse(text: string, reviver?: (this: any, key: string, value: any) => any): any; stringify(value: any, replacer?: ((this: any, key: string, value: any) => any) | (number | string)[] | null, space?: string | number): string; }
declare var JSON: JSON;
`;

const arrayReaders = (array: string): string => `
  toString(): string; toLocaleString(): string; join(separator?: string): string; at(index: number): T | undefined;
  concat(...items: ConcatArray<T>[]): T[]; concat(...items: (T | ConcatArray<T>)[]): T[]; slice(start?: number, end?: number): T[];
  indexOf(item: T, from?: number): number; lastIndexOf(item: T, from?: number): number; includes(item: T, from?: number): boolean;
  every<S extends T>(predicate: (value: T, index: number, array: ${array}) => value is S, thisArg?: any): this is ${array.replace("T", "S")};
  every(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): boolean;
  some(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): boolean;
  forEach(callback: (value: T, index: number, array: ${array}) => void, thisArg?: any): void;
  map<U>(callback: (value: T, index: number, array: ${array}) => U, thisArg?: any): U[];
  filter<S extends T>(predicate: (value: T, index: number, array: ${array}) => value is S, thisArg?: any): S[];
  filter(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): T[];
  find<S extends T>(predicate: (value: T, index: number, array: ${array}) => value is S, thisArg?: any): S | undefined;
  find(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): T | undefined;
  findIndex(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): number;
  findLast<S extends T>(predicate: (value: T, index: number, array: ${array}) => value is S, thisArg?: any): S | undefined;
  findLast(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): T | undefined;
  findLastIndex(predicate: (value: T, index: number, array: ${array}) => unknown, thisArg?: any): number;
  reduce(callback: (previous: T, current: T, index: number, array: ${array}) => T): T;
  reduce(callback: (previous: T, current: T, index: number, array: ${array}) => T, initial: T): T;
  reduce<U>(callback: (previous: U, current: T, index: number, array: ${array}) => U, initial: U): U;
  reduceRight(callback: (previous: T, current: T, index: number, array: ${array}) => T): T;
  reduceRight(callback: (previous: T, current: T, index: number, array: ${array}) => T, initial: T): T;
  reduceRight<U>(callback: (previous: U, current: T, index: number, array: ${array}) => U, initial: U): U;
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | readonly U[], thisArg?: any): U[];
  flat<A, D extends number = 1>(this: A, depth?: D): FlatArray<A, D>[];
  keys(): ArrayIterator<number>; values(): ArrayIterator<T>; entries(): ArrayIterator<[number, T]>; [Symbol.iterator](): ArrayIterator<T>;
  toReversed(): T[]; toSorted(compare?: (a: T, b: T) => number): T[]; with(index: number, value: T): T[];
  toSpliced(start: number, deleteCount: number, ...items: T[]): T[]; toSpliced(start: number, deleteCount?: number): T[];`;

const arrays = `
interface ConcatArray<T> { readonly length: number; readonly [n: number]: T; join(separator?: string): string; slice(start?: number, end?: number): T[]; }
interface ArrayLike<T> { readonly length: number; readonly [n: number]: T; }
type FlatArray<A, D extends number> = { done: A; recur: A extends ReadonlyArray<infer I> ? FlatArray<I, [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9][D]> : A }[D extends -1 ? "done" : "recur"];
interface ReadonlyArray<T> { readonly length: number; readonly [n: number]: T; ${arrayReaders("readonly T[]")} }
interface Array<T> { length: number; [n: number]: T; ${arrayReaders("T[]")}
  pop(): T | undefined; push(...items: T[]): number; shift(): T | undefined; unshift(...items: T[]): number; reverse(): T[]; sort(compare?: (a: T, b: T) => number): this;
  splice(start: number, deleteCount?: number): T[]; splice(start: number, deleteCount: number, ...items: T[]): T[]; fill(value: T, start?: number, end?: number): this; copyWithin(target: number, start: number, end?: number): this; }
interface ArrayConstructor { new (length?: number): any[]; new <T>(length: number): T[]; new <T>(...items: T[]): T[]; (length?: number): any[]; <T>(length: number): T[]; <T>(...items: T[]): T[];
  isArray(value: any): value is any[]; readonly prototype: any[]; of<T>(...items: T[]): T[];
  from<T>(items: Iterable<T> | ArrayLike<T>): T[]; from<T, U>(items: Iterable<T> | ArrayLike<T>, map: (value: T, index: number) => U, thisArg?: any): U[]; }
declare var Array: ArrayConstructor;
`;

const setAlgebra = `
  union<U>(other: ReadonlySetLike<U>): Set<T | U>; intersection<U>(other: ReadonlySetLike<U>): Set<T & U>; difference<U>(other: ReadonlySetLike<U>): Set<T>;
  symmetricDifference<U>(other: ReadonlySetLike<U>): Set<T | U>; isSubsetOf(other: ReadonlySetLike<unknown>): boolean;
  isSupersetOf(other: ReadonlySetLike<unknown>): boolean; isDisjointFrom(other: ReadonlySetLike<unknown>): boolean;`;

const collections = `
interface ReadonlyMap<K, V> { get(key: K): V | undefined; has(key: K): boolean; readonly size: number; forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: any): void;
  entries(): MapIterator<[K, V]>; keys(): MapIterator<K>; values(): MapIterator<V>; [Symbol.iterator](): MapIterator<[K, V]>; }
interface Map<K, V> { clear(): void; delete(key: K): boolean; get(key: K): V | undefined; has(key: K): boolean; set(key: K, value: V): this; readonly size: number; forEach(callback: (value: V, key: K, map: Map<K, V>) => void, thisArg?: any): void;
  entries(): MapIterator<[K, V]>; keys(): MapIterator<K>; values(): MapIterator<V>; [Symbol.iterator](): MapIterator<[K, V]>; readonly [Symbol.toStringTag]: string; }
interface MapConstructor { new (): Map<any, any>; new <K, V>(entries?: readonly (readonly [K, V])[] | null): Map<K, V>; new <K, V>(entries?: Iterable<readonly [K, V]> | null): Map<K, V>; readonly prototype: Map<any, any>;
  groupBy<K, T>(items: Iterable<T>, keySelector: (item: T, index: number) => K): Map<K, T[]>; }
declare var Map: MapConstructor;
interface ReadonlySetLike<T> { keys(): Iterator<T>; has(value: T): boolean; readonly size: number; }
interface ReadonlySet<T> { ${setAlgebra} has(value: T): boolean; readonly size: number; forEach(callback: (value: T, again: T, set: ReadonlySet<T>) => void, thisArg?: any): void;
  entries(): SetIterator<[T, T]>; keys(): SetIterator<T>; values(): SetIterator<T>; [Symbol.iterator](): SetIterator<T>; }
interface Set<T> { ${setAlgebra} add(value: T): this; clear(): void; delete(value: T): boolean; has(value: T): boolean; readonly size: number; forEach(callback: (value: T, again: T, set: Set<T>) => void, thisArg?: any): void;
  entries(): SetIterator<[T, T]>; keys(): SetIterator<T>; values(): SetIterator<T>; [Symbol.iterator](): SetIterator<T>; readonly [Symbol.toStringTag]: string; }
interface SetConstructor { new <T = any>(values?: readonly T[] | null): Set<T>; new <T>(values?: Iterable<T> | null): Set<T>; readonly prototype: Set<any>; }
declare var Set: SetConstructor;
interface WeakKeyTypes { object: object; }
type WeakKey = WeakKeyTypes[keyof WeakKeyTypes];
interface WeakMap<K extends WeakKey, V> { delete(key: K): boolean; get(key: K): V | undefined; has(key: K): boolean; set(key: K, value: V): this; readonly [Symbol.toStringTag]: string; }
interface WeakMapConstructor { new <K extends WeakKey = WeakKey, V = any>(entries?: readonly (readonly [K, V])[] | null): WeakMap<K, V>; readonly prototype: WeakMap<WeakKey, any>; }
declare var WeakMap: WeakMapConstructor;
interface WeakSet<T extends WeakKey> { add(value: T): this; delete(value: T): boolean; has(value: T): boolean; readonly [Symbol.toStringTag]: string; }
interface WeakSetConstructor { new <T extends WeakKey = WeakKey>(values?: readonly T[] | null): WeakSet<T>; readonly prototype: WeakSet<WeakKey>; }
declare var WeakSet: WeakSetConstructor;
`;

const errorClass = (name: string): string => `
interface ${name} extends Error {}
interface ${name}Constructor extends ErrorConstructor { new (message?: string, options?: ErrorOptions): ${name}; (message?: string, options?: ErrorOptions): ${name}; readonly prototype: ${name}; }
declare var ${name}: ${name}Constructor;
`;

const errors = `
interface ErrorOptions { cause?: unknown; }
interface Error { name: string; message: string; stack?: string; cause?: unknown; }
interface ErrorConstructor { new (message?: string, options?: ErrorOptions): Error; (message?: string, options?: ErrorOptions): Error; readonly prototype: Error; }
declare var Error: ErrorConstructor;
${["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"].map(errorClass).join("")}
`;

const others = `
interface Date { getTime(): number; getFullYear(): number; getMonth(): number; getDate(): number; getDay(): number; getHours(): number; getMinutes(): number; getSeconds(): number; getMilliseconds(): number;
  getUTCFullYear(): number; getUTCMonth(): number; getUTCDate(): number; getUTCDay(): number; getUTCHours(): number; getUTCMinutes(): number; getUTCSeconds(): number; getTimezoneOffset(): number;
  setTime(time: number): number; setFullYear(year: number, month?: number, date?: number): number; setMonth(month: number, date?: number): number; setDate(date: number): number; setHours(hours: number, min?: number, sec?: number, ms?: number): number;
  toISOString(): string; toJSON(key?: any): string; toDateString(): string; toLocaleDateString(locales?: string | string[], options?: object): string; toLocaleTimeString(locales?: string | string[], options?: object): string; valueOf(): number; toString(): string; }
interface DateConstructor { new (): Date; new (value: number | string | Date): Date; new (year: number, month: number, date?: number, hours?: number, minutes?: number, seconds?: number, ms?: number): Date; (): string; readonly prototype: Date; now(): number; parse(s: string): number; UTC(year: number, month?: number, date?: number, hours?: number, minutes?: number, seconds?: number, ms?: number): number; }
declare var Date: DateConstructor;
interface ArrayBufferTypes { ArrayBuffer: ArrayBuffer; }
type ArrayBufferLike = ArrayBufferTypes[keyof ArrayBufferTypes];
interface ArrayBuffer { readonly byteLength: number; slice(begin?: number, end?: number): ArrayBuffer; }
interface Uint8Array<B = ArrayBufferLike> { readonly length: number; [index: number]: number; readonly buffer: B; slice(start?: number, end?: number): Uint8Array; [Symbol.iterator](): ArrayIterator<number>; }
interface Uint8ArrayConstructor { new (length?: number): Uint8Array; new (items: Iterable<number>): Uint8Array; readonly prototype: Uint8Array; from(items: Iterable<number>): Uint8Array; }
declare var Uint8Array: Uint8ArrayConstructor;
declare function structuredClone<T>(value: T): T;
interface Console { debug(...data: unknown[]): void; error(...data: unknown[]): void; info(...data: unknown[]): void; log(...data: unknown[]): void; warn(...data: unknown[]): void; }
declare var console: Console;
`;

export const libraryText = [
  functions,
  utilityTypes,
  iteration,
  numbers,
  strings,
  arrays,
  collections,
  errors,
  others,
].join("");
