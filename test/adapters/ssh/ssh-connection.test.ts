import { EventEmitter } from "node:events";
import { Socket } from "node:net";
import type { Client } from "ssh2";
import { expect, test } from "vitest";
import { sshLimits } from "../../../src/adapters/ssh/limits.ts";
import { SshConnection } from "../../../src/adapters/ssh/ssh-connection.ts";
import type { Trouble } from "../../../src/adapters/ssh/trouble.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { echoed } from "./setting.ts";

function createConnection(exec: () => void) {
  const client = Object.assign(new EventEmitter(), { exec, end: () => {} });
  const socket = new Socket();
  const connection = new SshConnection({
    client: client as unknown as Client,
    socket,
    program: echoed,
    clock: new VirtualClock(),
    limits: sshLimits,
  });
  const lost: Trouble[] = [];
  connection.onLost((trouble) => lost.push(trouble));
  return { client, socket, connection, lost };
}

test("a goodbye that the library has read but not told of is a lost link, not a host that refuses commands", async () => {
  const { connection, lost, socket } = createConnection(() => {
    throw new Error("Not connected");
  });
  expect(await connection.probe()).toMatchObject({ ok: false, error: { kind: "link lost" } });
  expect(lost).toHaveLength(1);
  expect(socket.destroyed).toBe(true);
});

test("a loss is told once, whatever events follow it, and at once to whoever asks afterwards", async () => {
  const { client, connection, lost } = createConnection(() => {});
  client.emit("error", new Error("Keepalive timeout"));
  client.emit("end");
  client.emit("close");
  client.emit("error", new Error("and one more"));
  expect(lost).toHaveLength(1);
  const later: Trouble[] = [];
  connection.onLost((trouble) => later.push(trouble));
  expect(later).toEqual(lost);
  expect(await connection.probe()).toEqual({ ok: false, error: lost[0] });
});
