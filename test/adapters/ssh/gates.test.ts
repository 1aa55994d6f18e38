import { expect, onTestFinished, test, vi } from "vitest";
import { createGates } from "../../../src/adapters/ssh/gates.ts";
import type { Trouble } from "../../../src/adapters/ssh/trouble.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { Result } from "../../../src/domain/result.ts";
import { succeed } from "../../../src/domain/result.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { createMemoryLog, settle, until } from "./setting.ts";

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
    expect({ begun, holding: clock.pending }).toEqual({ begun: 4 * tenths, holding: 4 });
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
  const ask = gates.openLane();
  expect(await ask(async () => succeed("then"))).toEqual({ ok: true, value: "then" });
  vi.setSystemTime(Date.now() - 7_200_000);
  expect(await ask(async () => succeed("now"))).toEqual({ ok: true, value: "now" });
  await gates.close();
});

test("two hundred questions are under way at most, and the next begins when one ends", async () => {
  const { clock, gates } = createTestGates();
  const finish: (() => void)[] = [];
  const question = () =>
    new Promise<Result<string, Trouble>>((resolve) => finish.push(() => resolve(succeed("answer"))));
  const asked = Array.from({ length: 210 }, () => gates.openLane()(question));
  await until(() => finish.length === 200);
  await clock.advance(1000);
  expect(finish).toHaveLength(200);
  for (let at = 0; at < 10; at += 1) finish[at]?.();
  await until(() => finish.length === 210);
  for (const end of finish) end();
  expect((await Promise.all(asked)).every((result) => result.ok)).toBe(true);
  await gates.close();
});

test("a host is kept waiting by those of its own lane alone, and the eleventh shares the first lane", async () => {
  const { gates } = createTestGates();
  const lanes = Array.from({ length: 11 }, () => gates.openLane());
  const finish: (() => void)[] = [];
  const hang = () => new Promise<Result<string, Trouble>>((resolve) => finish.push(() => resolve(succeed("late"))));
  const hung = Array.from({ length: 20 }, () => lanes[0]?.(hang));
  await until(() => finish.length === 20);
  const eleventh = lanes[10]?.(async () => succeed("after"));
  const others = lanes.slice(1, 10).map((ask) => ask(async () => succeed("at once")));
  expect((await Promise.all(others)).every((answer) => answer.ok && answer.value === "at once")).toBe(true);
  await settle();
  const first = await Promise.race([eleventh, Promise.resolve("still waiting")]);
  expect(first).toBe("still waiting");
  finish[0]?.();
  expect(await eleventh).toEqual({ ok: true, value: "after" });
  for (const end of finish) end();
  await Promise.all([...hung, gates.close()]);
});

test("after the close nobody is let in, and nobody is left without an answer", async () => {
  const { gates } = createTestGates();
  await gates.close();
  expect(await gates.admitConnect()).toEqual({ ok: false, error: { kind: "stopped" } });
  expect(await gates.openLane()(async () => succeed("x"))).toEqual({ ok: false, error: { kind: "stopped" } });
});
