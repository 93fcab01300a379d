/**
 * Takes the text of a clause and the place of a quote; gives the string's value (ECMAScript 2024, sections 12.9.4 and
 * 12.9.6). Templates are read part by part.
 */
import { Fault } from "./fault.js";
import type { Token } from "./tokens.js";

const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };

export function readString(text: string, start: number): Token {
  const quote = text.charAt(start);
  let value = "";
  let at = start + 1;
  while (at < text.length) {
    const c = text.charAt(at);
    if (c === quote) return { kind: "string", value, start, end: at + 1 };
    if (c === "\n") break;
    if (c === "\\") {
      const escaped = readCharacterEscape(text, at);
      value += escaped.value;
      at = escaped.end;
    } else {
      value += c;
      at += 1;
    }
  }
  throw new Fault({ start, end: at }, "the string has no end", `close it with \`${quote}\``);
}

/** The characters of a template up to its end or to the next substitution. */
export function readTemplatePart(
  text: string,
  start: number,
): { readonly value: string; readonly end: number; readonly substitutes: boolean } {
  let value = "";
  let at = start;
  while (at < text.length) {
    const c = text.charAt(at);
    if (c === "`") return { value, end: at + 1, substitutes: false };
    if (c === "$" && text[at + 1] === "{") return { value, end: at + 2, substitutes: true };
    if (c === "\\") {
      const escaped = readCharacterEscape(text, at);
      value += escaped.value;
      at = escaped.end;
    } else {
      value += c;
      at += 1;
    }
  }
  throw new Fault({ start, end: text.length }, "the string has no end", "close it with a backtick");
}

function readCharacterEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const c = text.charAt(at + 1);
  if (c === "x" || c === "u") {
    const found = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\})/u.exec(text.slice(at));
    const code = Number.parseInt(found?.[1] ?? found?.[2] ?? found?.[3] ?? "", 16);
    if (found === null || code > 0x10ffff) throw new Fault({ start: at, end: at + 2 }, "the escape is not complete");
    return { value: String.fromCodePoint(code), end: at + found[0].length };
  }
  if (/[0-9]/u.test(c)) {
    if (c !== "0" || /[0-9]/u.test(text.charAt(at + 2))) {
      throw new Fault({ start: at, end: at + 2 }, "octal escapes are not allowed", "write `\\x…`");
    }
    return { value: "\0", end: at + 2 };
  }
  return { value: simple[c] ?? c, end: at + 2 };
}
