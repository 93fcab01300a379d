/** The bank as a file: what it remembers, and what it makes of files that are not as it left them. Real SQLite. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { bankFileName, memoryBank, mergeBank, openBank, ownView, type Store } from "../../../src/bank/index.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "countercheck-bank-"));
  folders.push(folder);
  return folder;
}

function fill(folder: string, count: number, version = "v1"): void {
  const bank = openBank({ folder, version });
  for (let i = 0; i < count; i++) bank.put("obligation", `key ${i}`, JSON.stringify({ i, text: "x".repeat(200) }));
  bank.close();
}

function found(bank: Store, count: number): number {
  return Array.from({ length: count }, (_, i) => bank.get("obligation", `key ${i}`)).filter((v) => v !== undefined)
    .length;
}

test("what was put is there in the next run, by kind and key", () => {
  const folder = freshFolder();
  const first = openBank({ folder, version: "v1" });
  first.put("obligation", "a", '{"kind":"proved"}');
  first.put("function", "a", '"other"');
  expect(first.get("obligation", "a")).toBe('{"kind":"proved"}');
  first.close();
  const second = openBank({ folder, version: "v1" });
  expect(second.get("obligation", "a")).toBe('{"kind":"proved"}');
  expect(second.get("function", "a")).toBe('"other"');
  expect(second.get("function", "b")).toBeUndefined();
  expect(second.statistics()).toEqual({ hits: 2, misses: 1 });
  expect(second.warnings()).toEqual([]);
  second.close();
});

test("a closed bank is one plain file", () => {
  const folder = freshFolder();
  fill(folder, 3);
  expect(readdirSync(folder)).toEqual([bankFileName]);
});

test("a copy of the closed file serves elsewhere, as a restored cache does", () => {
  const folder = freshFolder();
  fill(folder, 20);
  const other = freshFolder();
  copyFileSync(join(folder, bankFileName), join(other, bankFileName));
  const bank = openBank({ folder: other, version: "v1" });
  expect(found(bank, 20)).toBe(20);
  bank.close();
});

test("a later value replaces an earlier one", () => {
  const folder = freshFolder();
  const bank = openBank({ folder, version: "v1" });
  bank.put("function", "f", "1");
  bank.put("function", "f", "2");
  expect(bank.get("function", "f")).toBe("2");
  bank.close();
});

test("entries of another version are dropped, with one warning", () => {
  const folder = freshFolder();
  fill(folder, 5);
  const bank = openBank({ folder, version: "v2" });
  expect(found(bank, 5)).toBe(0);
  expect(bank.warnings()).toHaveLength(1);
  bank.close();
  const back = openBank({ folder, version: "v1" });
  expect(found(back, 5)).toBe(0);
  back.close();
});

test("an altered entry is a miss, the others stand", () => {
  const folder = freshFolder();
  fill(folder, 5);
  const database = new DatabaseSync(join(folder, bankFileName));
  database.exec(`UPDATE entry SET value = '{"kind":"proved"}' WHERE key = 'key 2'`);
  database.exec("UPDATE entry SET key = 'key 9' WHERE key = 'key 3'");
  database.close();
  const bank = openBank({ folder, version: "v1" });
  expect(bank.get("obligation", "key 2")).toBeUndefined();
  expect(bank.get("obligation", "key 9")).toBeUndefined();
  expect(found(bank, 5)).toBe(3);
  bank.close();
});

test("a file that is no database is started anew, with one warning", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, bankFileName), "not a database at all, and long enough to be read as one ".repeat(50));
  const bank = openBank({ folder, version: "v1" });
  expect(bank.warnings()).toHaveLength(1);
  bank.put("function", "f", "1");
  bank.close();
  const next = openBank({ folder, version: "v1" });
  expect(next.get("function", "f")).toBe("1");
  expect(next.warnings()).toEqual([]);
  next.close();
});

test.each([0, 100, 4096, 5000, 8192, 20_000, 40_000])(
  "a file cut to %i bytes fails nothing and gives no wrong entry",
  (size) => {
    const folder = freshFolder();
    fill(folder, 200);
    const file = join(folder, bankFileName);
    expect(statSync(file).size).toBeGreaterThan(size);
    writeFileSync(file, readFileSync(file).subarray(0, size));
    const bank = openBank({ folder, version: "v1" });
    for (let i = 0; i < 200; i++) {
      const value = bank.get("obligation", `key ${i}`);
      if (value !== undefined) expect(JSON.parse(value)).toMatchObject({ i });
    }
    bank.put("function", "f", "1");
    bank.close();
    expect(bank.warnings().length).toBeLessThanOrEqual(1);
    const next = openBank({ folder, version: "v1" });
    next.put("function", "g", "2");
    next.close();
  },
);

test("bytes overwritten anywhere fail nothing and give no wrong entry", () => {
  const folder = freshFolder();
  fill(folder, 200);
  const file = join(folder, bankFileName);
  const whole = readFileSync(file);
  for (let at = 0; at + 512 < whole.length; at += 3001) {
    const damaged = Buffer.from(whole);
    damaged.fill(0xa5, at, at + 512);
    writeFileSync(file, damaged);
    const bank = openBank({ folder, version: "v1" });
    for (let i = 0; i < 200; i += 7) {
      const value = bank.get("obligation", `key ${i}`);
      if (value !== undefined) expect(JSON.parse(value)).toMatchObject({ i });
    }
    bank.close();
    expect(bank.warnings().length).toBeLessThanOrEqual(1);
  }
});

test("a table of another shape under our name is no bank", () => {
  const folder = freshFolder();
  const database = new DatabaseSync(join(folder, bankFileName));
  database.exec("CREATE TABLE entry (something TEXT)");
  database.close();
  const bank = openBank({ folder, version: "v1" });
  expect(bank.get("function", "f")).toBeUndefined();
  bank.put("function", "f", "1");
  bank.close();
  expect(bank.warnings()).toHaveLength(1);
});

test("a folder that cannot be made leaves a bank for this run alone", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "file"), "");
  const bank = openBank({ folder: join(folder, "file", "below"), version: "v1" });
  expect(bank.warnings()).toHaveLength(1);
  bank.put("function", "f", "1");
  expect(bank.get("function", "f")).toBe("1");
  bank.close();
});

test("a bank for reading gives what is there and writes nothing", () => {
  const folder = freshFolder();
  fill(folder, 3);
  const before = readFileSync(join(folder, bankFileName));
  const bank = openBank({ folder, version: "v1", readOnly: true });
  expect(found(bank, 3)).toBe(3);
  bank.put("function", "f", "1");
  expect(bank.get("function", "f")).toBe("1");
  bank.close();
  expect(readFileSync(join(folder, bankFileName)).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual([bankFileName]);
  const other = openBank({ folder, version: "v2", readOnly: true });
  expect(found(other, 3)).toBe(0);
  other.close();
  const none = openBank({ folder: freshFolder(), version: "v1", readOnly: true });
  expect(none.warnings()).toHaveLength(1);
  none.close();
});

test("two at once both read and write", () => {
  const folder = freshFolder();
  const one = openBank({ folder, version: "v1" });
  const two = openBank({ folder, version: "v1" });
  one.put("function", "one", "1");
  two.put("function", "two", "2");
  expect([one.get("function", "one"), two.get("function", "two")]).toEqual(["1", "2"]);
  // Entries are written some at a time.
  for (let i = 0; i < 100; i++) one.put("obligation", `key ${i}`, "1");
  expect(two.get("function", "one")).toBe("1");
  one.close();
  two.put("function", "three", "3");
  two.close();
  expect([...one.warnings(), ...two.warnings()]).toEqual([]);
  const next = openBank({ folder, version: "v1" });
  expect(["one", "two", "three"].map((key) => next.get("function", key))).toEqual(["1", "2", "3"]);
  next.close();
});

test("it is blank until something is put, and not when it is opened again", () => {
  const folder = freshFolder();
  const first = openBank({ folder, version: "v1" });
  expect(first.isBlank?.()).toBe(true);
  first.put("function", "one", "1");
  expect(first.isBlank?.()).toBe(false);
  first.close();
  const second = openBank({ folder, version: "v1" });
  expect(second.isBlank?.()).toBe(false);
  second.close();
  const other = openBank({ folder, version: "v2" });
  expect(other.isBlank?.()).toBe(true);
  other.close();
});

test("of a store that was blank a function finds what it has put itself", () => {
  const store = memoryBank();
  const one = ownView(store);
  const two = ownView(store);
  one.put("obligation", "key", "1");
  expect([one.isBlank?.(), one.get("obligation", "key")]).toEqual([false, "1"]);
  expect([two.isBlank?.(), two.get("obligation", "key")]).toEqual([true, undefined]);
  expect(store.get("obligation", "key")).toBe("1");
});

test("beyond its size it drops what was used longest ago, and of one run the cheapest", () => {
  const folder = freshFolder();
  fill(folder, 100);
  const middle = openBank({ folder, version: "v1" });
  expect(found(middle, 40)).toBe(40);
  middle.put("function", "dear", JSON.stringify("y".repeat(200)), 1_000_000);
  middle.put("function", "cheap", JSON.stringify("y".repeat(200)), 0);
  middle.close();
  const sizeLimit = 10_000;
  const last = openBank({ folder, version: "v1", sizeLimit });
  last.close();
  const next = openBank({ folder, version: "v1" });
  expect(next.get("function", "dear")).toBeDefined();
  const kept = Array.from({ length: 100 }, (_, i) => next.get("obligation", `key ${i}`) !== undefined);
  expect(kept.slice(40).filter(Boolean)).toEqual([]);
  expect(kept.slice(0, 40).filter(Boolean).length).toBeGreaterThan(10);
  next.close();
});

test("merging takes over what is sound", () => {
  const from = freshFolder();
  fill(from, 4);
  const database = new DatabaseSync(join(from, bankFileName));
  database.exec("UPDATE entry SET value = '1' WHERE key = 'key 1'");
  database.close();
  const into = memoryBank();
  expect(mergeBank({ from, into, version: "v1" })).toEqual({ entries: 3 });
  expect(found(into, 4)).toBe(3);
  expect(mergeBank({ from, into, version: "v2" })).toMatchObject({ entries: 0, warning: expect.any(String) });
  expect(mergeBank({ from: freshFolder(), into, version: "v1" })).toMatchObject({ entries: 0 });
});

test("after closing nothing is given and nothing fails", () => {
  const folder = freshFolder();
  const bank = openBank({ folder, version: "v1" });
  bank.put("function", "f", "1");
  bank.close();
  expect(bank.get("function", "f")).toBeUndefined();
  bank.put("function", "g", "1");
  bank.close();
  expect(existsSync(join(folder, bankFileName))).toBe(true);
  expect(bank.warnings()).toEqual([]);
});
