import { expect, onTestFinished, test, vi } from "vitest";
import { createGates } from "../../../src/adapters/ssh/gates.ts";
import type { Trouble } from "../../../src/adapters/ssh/trouble.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { Result } from "../../../src/domain/result.ts";
import { succeed } from "../../../src/domain/result.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { createMemoryLog, until } from "./setting.ts";

function createTestGates() {
  const clock = new VirtualClock();
  return { clock, gates: createGates({ clock, log: createMemoryLog().log }) };
}

test("forty connects begin in a second, however many hosts there are", async () => {
  const { clock, gates } = createTestGates();
  let begun = 0;
  const waiting = Array.from({ length: 120 }, () =>
    gates.admitConnect().then((admitted) => {
      if (admitted.ok) begun += 1;
    }),
  );
  for (let tenths = 1; tenths <= 30; tenths += 1) {
    await until(() => begun === 4 * tenths);
    await clock.advance(99);
    expect(begun).toBe(4 * tenths);
    await clock.advance(1);
  }
  await Promise.all(waiting);
  await gates.close();
  expect(clock.pending).toBe(0);
});

test("a wall clock that is set back by an hour does not stop connects", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const gates = createGates({ clock: systemClock, log: createMemoryLog().log });
  const before = Array.from({ length: 4 }, () => gates.admitConnect());
  vi.setSystemTime(Date.now() - 3_600_000);
  const later = Array.from({ length: 4 }, () => gates.admitConnect());
  const admitted = await Promise.all([...before, ...later]);
  expect(admitted.every((outcome) => outcome.ok)).toBe(true);
  vi.setSystemTime(Date.now() + 7_200_000);
  expect(await gates.ask(async () => succeed("then"))).toEqual({ ok: true, value: "then" });
  vi.setSystemTime(Date.now() - 7_200_000);
  expect(await gates.ask(async () => succeed("now"))).toEqual({ ok: true, value: "now" });
  await gates.close();
});

test("two hundred questions are under way at most, and the next begins when one ends", async () => {
  const { clock, gates } = createTestGates();
  const finish: (() => void)[] = [];
  const question = () =>
    new Promise<Result<string, Trouble>>((resolve) => finish.push(() => resolve(succeed("answer"))));
  const asked = Array.from({ length: 201 }, () => gates.ask(question));
  await until(() => finish.length === 200);
  await clock.advance(1000);
  expect(finish).toHaveLength(200);
  finish[0]?.();
  await until(() => finish.length === 201);
  for (const end of finish) end();
  expect((await Promise.all(asked)).every((result) => result.ok)).toBe(true);
  await gates.close();
});

test("whoever finds the queue full is told so at once, and those who wait keep their place", async () => {
  const { gates } = createTestGates();
  const waiting = Array.from({ length: 5004 }, () => gates.admitConnect());
  expect(await gates.admitConnect()).toMatchObject({ ok: false, error: { kind: "queue full", of: "all hosts" } });
  expect(await waiting[0]).toMatchObject({ ok: true });
  await gates.close();
  expect(await waiting.at(-1)).toMatchObject({ ok: false, error: { kind: "stopped" } });
});

test("after the close nobody is let in, and nobody is left without an answer", async () => {
  const { gates } = createTestGates();
  await gates.close();
  expect(await gates.admitConnect()).toEqual({ ok: false, error: { kind: "stopped" } });
  expect(await gates.ask(async () => succeed("x"))).toEqual({ ok: false, error: { kind: "stopped" } });
});
