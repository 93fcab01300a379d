import { expect, test } from "vitest";
import { overlay } from "../../../src/engine/overlay.js";
import { filesOf } from "./files.js";

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

const under = filesOf({ "a.ts": "a", "b.ts": "b", "lib/c.ts": "c" });
const seen = overlay(
  under,
  new Map([
    ["/w/a.ts", "patched"],
    ["/w/b.ts", undefined],
    ["/w/new/d.ts", "d"],
  ]),
);

test("a text stands in for the file, a hidden file is gone, the rest is as it was", () => {
  expect(text(seen.readFile("/w/a.ts"))).toBe("patched");
  expect(text(seen.readFile("/w/b.ts"))).toBeUndefined();
  expect(seen.fileExists("/w/b.ts")).toBe(false);
  expect(text(seen.readFile("/w/lib/c.ts"))).toBe("c");
});

test("folders list what is seen", () => {
  expect(seen.readDirectory("/w")).toEqual({ files: ["a.ts"], directories: ["lib", "new"] });
  expect(seen.directoryExists("/w/new")).toBe(true);
});

test("a file reached through a link is patched by its real path, too", () => {
  const linked = { ...under, realPath: (path: string) => path.replace("/w/link/", "/w/lib/") };
  const both = overlay(linked, new Map([["/w/link/c.ts", "patched"]]));
  expect(text(both.readFile("/w/lib/c.ts"))).toBe("patched");
});
