import { PassThrough } from "node:stream";
import type { ClientChannel } from "ssh2";
import { expect, test } from "vitest";
import { runawayBytesMax } from "../../../src/adapters/ssh/limits.ts";
import { ProbeChannel } from "../../../src/adapters/ssh/probe-channel.ts";
import { echoed } from "./setting.ts";

/** A channel whose other side takes no notice of a close, as only a hostile server behaves. */
function deafChannel() {
  const stderr = new PassThrough();
  const channel = Object.assign(new PassThrough(), { stderr, signal: () => {}, destroy: () => channel });
  return channel;
}

test("a host that goes on sending after its channel was closed is a runaway, of which the connection is told", async () => {
  const channel = deafChannel();
  let runaway = false;
  const onRunaway = () => {
    runaway = true;
  };
  const probe = new ProbeChannel({
    channel: channel as unknown as ClientChannel,
    program: echoed,
    bytesMax: 1000,
    onRunaway,
  });
  channel.emit("data", Buffer.alloc(1001));
  expect({ usable: probe.usable, runaway }).toEqual({ usable: false, runaway: false });
  channel.stderr.emit("data", Buffer.alloc(runawayBytesMax));
  expect(runaway).toBe(false);
  channel.emit("data", Buffer.alloc(1));
  expect(runaway).toBe(true);
});

test("an error of the channel itself ends the question as a lost link", async () => {
  const channel = deafChannel();
  const probe = new ProbeChannel({
    channel: channel as unknown as ClientChannel,
    program: echoed,
    bytesMax: 1000,
    onRunaway: () => {},
  });
  const asked = probe.ask("a");
  channel.stderr.emit("error", new Error("boom"));
  expect(await asked).toMatchObject({ ok: false, error: { kind: "link lost" } });
});
