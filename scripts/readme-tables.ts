/**
 * Takes the README's text, `action.yml` and the command's table of options; gives the README with its tables written
 * anew between `<!-- generated: name -->` and `<!-- end -->`. Relies on: `action.yml` has one key a line, inputs and
 * outputs two blanks deep, their fields four, texts on one line.
 */
import { helpText } from "../src/cli-options.js";

export function withTables(readme: string, actionYml: string): string {
  const tables: Readonly<Record<string, string>> = {
    inputs: table(["input", "means", "default"], entriesOf(actionYml, "inputs").map(inputRow)),
    outputs: table(
      ["output", "means"],
      entriesOf(actionYml, "outputs").map(({ name, fields }) => [code(name), fields["description"] ?? ""]),
    ),
    options: `\`\`\`text\n${helpText("check").trimEnd()}\n\`\`\``,
  };
  return readme.replace(/(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/gu, (_whole, start, name, end) => {
    return `${start}\n${tables[name] ?? ""}\n\n${end}`;
  });
}

interface Entry {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

function entriesOf(yml: string, section: string): readonly Entry[] {
  const body = new RegExp(`^${section}:\\n((?: .*\\n|\\n)+)`, "mu").exec(yml)?.[1] ?? "";
  return body
    .split(/^ {2}(?=\S)/mu)
    .slice(1)
    .map((text) => {
      const [first = "", ...rest] = text.split("\n");
      const fields = rest.flatMap((line) => {
        const match = /^ {4}([\w-]+): (.*)$/u.exec(line);
        return match === null ? [] : [[match[1], unquoted(match[2] ?? "")] as const];
      });
      return { name: first.replace(/:\s*$/u, ""), fields: Object.fromEntries(fields) };
    });
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/u, (_whole, inner: string) => inner.replaceAll('\\"', '"'));
}

function inputRow({ name, fields }: Entry): string[] {
  const value = fields["default"];
  return [code(name), fields["description"] ?? "", value === undefined ? "" : code(value)];
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
