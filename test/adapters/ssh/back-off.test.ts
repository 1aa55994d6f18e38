import { expect, test } from "vitest";
import { BackOff, waitAfter } from "../../../src/adapters/ssh/back-off.ts";
import type { HostFailure } from "../../../src/domain/host.ts";
import { seconds } from "../../../src/domain/time.ts";
import type { Program } from "../../support/ssh-server.ts";
import { onLines } from "../../support/ssh-server.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { ample, createSetting } from "./setting.ts";

const flooded: HostFailure = { reason: "too much output", detail: "web-1 sent more than 3 MiB.", nextTryAt: null };
const unreachable: HostFailure = { reason: "unreachable", detail: "web-1 refuses connections.", nextTryAt: null };

test.each([
  { failures: 1, spanMs: 1000 },
  { failures: 2, spanMs: 2000 },
  { failures: 3, spanMs: 4000 },
  { failures: 5, spanMs: 16_000 },
  { failures: 6, spanMs: 30_000 },
  { failures: 5000, spanMs: 30_000 },
])("after failure $failures the wait is a random share of $spanMs ms", ({ failures, spanMs }) => {
  for (const chance of [0, 0.25, 0.999]) {
    expect(waitAfter("unreachable", failures, () => chance)).toBeCloseTo(chance * spanMs, 6);
  }
});

test("what a person must mend on the host is tried every five minutes", () => {
  for (const reason of ["auth failed", "host key changed", "host key unknown"] as const) {
    expect(waitAfter(reason, 1, () => 0)).toBe(300_000);
  }
});

test("a file of the bot's own, or what the bot alone decided, needs no wait", () => {
  for (const reason of ["key unusable", "malformed answer", "stopped"] as const) {
    expect(waitAfter(reason, 9, () => 1)).toBe(0);
  }
});

test("until the wait is over the failure is given again, with the time of the next try", async () => {
  const clock = new VirtualClock();
  const backOff = new BackOff({ clock, chance: () => 0.5 });
  const told = backOff.begin(unreachable);
  expect(told).toEqual({ ...unreachable, nextTryAt: clock.now() + 500 });
  await clock.advance(499);
  expect(backOff.refusal()).toEqual(told);
  await clock.advance(1);
  expect(backOff.refusal()).toBeNull();
});

test("once a host has proved itself, its next failure counts as the first", () => {
  const clock = new VirtualClock();
  const backOff = new BackOff({ clock, chance: () => 0.5 });
  for (let failures = 0; failures < 4; failures += 1) backOff.begin(unreachable);
  expect(backOff.refusal()?.nextTryAt).toBe(clock.now() + 4000);
  backOff.stood(seconds(60));
  expect(backOff.refusal()).toBeNull();
  expect(backOff.begin(unreachable).nextTryAt).toBe(clock.now() + 500);
});

test("after a flood a minute without harm proves nothing, and an hour does", () => {
  const clock = new VirtualClock();
  const backOff = new BackOff({ clock, chance: () => 0.5 });
  backOff.begin(flooded);
  backOff.stood(seconds(3599));
  expect(backOff.begin(unreachable).nextTryAt).toBe(clock.now() + 1000);
  backOff.stood(seconds(3600));
  expect(backOff.begin(unreachable).nextTryAt).toBe(clock.now() + 500);
});

test("a link that is lost after a sound minute costs no wait, unless it ends in a flood", () => {
  const clock = new VirtualClock();
  const backOff = new BackOff({ clock, chance: () => 0.5 });
  backOff.lost(unreachable, seconds(60));
  expect(backOff.refusal()).toBeNull();
  backOff.lost(flooded, seconds(60));
  expect(backOff.refusal()).toMatchObject({ reason: "too much output", nextTryAt: clock.now() + 500 });
});

test("a wall clock that is set back neither lengthens nor ends a wait", async () => {
  const clock = new VirtualClock("2026-01-15T09:00:00Z");
  const backOff = new BackOff({ clock, chance: () => 0.5 });
  backOff.begin(unreachable);
  clock.setWall("2026-01-15T08:00:00Z");
  await clock.advance(499);
  expect(backOff.refusal()?.nextTryAt).toBe(clock.now() + 1);
  await clock.advance(1);
  expect(backOff.refusal()).toBeNull();
});

test("a host that stays away is tried ever more rarely, and at least every 30 s", async () => {
  const clock = new VirtualClock();
  const { shell, server, proxy } = await createSetting({ clock, chance: () => 0.999 });
  proxy.refuse();
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries += 1) {
    const result = await shell.ask("a", ample);
    const wait = result.ok ? 0 : (result.error.nextTryAt ?? clock.now()) - clock.now();
    waits.push(Math.round(wait / 1000));
    await clock.advance(wait + 1);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  expect(server.connectionsEver()).toBe(0);
});

test("a link that had lasted over a minute is connected anew at once, a younger one after a wait", async () => {
  const clock = new VirtualClock();
  const { shell, proxy, server, logged } = await createSetting({ clock, chance: () => 0.5 });
  const lose = async () => {
    const lines = logged.length;
    proxy.reset();
    while (logged.length === lines) await clock.advance(0);
  };
  await shell.ask("a", ample);
  await clock.advance(59_000);
  await lose();
  expect(await shell.ask("b", ample)).toMatchObject({ ok: false, error: { reason: "link lost" } });
  await clock.advance(501);
  expect(await shell.ask("c", ample)).toMatchObject({ ok: true });
  await clock.advance(60_000);
  await lose();
  expect(await shell.ask("d", ample)).toMatchObject({ ok: true });
  expect(server.connectionsEver()).toBe(3);
});

test("an answer alone proves nothing: the waits of a link that keeps breaking grow until it has lasted a minute", async () => {
  const clock = new VirtualClock();
  const flood: Program = (channel) => {
    onLines(channel, (line) => channel.write(line === "flood" ? "x".repeat(2000) : `end ${line}\n`));
  };
  const limits = { answerBytesMax: 1000 };
  const { shell, proxy, logged } = await createSetting({ clock, chance: () => 0.5, program: flood, limits });
  const waitAfterLoss = async () => {
    expect(await shell.ask("a", ample)).toMatchObject({ ok: true });
    const lines = logged.length;
    proxy.reset();
    while (logged.length === lines) await clock.advance(0);
    const refused = await shell.ask("b", ample);
    const wait = refused.ok ? 0 : (refused.error.nextTryAt ?? clock.now()) - clock.now();
    await clock.advance(wait);
    return wait;
  };
  expect([await waitAfterLoss(), await waitAfterLoss(), await waitAfterLoss()]).toEqual([500, 1000, 2000]);
  await shell.ask("a", ample);
  await clock.advance(60_000);
  await shell.ask("a", ample);
  const flooded = await shell.ask("flood", ample);
  expect(flooded).toMatchObject({ ok: false, error: { reason: "too much output", nextTryAt: clock.now() + 500 } });
});

test("a probe that cannot run is not tried at every question, and costs the connection nothing", async () => {
  const clock = new VirtualClock();
  let started = 0;
  const { shell, server } = await createSetting({
    clock,
    chance: () => 0.5,
    program: (channel) => {
      started += 1;
      channel.exit(127);
      channel.end();
    },
  });
  for (let asked = 0; asked < 5; asked += 1) {
    expect(await shell.ask("a", ample)).toMatchObject({ ok: false, error: { reason: "no probe" } });
  }
  expect({ started, connections: server.connectionsEver() }).toEqual({ started: 1, connections: 1 });
  await clock.advance(501);
  await shell.ask("a", ample);
  expect({ started, connections: server.connectionsEver() }).toEqual({ started: 2, connections: 1 });
});

test("a host that stays away is written to the log once for each reason", async () => {
  const clock = new VirtualClock();
  const { shell, proxy, logged } = await createSetting({ clock, chance: () => 0 });
  proxy.refuse();
  for (let tries = 0; tries < 4; tries += 1) await shell.ask("a", ample);
  expect(logged).toHaveLength(1);
});
