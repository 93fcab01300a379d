/**
 * Takes GitHub's trimmed OpenAPI description (`openapi.json`); gives validation of requests and answers by it, with every
 * object closed: a misspelt field fails, though the description itself would let it through.
 * Of an answer the fields present are held to the description; absent ones are allowed, since the model leaves out what
 * nobody reads. Relies on: OpenAPI 3.0, ajv.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

export interface Operation {
  readonly method: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What is wrong with the request, empty if nothing. */
  wrongRequest(query: URLSearchParams, body: unknown): readonly string[];
  /** What is wrong with an answer of this status, empty if nothing. */
  wrongAnswer(status: number, body: unknown): readonly string[];
}

export interface Description {
  find(method: string, pathname: string): Operation | undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Closing {
  readonly required: boolean;
}

/** OpenAPI 3.0's schema dialect as JSON Schema with closed objects. */
function schemaOf(schema: Json, closing: Closing): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => schemaOf(item, closing));
  if (!isObject(schema)) return schema;
  if (typeof schema["$ref"] === "string") return { $ref: schema["$ref"].replace("#/components/schemas/", "#/$defs/") };
  const { nullable, required, properties, ...rest } = schema;
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(rest)) result[key] = key === "enum" ? item : schemaOf(item, closing);
  if (isObject(properties)) {
    result["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, item]) => [name, schemaOf(item, closing)]),
    );
    result["additionalProperties"] ??= false;
  }
  if (closing.required && required !== undefined) result["required"] = required;
  // GitHub answers null for more than its description says: `line` of an outdated comment.
  return nullable === true || (!closing.required && result["type"] !== undefined)
    ? { anyOf: [result, { type: "null" }] }
    : result;
}

function definitions(components: Json | undefined, closing: Closing): JsonObject {
  const schemas = isObject(components) && isObject(components["schemas"]) ? components["schemas"] : {};
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema, closing)]));
}

function words(validate: ValidateFunction, value: unknown, where: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const named = "additionalProperty" in error.params ? ` (${String(error.params["additionalProperty"])})` : "";
    return `${where}${error.instancePath}: ${error.message}${named}`;
  });
}

function content(described: Json | undefined): Json | undefined {
  const media = isObject(described) && isObject(described["content"]) ? described["content"] : {};
  const json = media["application/json"] ?? Object.values(media)[0];
  return isObject(json) ? json["schema"] : undefined;
}

export function openDescription(): Description {
  const root = JSON.parse(readFileSync(join(import.meta.dirname, "openapi.json"), "utf8")) as JsonObject;
  const paths = isObject(root["paths"]) ? root["paths"] : {};
  const asked = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
  const strictly = new Ajv({ strict: false, allErrors: true });
  for (const ajv of [asked, strictly]) addFormats.default(ajv);
  const requestDefinitions = definitions(root["components"], { required: true });
  const answerDefinitions = definitions(root["components"], { required: false });
  const compiled = new Map<string, ValidateFunction>();

  function validator(key: string, ajv: Ajv, make: () => JsonObject): ValidateFunction {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = ajv.compile(make());
    compiled.set(key, made);
    return made;
  }

  function parameters(described: JsonObject): JsonObject[] {
    const list = Array.isArray(described["parameters"]) ? (described["parameters"] as readonly Json[]) : [];
    return list.flatMap((item) => {
      if (!isObject(item)) return [];
      const reference = item["$ref"];
      if (typeof reference !== "string") return [item];
      const components = isObject(root["components"]) ? root["components"] : {};
      const named = isObject(components["parameters"]) ? components["parameters"] : {};
      const found = named[reference.split("/").at(-1) ?? ""];
      return isObject(found) ? [found] : [];
    });
  }

  function located(described: JsonObject, place: string): JsonObject {
    const here = parameters(described).filter((item) => item["in"] === place);
    const properties = here.map((item) => [String(item["name"]), schemaOf(item["schema"] ?? {}, { required: true })]);
    const required = here.filter((item) => item["required"] === true).map((item) => String(item["name"]));
    return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties), required };
  }

  function operation(
    template: string,
    method: string,
    described: JsonObject,
    inPath: Record<string, string>,
  ): Operation {
    const key = `${method} ${template}`;
    return {
      method,
      template,
      parameters: inPath,
      wrongRequest(query, body) {
        const path = validator(`${key} path`, asked, () => located(described, "path"));
        const asks = validator(`${key} query`, asked, () => located(described, "query"));
        const wrong = [...words(path, { ...inPath }, "path"), ...words(asks, Object.fromEntries(query), "query")];
        const wanted = content(described["requestBody"]);
        if (wanted === undefined) return body === undefined ? wrong : [...wrong, "body: none is taken here"];
        const sent = validator(`${key} body`, strictly, () => ({
          ...(schemaOf(wanted, { required: true }) as JsonObject),
          $defs: requestDefinitions,
        }));
        return [...wrong, ...words(sent, body ?? {}, "body")];
      },
      wrongAnswer(status, body) {
        const responses = isObject(described["responses"]) ? described["responses"] : {};
        const answered = responses[String(status)];
        if (answered === undefined) return status < 400 ? [`answer: no status ${status}`] : [];
        const wanted = content(answered);
        if (wanted === undefined) return [];
        const given = validator(`${key} ${status}`, strictly, () => ({
          ...(schemaOf(wanted, { required: false }) as JsonObject),
          $defs: answerDefinitions,
        }));
        return words(given, body, "answer");
      },
    };
  }

  const routes = Object.entries(paths).map(([template, methods]) => ({
    template,
    methods: isObject(methods) ? methods : {},
    names: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""),
    // Only `contents/{path}` spans several segments.
    pattern: new RegExp(`^${template.replace(/\{path\}/, "(.+)").replaceAll(/\{\w+\}/g, "([^/]+)")}$`),
  }));
  return {
    find(method, pathname) {
      for (const route of routes) {
        const match = route.pattern.exec(pathname);
        const described = route.methods[method.toLowerCase()];
        if (match === null || !isObject(described)) continue;
        const values = route.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]);
        return operation(route.template, method, described, Object.fromEntries(values));
      }
      return undefined;
    },
  };
}
