/**
 * Gives the formatters that people run over annotated files, each as text to text: a formatted file must mean the same.
 * `eslint --fix` runs with `spaced-comment`, the rule that puts the space after `//`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFromBuffer } from "@dprint/formatter";
import { getPath } from "@dprint/typescript";
import stylistic from "@stylistic/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import prettier from "prettier";

export type Formatter = (texts: readonly string[]) => Promise<readonly string[]>;

type OneFormatter = (text: string) => Promise<string>;

const root = join(import.meta.dirname, "..", "..");

/** One process for all, in a folder without a configuration: Biome's own defaults, with tabs. */
function biome(texts: readonly string[]): Promise<readonly string[]> {
  const binary = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const cwd = mkdtempSync(join(tmpdir(), "countercheck-biome-"));
  try {
    texts.forEach((text, i) => {
      writeFileSync(join(cwd, `${i}.ts`), text);
    });
    execFileSync(process.execPath, [binary, "format", "--write", "."], { cwd, stdio: "pipe" });
    return Promise.resolve(texts.map((_, i) => readFileSync(join(cwd, `${i}.ts`), "utf8")));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function dprint(): OneFormatter {
  const formatter = createFromBuffer(readFileSync(getPath()));
  return (text) => Promise.resolve(formatter.formatText({ filePath: "example.ts", fileText: text }));
}

function eslint(): OneFormatter {
  const linter = new ESLint({
    cwd: root,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ["**/*.ts"],
        languageOptions: { parser },
        plugins: { stylistic },
        rules: { "stylistic/spaced-comment": ["error", "always"] },
      },
    ],
  });
  return async (text) => {
    const [result] = await linter.lintText(text, { filePath: join(root, "example.ts") });
    return result?.output ?? text;
  };
}

function each(format: OneFormatter): Formatter {
  return (texts) => Promise.all(texts.map(format));
}

export function formatters(): ReadonlyMap<string, Formatter> {
  return new Map<string, Formatter>([
    ["Prettier", each((text) => prettier.format(text, { parser: "typescript" }))],
    ["Biome", biome],
    ["dprint", each(dprint())],
    ["eslint --fix with spaced-comment", each(eslint())],
  ]);
}
