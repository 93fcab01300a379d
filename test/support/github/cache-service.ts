/**
 * Gives the Actions cache service, version 2, on loopback: twirp calls to reserve, finish and find an entry, and a blob
 * store that takes whole bodies, or blocks and a list of blocks, as the storage client sends them.
 * Relies on: PLATFORM.md, section 1.4: entries are immutable, found by exact key or newest prefix, in the run's own
 * scope first and then in the scopes that it may read; a read-only scope is denied with `cache write denied:`.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the runtime token of a run says. */
export interface CacheScopes {
  /** `refs/pull/7/merge`, `refs/heads/main`. */
  readonly own: string;
  /** Readable besides, in this order: the base branch, the default branch. */
  readonly readable: readonly string[];
  readonly writable: boolean;
}

export interface CacheEntry {
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly bytes: Buffer;
}

export interface LoopbackCache {
  readonly url: string;
  /** Makes the runtime token of a run with these scopes. */
  token(scopes: CacheScopes): string;
  readonly entries: readonly CacheEntry[];
  /** From now on every call hangs, or fails with 500. */
  breakWith(how: "hang" | "fail" | "nothing"): void;
  close(): Promise<void>;
}

interface Upload {
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly blocks: Map<string, Buffer>;
  bytes: Buffer | undefined;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export async function startCache(): Promise<LoopbackCache> {
  const entries: CacheEntry[] = [];
  const uploads = new Map<string, Upload>();
  const tokens = new Map<string, CacheScopes>();
  let url = "";
  let broken: "hang" | "fail" | "nothing" = "nothing";

  function find(scopes: CacheScopes, keys: readonly string[], version: string): CacheEntry | undefined {
    const newestFirst = entries.toReversed().filter((entry) => entry.version === version);
    for (const scope of [scopes.own, ...scopes.readable]) {
      const here = newestFirst.filter((entry) => entry.scope === scope);
      const [primary = ""] = keys;
      const exact = here.find((entry) => entry.key === primary);
      if (exact !== undefined) return exact;
      for (const key of keys) {
        const found = here.find((entry) => entry.key.startsWith(key));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  function create(scopes: CacheScopes, key: string, version: string): object {
    if (!scopes.writable) return { ok: false, message: "cache write denied: the token is read-only" };
    const same = (one: { scope: string; key: string; version: string }) =>
      one.scope === scopes.own && one.key === key && one.version === version;
    if (entries.some(same) || [...uploads.values()].some(same)) return { ok: false, message: "already exists" };
    const id = randomUUID();
    uploads.set(id, { scope: scopes.own, key, version, blocks: new Map(), bytes: undefined });
    return { ok: true, signed_upload_url: `${url}/upload/${id}?sig=loopback` };
  }

  function finish(scopes: CacheScopes, key: string, version: string, size: number): object {
    const found = [...uploads].find(([, up]) => up.scope === scopes.own && up.key === key && up.version === version);
    const bytes = found?.[1].bytes;
    if (found === undefined || bytes?.length !== size) return { ok: false, message: "the upload is not complete" };
    uploads.delete(found[0]);
    entries.push({ scope: scopes.own, key, version, bytes });
    return { ok: true, entry_id: String(entries.length) };
  }

  function twirp(method: string, scopes: CacheScopes, asked: Record<string, unknown>): object {
    const key = String(asked["key"]);
    const version = String(asked["version"]);
    if (method === "CreateCacheEntry") return create(scopes, key, version);
    if (method === "FinalizeCacheEntryUpload") return finish(scopes, key, version, Number(asked["size_bytes"]));
    const more = Array.isArray(asked["restore_keys"]) ? asked["restore_keys"].map(String) : [];
    const found = find(scopes, [key, ...more], version);
    if (found === undefined) return { ok: false };
    const index = entries.indexOf(found);
    return { ok: true, signed_download_url: `${url}/download/${index}?sig=loopback`, matched_key: found.key };
  }

  function put(upload: Upload, at: URL, bytes: Buffer): void {
    const what = at.searchParams.get("comp");
    if (what === "block") upload.blocks.set(at.searchParams.get("blockid") ?? "", bytes);
    else if (what === "blocklist") {
      const ids = [...bytes.toString("utf8").matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map(
        (match) => match[1] ?? "",
      );
      upload.bytes = Buffer.concat(ids.map((id) => upload.blocks.get(id) ?? Buffer.alloc(0)));
    } else upload.bytes = bytes;
  }

  /** Serves whole bodies and ranges, as the storage client asks for both. */
  function download(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
    const range = /bytes=(\d+)-(\d*)/.exec(String(request.headers.range ?? request.headers["x-ms-range"] ?? ""));
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(bytes.length - 1, range?.[2] ? Number(range[2]) : bytes.length - 1);
    const part = bytes.subarray(start, end + 1);
    response.writeHead(range === null ? 200 : 206, {
      "content-length": part.length,
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
      etag: '"loopback"',
      "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT",
      "x-ms-blob-type": "BlockBlob",
      ...(range === null ? {} : { "content-range": `bytes ${start}-${end}/${bytes.length}` }),
    });
    response.end(request.method === "HEAD" ? undefined : part);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new URL(request.url ?? "/", url);
    const bytes = await bytesOf(request);
    if (broken === "hang") return;
    if (broken === "fail") return json(response, 500, { msg: "broken" });
    const [, area = "", id = "", method = ""] = at.pathname.split("/");
    if (area === "upload") {
      const upload = uploads.get(id);
      if (upload === undefined) return json(response, 404, {});
      put(upload, at, bytes);
      response.writeHead(201, { etag: '"loopback"', "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT" }).end();
    } else if (area === "download") {
      const entry = entries[Number(id)];
      if (entry === undefined) return json(response, 404, {});
      download(request, response, entry.bytes);
    } else {
      const scopes = tokens.get((request.headers.authorization ?? "").replace(/^Bearer /, ""));
      if (scopes === undefined) return json(response, 401, { msg: "no such token" });
      json(response, 200, twirp(method, scopes, JSON.parse(bytes.toString("utf8")) as Record<string, unknown>));
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    entries,
    token(scopes) {
      const text = `runtime-${randomUUID()}`;
      tokens.set(text, scopes);
      return text;
    },
    breakWith(how) {
      broken = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
