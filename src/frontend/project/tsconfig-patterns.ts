/**
 * Takes the `include` and `exclude` lists of a configuration; gives whether a path is among its files. The rules are
 * those of TypeScript's handbook ("tsconfig.json", "include"): `*`, `?`, `**` over whole segments; a wildcard passes over
 * hidden folders and package folders; a last segment without a dot or a wildcard means everything below it.
 */
import { posix } from "node:path";

export interface Patterns {
  readonly base: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const packageFolders = "(?!(?:node_modules|bower_components|jspm_packages)(?:/|$))";

export function patternsMatch(patterns: Patterns, path: string): boolean {
  const any = (specs: readonly string[], expression: (spec: string) => RegExp): boolean =>
    specs.some((spec) => isModest(spec) && expression(absolute(patterns.base, spec)).test(path));
  return any(patterns.include, includeExpression) && !any(patterns.exclude, excludeExpression);
}

/** A pattern of a stranger's making must not cost more than it is worth: matching grows with the number of wildcards. */
export function isModest(spec: string): boolean {
  return spec.length <= 300 && (spec.match(/[*?]+/gu) ?? []).length <= 8;
}

function absolute(base: string, spec: string): string {
  return posix
    .normalize(spec.startsWith("/") || /^[A-Za-z]:\//u.test(spec) ? spec : `${base}/${spec}`)
    .replace(/\/$/u, "");
}

function includeExpression(spec: string): RegExp {
  const segments = spec.split("/");
  const last = segments.at(-1) ?? "";
  if (!/[.*?]/u.test(last)) segments.push("**", "*");
  const parts = segments.map((segment, index) => {
    if (segment === "**") return `(?:/${packageFolders}[^/.][^/]*)*`;
    const hidden = /^[*?]/u.test(segment) ? `${packageFolders}(?!\\.)` : "";
    return index === 0 && segment === "" ? "" : `${index === 0 ? "" : "/"}${hidden}${wildcards(segment)}`;
  });
  return new RegExp(`^${parts.join("")}$`, "u");
}

function excludeExpression(spec: string): RegExp {
  const parts = spec.split("/").map((segment, index) => {
    if (segment === "**") return "(?:/.+?)?";
    return index === 0 && segment === "" ? "" : `${index === 0 ? "" : "/"}${wildcards(segment)}`;
  });
  return new RegExp(`^${parts.join("")}(?:$|/)`, "u");
}

function wildcards(segment: string): string {
  return segment
    .replace(/[.+^${}()|[\]\\/]/gu, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
}
