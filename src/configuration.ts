/**
 * Takes a folder and the workspace root; gives the nearest configuration: `countercheck.json` (JSON with comments) or
 * the field `countercheck` of a `package.json`, from the folder upwards to the root. Configuration is data, never code.
 * Relies on: `jsonc-parser`; a `UsageProblem` says what is wrong, and where.
 */
import { dirname, join } from "node:path";
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { nearest } from "./base/index.js";
import { type FailOn, parseFailOn } from "./report/index.js";
import { type FileSystem, positionAt, sourceFile } from "./source/index.js";
import { UsageProblem } from "./usage-problem.js";

export type Overflow = "check" | "warn" | "ignore";

export interface Configuration {
  /** Folder that `include` and `exclude` count from, absolute. */
  readonly folder: string;
  /** Path of the file, absolute; undefined where there is none. */
  readonly file: string | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  readonly overflow: Overflow | undefined;
  readonly failOn: FailOn | undefined;
  readonly limit: number | undefined;
  readonly jsdoc: boolean;
}

export const configurationKeys = ["include", "exclude", "overflow", "failOn", "limit", "jsdoc"] as const;
const fileName = "countercheck.json";

/** What is so where nobody says otherwise. */
export function defaultConfiguration(folder: string): Configuration {
  const none = { include: undefined, overflow: undefined, failOn: undefined, limit: undefined };
  return { folder, file: undefined, ...none, exclude: [], jsdoc: false };
}

/** The nearest configuration from `folder` up to `root`, both absolute; the default one where there is none. */
export function findConfiguration(files: FileSystem, folder: string, root: string): Configuration {
  for (let at = folder; ; at = dirname(at)) {
    const own = join(at, fileName);
    if (files.fileExists(own)) return readConfiguration(files, own);
    const manifest = join(at, "package.json");
    const found = files.fileExists(manifest) ? readManifest(files, manifest) : undefined;
    if (found !== undefined) return found;
    if (at === root || dirname(at) === at) return defaultConfiguration(root);
  }
}

/** Reads the file named by `--config`. A `package.json` is read for its field. */
export function readConfiguration(files: FileSystem, path: string): Configuration {
  if (path.endsWith("package.json")) return readManifest(files, path) ?? defaultConfiguration(dirname(path));
  const text = textOf(files, path);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error !== undefined) {
    const cause = printParseErrorCode(error.error)
      .replace(/(?<=[a-z])(?=[A-Z])/gu, " ")
      .toLowerCase();
    throw new UsageProblem("configuration.syntax", `this is not JSON: ${cause}`, {
      place: placeOf(path, text, error.offset),
    });
  }
  return decode(tree, path, text);
}

/** The field of a manifest. A manifest that does not parse is the package manager's business, not ours. */
function readManifest(files: FileSystem, path: string): Configuration | undefined {
  const text = textOf(files, path);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  if (tree === undefined || errors.length > 0) return undefined;
  const field = findNodeAtLocation(tree, ["countercheck"]);
  return field === undefined ? undefined : decode(field, path, text);
}

function textOf(files: FileSystem, path: string): string {
  const bytes = files.readFile(path);
  if (bytes === undefined)
    throw new UsageProblem("configuration.unreadable", "this file cannot be read", { place: path });
  return new TextDecoder().decode(bytes);
}

function placeOf(path: string, text: string, offset: number): string {
  const { line, column } = positionAt(sourceFile(path, text), offset);
  return `${path}:${line}:${column}`;
}

/** Every key is looked at, so that a misspelt one is never passed over in silence. */
function decode(tree: Node | undefined, path: string, text: string): Configuration {
  const wrong = (node: Node | undefined, message: string): never => {
    throw new UsageProblem("configuration.value", message, { place: placeOf(path, text, node?.offset ?? 0) });
  };
  if (tree?.type !== "object") return wrong(tree, "the configuration is an object in braces");
  for (const property of tree.children ?? []) refuseUnknown(property, path, text);
  const field = (key: string): Node | undefined => findNodeAtLocation(tree, [key]);
  return {
    folder: dirname(path),
    file: path,
    include: field("include") === undefined ? undefined : globs(field("include"), "include", wrong),
    exclude: field("exclude") === undefined ? [] : globs(field("exclude"), "exclude", wrong),
    overflow: overflowOf(field("overflow"), wrong),
    failOn: failOnOf(field("failOn"), wrong),
    limit: limitOf(field("limit"), wrong),
    jsdoc: jsdocOf(field("jsdoc"), wrong),
  };
}

type Wrong = (node: Node | undefined, message: string) => never;

function refuseUnknown(property: Node, path: string, text: string): void {
  const key = String(property.children?.[0]?.value);
  if (key === "$schema" || configurationKeys.some((known) => known === key)) return;
  const meant = nearest(key, configurationKeys);
  const remedy = meant === undefined ? `The keys are ${configurationKeys.join(", ")}.` : `Did you mean "${meant}"?`;
  const place = placeOf(path, text, property.offset);
  throw new UsageProblem("configuration.key", `"${key}" is not a key of the configuration`, { place, remedy });
}

function globs(node: Node | undefined, key: string, wrong: Wrong): readonly string[] {
  const items = node?.type === "array" ? (node.children ?? []) : wrong(node, `"${key}" is a list of patterns`);
  return items.map((item) => {
    if (item.type !== "string" || item.value === "") return wrong(item, `each pattern of "${key}" is a text`);
    return String(item.value).replace(/^\.\//u, "").replace(/\/$/u, "");
  });
}

function overflowOf(node: Node | undefined, wrong: Wrong): Overflow | undefined {
  const value: unknown = node?.value;
  if (node === undefined || value === "check" || value === "warn" || value === "ignore")
    return value as Overflow | undefined;
  return wrong(node, '"overflow" is "check", "warn" or "ignore"');
}

function failOnOf(node: Node | undefined, wrong: Wrong): FailOn | undefined {
  if (node === undefined) return undefined;
  const items = node.type === "array" ? (node.children ?? []) : [node];
  const read = parseFailOn(items.map((item) => String(item.value)).join(","));
  if ("failOn" in read) return read.failOn;
  return wrong(node, `"failOn" is "never", or a list of ${failOnList}; not "${read.unknown}"`);
}

export const failOnList = "refuted, invalid, vacuous, unproven, unsupported, assumption";

function limitOf(node: Node | undefined, wrong: Wrong): number | undefined {
  if (node === undefined) return undefined;
  if (node.type === "number" && Number(node.value) > 0) return Number(node.value);
  return wrong(node, '"limit" is a number above 0: how many times the default limit the solver may spend');
}

function jsdocOf(node: Node | undefined, wrong: Wrong): boolean {
  if (node === undefined) return false;
  return node.type === "boolean" ? Boolean(node.value) : wrong(node, '"jsdoc" is true or false');
}
