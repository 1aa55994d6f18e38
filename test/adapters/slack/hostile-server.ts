import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on this machine that answers every request so. */
export interface HostileServer {
  /** With its final slash. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function createHostileServer(answer: RequestListener): Promise<HostileServer> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** More than the buffers between server and client hold, so that only who reads on gets it all. */
const endlessBytes = 100_000_000;

/** A body that goes on as long as somebody reads it, within reason. */
export class EndlessBody {
  isCutOff = false;
  #sentBytes = 0;

  get wasReadToItsEnd(): boolean {
    return this.#sentBytes >= endlessBytes;
  }

  async send(response: ServerResponse): Promise<void> {
    response.on("close", () => {
      this.isCutOff = true;
    });
    const piece = "<p>".repeat(20_000);
    const closed = once(response, "close");
    while (!this.isCutOff && !this.wasReadToItsEnd) {
      this.#sentBytes += piece.length;
      if (!response.write(piece)) await Promise.race([once(response, "drain"), closed]);
    }
    response.end();
  }
}
