/**
 * Gives what the sharing analysis refuses, in words, each with a rewrite. A fault names the variables involved, since
 * taking one of them for the place it was bound to may be all that is needed.
 */
import type { Label, Span } from "../../source/index.js";
import type { Stale } from "./state.js";

export interface Fault {
  readonly code: "aliasing" | "unsupported.iteration";
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  readonly labels: readonly Label[];
  /** Variables, the likeliest borrow first. */
  readonly involved: readonly string[];
}

export class SharingFault extends Error {
  override readonly name = "SharingFault";
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export function staleRead(root: string, name: string, { fact, writer, span }: Stale, read: Span): Fault {
  return {
    code: "aliasing",
    span: fact.span,
    message: "The object gets a second name here, is written through one of them, and then read through the other.",
    hint: "Write through the one path that owns it, read it again after the write, or copy the object.",
    labels: [
      { span, text: "written here" },
      { span: read, text: "read here" },
    ],
    involved: [writer, name, root, fact.a.root, fact.b.root],
  };
}

export function endedBorrow(name: string, ended: Span, read: Span): Fault {
  return {
    code: "aliasing",
    span: read,
    message: `${name.startsWith("$") ? "This" : `\`${name}\``} stands for a place that may hold another object by now.`,
    hint: "Use it before the place changes, or bind it anew afterwards.",
    labels: [{ span: ended, text: "the place changes here" }],
    involved: [],
  };
}

export function writtenBeyond(named: Span, written: Span): Fault {
  return {
    code: "aliasing",
    span: written,
    message: "An object that an `extern` function gives is written here: it may give the same one again.",
    hint: "Copy the object before it is changed, or mark the function neither `pure` nor `modifies`.",
    labels: [{ span: named, text: "given here" }],
    involved: [],
  };
}
