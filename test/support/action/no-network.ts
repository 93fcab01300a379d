/**
 * Preloaded (`node --import`) into everything that the tests start: a connection to any host but this machine's loopback
 * ends the process with a message that the tests look for.
 */
import net from "node:net";

const allowed = new Set(["127.0.0.1", "::1", "localhost"]);

function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { readonly host?: string; readonly path?: string };
    return path === undefined ? (host ?? "localhost") : undefined;
  }
  if (typeof first === "number") return typeof second === "string" ? second : "localhost";
  return undefined;
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const host = hostOf(args);
  if (host !== undefined && !allowed.has(host)) {
    process.stderr.write(`no-network: a connection to ${host} was begun\n`);
    process.exit(99);
  }
  return Reflect.apply(connect, this, args) as net.Socket;
} as typeof connect;
