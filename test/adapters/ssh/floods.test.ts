import { expect, test } from "vitest";
import { millis, seconds } from "../../../src/domain/time.ts";
import { flood, packets, turnDeaf } from "../../support/ssh-flood.ts";
import type { Program, SshServer } from "../../support/ssh-server.ts";
import { onLines } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { ample, createSetting, hostKey, until } from "./setting.ts";

/* Hosts that let the bot in, or seem to, and then do what no SSH server does. */

/** What the kernel holds on its way is the host's own affair; the bot takes far less. */
const takenBytesMax = 32 * 1024 * 1024;

const hostKeyBytes = Buffer.from(hostKey.publicLine.split(" ")[1] ?? "", "base64");

/** A busy machine may be late with a reply; and a hostile host can make its silence look like replies. */
const noKeepalive = { keepaliveEvery: millis(0) };

/** 480 kB, as the list of 8,000 processes. */
const largeAnswer = Buffer.from(`${"x".repeat(19)}\n`.repeat(24_000));

function onlyConnection(server: SshServer) {
  const [connection] = server.connections;
  if (connection === undefined) throw new Error("nobody is connected");
  return connection;
}

test.each([
  { what: "packets that mean nothing", packet: packets.ignore, deaf: false },
  { what: "requests that want a reply", packet: packets.globalRequest, deaf: false },
  { what: "requests that want a reply, and reads none", packet: packets.globalRequest, deaf: true },
  { what: "channels to refuse", packet: packets.openX11, deaf: false },
])("a host that floods the bot with $what loses its connection", async ({ packet, deaf }) => {
  const { shell, server, logged } = await createSetting({ isDirect: true, limits: noKeepalive });
  expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
  const connection = onlyConnection(server);
  if (deaf) turnDeaf(connection);
  const { takenBytes } = flood(connection, packet);
  await until(() => logged.some((line) => line.includes('"reason":"too much output"')));
  await until(() => server.connections.size === 0);
  expect(takenBytes()).toBeLessThan(takenBytesMax);
});

test("a host that has the bot ask back and never answers loses its connection before the questions are many", async () => {
  const { shell, server, logged } = await createSetting({ isDirect: true, limits: noKeepalive });
  await shell.ask("a", ample);
  flood(onlyConnection(server), packets.hostKeys(hostKeyBytes), 200);
  await until(() => logged.some((line) => line.includes("had the bot ask back more than 64 times")));
  await until(() => server.connections.size === 0);
});

test.each([
  { what: "banners", packet: packets.banner },
  { what: "calls for one more signature", packet: packets.keyWouldDo },
])("a host that floods the bot with $what instead of letting it in loses its connection", async ({ packet }) => {
  const { shell, server } = await createSetting({ isDirect: true, hangsInLogin: true, clock: new VirtualClock() });
  const asked = shell.ask("a", ample);
  await until(() => server.logins.length === 1);
  const { takenBytes } = flood(onlyConnection(server), packet);
  expect(await asked).toMatchObject({ ok: false, error: { reason: "too much output" } });
  expect(takenBytes()).toBeLessThan(takenBytesMax);
});

test("a question that meets a flood ends with it, and is told what the host did", async () => {
  let isStarted = false;
  const program: Program = () => {
    isStarted = true;
  };
  const { shell, server } = await createSetting({ isDirect: true, program, clock: new VirtualClock() });
  const asked = shell.ask("a", ample);
  await until(() => isStarted);
  flood(onlyConnection(server), packets.globalRequest);
  const result = await asked;
  expect(result).toMatchObject({ ok: false, error: { reason: "too much output" } });
  expect(result.ok ? "" : result.error.detail).toContain("called for more than 128 KiB of replies");
});

test("a host that has flooded the bot is left alone for a while, however long it had been connected", async () => {
  const clock = new VirtualClock();
  const chance = () => 0.5;
  const { shell, server, logged } = await createSetting({ isDirect: true, limits: noKeepalive, clock, chance });
  const floodAfter = async (connectedFor: number) => {
    await shell.ask("a", ample);
    await clock.advance(connectedFor);
    await shell.ask("a", ample);
    const lines = logged.length;
    flood(onlyConnection(server), packets.globalRequest);
    await until(() => logged.length > lines && server.connections.size === 0);
    const refused = await shell.ask("a", ample);
    expect(refused).toMatchObject({ ok: false, error: { reason: "too much output" } });
    const wait = refused.ok ? 0 : (refused.error.nextTryAt ?? clock.now()) - clock.now();
    await clock.advance(wait);
    return wait;
  };
  const aMinute = seconds(61);
  expect([await floodAfter(aMinute), await floodAfter(aMinute), await floodAfter(aMinute)]).toEqual([500, 1000, 2000]);
  expect(await floodAfter(seconds(3601))).toBe(500);
});

test("the largest of answers in the smallest of packets is no flood", async () => {
  const program: Program = (channel) => {
    onLines(channel, (question) => {
      for (let line = 0; line < largeAnswer.length; line += 20) channel.write(largeAnswer.subarray(line, line + 20));
      channel.write(`end ${question}\n`);
    });
  };
  const { shell, server } = await createSetting({ program });
  for (const question of ["a", "b"]) expect(await shell.ask(question, ample)).toMatchObject({ ok: true });
  expect(server.connectionsEver()).toBe(1);
});

test("large answers in any number are no flood, nor is one that drips in from far away", async () => {
  const program: Program = (channel) => {
    onLines(channel, (question) => {
      channel.write(largeAnswer);
      channel.write(`end ${question}\n`);
    });
  };
  const { shell, server, proxy } = await createSetting({ program });
  for (let asked = 0; asked < 16; asked += 1) expect(await shell.ask(`q${asked}`, ample)).toMatchObject({ ok: true });
  proxy.drip(1400, 1);
  expect(await shell.ask("far", ample)).toMatchObject({ ok: true });
  expect(server.connectionsEver()).toBe(1);
});
