import Bottleneck from "bottleneck";
import { expect, onTestFinished, test, vi } from "vitest";
import { Turnstile } from "../../../src/adapters/ssh/turnstile.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { createMemoryLog, until } from "./setting.ts";

function createTurnstile() {
  return new Turnstile({ atOnceMax: 1, waitingMax: 2, clock: systemClock, log: createMemoryLog().log });
}

/** A task that ends when told to. */
function createTask() {
  let end: () => void = () => {};
  let begun = false;
  const ended = new Promise<string>((resolve) => {
    end = () => resolve("done");
  });
  const task = () => {
    begun = true;
    return ended;
  };
  return { task, end, hasBegun: () => begun };
}

test("whoever finds the queue full is told so at once, and those who wait keep their place", async () => {
  const turnstile = createTurnstile();
  const tasks = [createTask(), createTask(), createTask()];
  const waiting = tasks.map(({ task }) => turnstile.run(task));
  expect(await turnstile.run(createTask().task)).toEqual({ ok: false, error: "full" });
  for (const { end } of tasks) end();
  expect(await Promise.all(waiting)).toEqual(tasks.map(() => ({ ok: true, value: "done" })));
  await turnstile.stop();
});

test("a stop tells those who wait and those who come later, and waits for the task that runs", async () => {
  const turnstile = createTurnstile();
  const running = createTask();
  const first = turnstile.run(running.task);
  const second = turnstile.run(createTask().task);
  await until(running.hasBegun);
  const stopped = turnstile.stop();
  expect(await second).toEqual({ ok: false, error: "stopped" });
  expect(await turnstile.run(createTask().task)).toEqual({ ok: false, error: "stopped" });
  running.end();
  expect(await first).toEqual({ ok: true, value: "done" });
  await stopped;
});

test("what a task throws is its own and frees its place", async () => {
  const turnstile = createTurnstile();
  await expect(turnstile.run(() => Promise.reject(new Error("our own fault")))).rejects.toThrow("our own fault");
  expect(await turnstile.run(async () => 1)).toEqual({ ok: true, value: 1 });
  await turnstile.stop();
});

test("bottleneck begins nothing for as long as the wall clock was set back", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const limiter = new Bottleneck({ maxConcurrent: 1 });
  await limiter.schedule(async () => {});
  vi.setSystemTime(Date.now() - 3_600_000);
  const task = createTask();
  limiter.schedule(task.task).catch(() => {});
  await until(() => limiter.counts().RUNNING === 1);
  expect(task.hasBegun()).toBe(false);
  await limiter.stop({ dropWaitingJobs: true });
});

test("the turnstile moves on after the wall clock was set back, and takes along who was waiting", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const turnstile = createTurnstile();
  const running = createTask();
  const first = turnstile.run(running.task);
  await until(running.hasBegun);
  const second = turnstile.run(async () => "second");
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(await turnstile.run(async () => "third")).toEqual({ ok: true, value: "third" });
  expect(await second).toEqual({ ok: true, value: "second" });
  running.end();
  expect(await first).toEqual({ ok: true, value: "done" });
  await turnstile.stop();
});
