/** Takes the catalogue; gives the page that documents every code, by group and in the order of the alphabet. */
import { type CatalogueEntry, catalogue } from "../src/source/catalogue.js";

export function diagnosticsPage(): string {
  const entries = Object.entries<CatalogueEntry>(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = Map.groupBy(entries, ([code]) => code.split(".")[0] ?? code);
  const sections = [...groups].map(([group, members]) => `## ${group}\n\n${members.map(entryText).join("\n\n")}`);
  const head = `# Diagnostics

Everything that Countercheck can say, by its code. Codes are stable: they are never renamed. An error is something that is
wrong, a warning something that is open, a note something to know.
This page is generated from \`src/source/catalogue.ts\` by \`npm run docs\`.`;
  return `${[head, ...sections].join("\n\n")}\n`;
}

function entryText([code, entry]: readonly [string, CatalogueEntry]): string {
  return `### \`${code}\`\n\n_${capital(entry.title)}_ (${entry.severity}). ${entry.meaning}\n\n${entry.remedy}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
