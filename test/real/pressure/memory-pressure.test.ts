import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReadHost } from "../../../src/domain/status.ts";
import { seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import { pressedHost, recordedPressure } from "../../support/recorded-pressure.ts";
import { makePressedDaemon } from "./pressed-daemon.ts";
import { watchPressure } from "./watch-pressure.ts";

/** What the group has, and what the daemon in it wants: two and a half times as much. In MiB. */
const limitMib = 96;
const greedy = { fileMib: 64, heapMib: 180, growMib: 0, seconds: 240 };
const content = { fileMib: 0, heapMib: 8, growMib: 0, seconds: 240 };
/** The kernel's average over 60 s needs half a minute to say what is so. */
const patienceSeconds = 150;

interface Course {
  readonly calm: ReadHost | null;
  readonly pressed: ReadHost;
  readonly restarted: ReadHost;
}

describe("a daemon that this machine's kernel really starves of memory", () => {
  let course: Course;

  beforeAll(async () => {
    const what = await watchItHappen();
    course = what.course;
    process.stdout.write(`\nMemory pressure: ${what.how}.\n`);
  }, 400_000);

  it("is told by the kernel's own pressure figures, and the diagnosis says that memory is short", () => {
    expect(course.pressed.sample.system.pressure.memory.value?.some60).toBeGreaterThanOrEqual(5);
    expect(course.pressed.diagnosis.state).not.toBe("ok");
    expect(course.pressed.diagnosis.cause.kind).toMatch(/^(cgroup-limit|swap-thrash|cache-thrash|memory)$/);
  });

  it("is named as what is at its limit", () => {
    expect(course.pressed.diagnosis.cause.sentence).toContain("hungry");
    expect(course.pressed.diagnosis.culprits).toContain("hungry");
  });

  it("shows in the counters: pages are read again, and where there is swap they go out and come back", () => {
    const { perSecond } = course.pressed.rates ?? { perSecond: null };
    expect(perSecond?.fileRefaults.value).toBeGreaterThan(100);
    if (course.pressed.sample.system.swap.totalBytes.value === 0) return;
    expect(perSecond?.swapInPages.value).toBeGreaterThan(100);
    expect(perSecond?.swapOutPages.value).toBeGreaterThan(100);
  });

  it("is over with its restart: it has a start of its own, and nothing is at its limit any more", () => {
    const [before, after] = [course.pressed.sample.daemons[0], course.restarted.sample.daemons[0]];
    expect(after?.processes[0]?.pid).not.toBe(before?.processes[0]?.pid);
    expect(after?.heapBytes.value).toBeLessThan(before?.heapBytes.value ?? 0);
    expect(course.restarted.diagnosis.cause.kind).not.toBe("cgroup-limit");
  });
});

/** On this machine where its kernel lets it be done; else as it was recorded where it did. */
async function watchItHappen(): Promise<{ readonly how: string; readonly course: Course }> {
  if (!existsSync("/proc/pressure/memory")) return recorded("this kernel does not measure pressure");
  const made = makePressedDaemon(limitMib, 256);
  if (!made.ok) return recorded(made.error);
  const daemon = made.value;
  const watch = watchPressure(pressedHost(daemon.group.path), 5);
  try {
    await daemon.start(content);
    const calm = await watch.read();
    await daemon.start(greedy);
    const pressed = await watch.until(isPressed, 5, patienceSeconds);
    await daemon.start(content);
    const isOver = (status: ReadHost) => status.sample.daemons[0]?.state === "up" && !isAtLimit(status);
    const restarted = await watch.until(isOver, 5, patienceSeconds);
    const swap = daemon.withoutSwap === null ? "with swap" : `without swap, since ${daemon.withoutSwap}`;
    return { how: `real pressure, ${swap}`, course: { calm, pressed, restarted } };
  } finally {
    await watch.close();
    await daemon.remove();
  }
}

function isPressed(status: ReadHost): boolean {
  const some = status.sample.system.pressure.memory.value?.some60 ?? 0;
  return some >= 8 && isAtLimit(status) && (status.rates?.perSecond.fileRefaults.value ?? 0) > 0;
}

function isAtLimit({ diagnosis }: ReadHost): boolean {
  return diagnosis.cause.kind === "cgroup-limit";
}

function recorded(why: string): { readonly how: string; readonly course: Course } {
  const { host, samples } = recordedPressure("swap-thrash-6.18");
  let watched = newWatchedHost(host, seconds(15));
  const statuses = samples.map((sample) => {
    const next = takeSample(watched, sample);
    watched = next.watched;
    return next.status;
  });
  const pressed = statuses.findLast(isPressed);
  const restarted = statuses.at(-1);
  if (pressed === undefined || restarted === undefined) throw new Error("the recording shows no pressure");
  return { how: `recorded, since here ${why}`, course: { calm: null, pressed, restarted } };
}
