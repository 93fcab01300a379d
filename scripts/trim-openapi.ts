/**
 * Takes GitHub's OpenAPI description (`generated/api.github.com.json` of the npm package `@octokit/openapi`, 385 MB
 * installed, so it is installed outside this repository); gives `test/support/github/openapi.json`: the operations that
 * we use and what they refer to, without prose. `node scripts/trim-openapi.ts <description.json>`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const operations: Readonly<Record<string, readonly string[]>> = {
  "/repos/{owner}/{repo}/pulls/{pull_number}": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/files": ["get"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews": ["get", "post"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": ["get", "put"],
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments": ["get", "post"],
  "/repos/{owner}/{repo}/pulls/comments/{comment_id}": ["get", "patch"],
  "/repos/{owner}/{repo}/compare/{basehead}": ["get"],
  "/repos/{owner}/{repo}/git/blobs/{file_sha}": ["get"],
  "/repos/{owner}/{repo}/contents/{path}": ["get"],
};
const prose = new Set([
  "description",
  "summary",
  "externalDocs",
  "examples",
  "example",
  "operationId",
  "tags",
  "links",
]);

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Drops prose and extensions. Inside `properties` every key is a field's name and stays. */
function withoutProse(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key]) => names || (!prose.has(key) && (!key.startsWith("x-") || key === "x-multi-segment")),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutProse(item, !names && key === "properties")]));
}

function at(root: Json, reference: string): Json {
  let value: Json | undefined = root;
  for (const step of reference.slice(2).split("/")) value = isObject(value) ? value[step] : undefined;
  if (value === undefined) throw new Error(`nothing at ${reference}`);
  return value;
}

function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "$ref" && typeof item === "string" ? [item] : references(item),
  );
}

/** Of the responses only success is described: what fails is the model's own part. */
function operation(value: Json): Json {
  if (!isObject(value)) throw new Error("an operation is an object");
  const responses = isObject(value["responses"]) ? value["responses"] : {};
  const success = Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith("2")));
  return withoutProse({
    parameters: value["parameters"] ?? [],
    ...(value["requestBody"] === undefined ? {} : { requestBody: value["requestBody"] }),
    responses: success,
  });
}

function trim(description: Json): Json {
  const paths: { [key: string]: Json } = {};
  for (const [path, methods] of Object.entries(operations)) {
    const item = at(description, "#/paths");
    const described = isObject(item) ? item[path] : undefined;
    if (!isObject(described)) throw new Error(`no path ${path}`);
    paths[path] = Object.fromEntries(methods.map((method) => [method, operation(described[method] ?? null)]));
  }
  const trimmed: { [key: string]: Json } = { openapi: at(description, "#/openapi"), paths };
  const pending = references(paths);
  const components: { [key: string]: { [key: string]: Json } } = {};
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const [, , group = "", name = ""] = reference.split("/");
    const members = components[group] ?? {};
    components[group] = members;
    if (members[name] !== undefined) continue;
    const found = withoutProse(at(description, reference));
    members[name] = found;
    pending.push(...references(found));
  }
  const sorted = Object.entries(components).map(([group, members]) => [
    group,
    Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))),
  ]);
  return { ...trimmed, components: Object.fromEntries(sorted) };
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("which description? node scripts/trim-openapi.ts <api.github.com.json>");
const target = join(import.meta.dirname, "..", "test", "support", "github", "openapi.json");
writeFileSync(target, `${JSON.stringify(trim(JSON.parse(readFileSync(file, "utf8")) as Json))}\n`);
const licence = join(dirname(file), "..", "LICENSE");
const notice = "Taken from the npm package @octokit/openapi 23.0.2, trimmed by scripts/trim-openapi.ts.";
writeFileSync(join(dirname(target), "openapi.LICENSE"), `${notice}\n\n${readFileSync(licence, "utf8").trimEnd()}\n`);
