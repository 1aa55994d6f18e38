import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";

export interface AddressCall {
  readonly url: URL;
  readonly method: "GET" | "POST";
  /** The only ones that are connected to, whatever the name means by then. */
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
}

/** So much of a body is waited for. Nobody reads it: a page that comes to its end shows that the daemon works. */
export const bodyBytesMax = 65_536;

/** The status of the answer, when its body has come or enough of it. Rejects where there is none. Follows nothing. */
export function callAddress({ url, method, addresses, signal }: AddressCall): Promise<number> {
  const client = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request(url, {
      method,
      signal,
      lookup: pinnedTo(addresses),
      // A connection of its own, without anything of the last one.
      agent: false,
      headers: { "user-agent": "scipy-bot", accept: "*/*", ...(method === "POST" ? { "content-length": 0 } : {}) },
    });
    request.on("error", reject);
    request.on("response", (response) => readBody(response, resolve, reject));
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.end();
  });
}

/** Node looks nothing up for an address that is one already, and then connects to just that. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, answer) => {
    const [first] = all;
    if (first === undefined) answer(new Error("no address"), "", 0);
    else if (options.all === true) answer(null, all);
    else answer(null, first.address, first.family);
  };
}

function readBody(response: IncomingMessage, resolve: (status: number) => void, reject: (error: Error) => void): void {
  let read = 0;
  response.on("data", (chunk: Buffer) => {
    read += chunk.length;
    if (read < bodyBytesMax) return;
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  response.on("end", () => resolve(response.statusCode ?? 0));
  response.on("error", reject);
}
