/**
 * Gives the formatters that people run over annotated files, each as text to text: a formatted file must mean the same.
 * `eslint --fix` runs with `spaced-comment`, the rule that puts the space after `//`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFromBuffer } from "@dprint/formatter";
import { getPath } from "@dprint/typescript";
import stylistic from "@stylistic/eslint-plugin";
import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import prettier from "prettier";

export type Formatter = (text: string) => Promise<string>;

const root = join(import.meta.dirname, "..", "..");

function biome(text: string): Promise<string> {
  const binary = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const args = [binary, "format", "--stdin-file-path=example.ts"];
  // An empty folder has no configuration: Biome's own defaults, with tabs.
  const cwd = mkdtempSync(join(tmpdir(), "countercheck-biome-"));
  try {
    return Promise.resolve(execFileSync(process.execPath, args, { input: text, encoding: "utf8", cwd }));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function dprint(): Formatter {
  const formatter = createFromBuffer(readFileSync(getPath()));
  return (text) => Promise.resolve(formatter.formatText({ filePath: "example.ts", fileText: text }));
}

function eslint(): Formatter {
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

export function formatters(): ReadonlyMap<string, Formatter> {
  return new Map<string, Formatter>([
    ["Prettier", (text) => prettier.format(text, { parser: "typescript" })],
    ["Biome", biome],
    ["dprint", dprint()],
    ["eslint --fix with spaced-comment", eslint()],
  ]);
}
