import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { openWorkspace, type Trial } from "./open-workspace.ts";

describe("a request to change protocols", () => {
  it.each(["//", "///", "//[", "/\\", "http://", "http://["])(
    "for the malformed path %s is answered with 400, and the trial goes on",
    async (path) => {
      const trial = await openWorkspace();
      expect(await answerTo(trial, path)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(await trial.see("/ready")).toMatchObject({ connections: 0 });
    },
  );

  it.each(["//", "/link/", "http://["])(
    "from another site's page is refused before its path %s is read",
    async (path) => {
      const trial = await openWorkspace();
      expect(await answerTo(trial, path, "Origin: http://evil.example\r\n")).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
      expect(await trial.see("/ready")).toMatchObject({ connections: 0 });
    },
  );

  it("that runs into a fault of the trial's own code ends that connection alone, and the fault is in the log", async () => {
    let isBroken = false;
    const now = () => {
      if (!isBroken) return Date.now();
      isBroken = false;
      throw new Error("no time");
    };
    const trial = await openWorkspace({ now });
    const { url } = await trial.api("apps.connections.open", {}, "xapp-trial");
    isBroken = true;
    expect(await answerTo(trial, new URL(url).pathname + new URL(url).search)).toBe("");
    const { log } = await trial.see("/log");
    expect(log.at(-1)).toMatchObject({ path: "upgrade", fault: expect.stringContaining("no time") });
  });
});

function requestFor(trial: Trial, path: string, more = ""): string {
  const host = `Host: 127.0.0.1:${trial.workspace.port}\r\n`;
  const key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  return `GET ${path} HTTP/1.1\r\n${host}${more}Connection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n`;
}

/** All that comes back until the connection is closed; no client library would send such paths. */
async function answerTo(trial: Trial, path: string, more = ""): Promise<string> {
  const socket = connect(trial.workspace.port, "127.0.0.1");
  socket.write(requestFor(trial, path, more));
  const closed = once(socket, "close");
  const said = await text(socket);
  await closed;
  return said;
}
