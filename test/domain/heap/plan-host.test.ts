import { describe, expect, test } from "vitest";
import { explainPlan } from "../../../src/domain/heap/explain-plan.ts";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { type HostDaemon, type HostPlan, planDays, planHost } from "../../../src/domain/heap/plan-host.ts";
import type { TrafficPoint } from "../../../src/domain/heap/traffic-readings.ts";
import { type Instant, instant, millis } from "../../../src/domain/time.ts";
import { createRandom } from "../../support/random.ts";

const hour = 3600;
const day = 24 * hour;
const gibi = 1024 ** 3;
/** A Monday. */
const monday = 1_700_438_400 - (1_700_438_400 % day);
const hourOfWeek = (at: Instant): number => Math.floor((at / 1000 - monday) / hour + 168 * 1000) % 168;
const roomy = { ramBytes: 16 * gibi, kernelBytes: gibi, othersBytes: gibi, cacheFloorBytes: gibi };

/** Recorded for so many days, of which it was last started `age` days before the end. */
function daemon(
  name: string,
  growth: (days: number) => number,
  { days = 24, age = 10, pool = null as string | null } = {},
): HostDaemon {
  const random = createRandom(name.length);
  const points: HeapPoint[] = [];
  const traffic: TrafficPoint[] = [];
  for (let step = 0; step < days * 48; step++) {
    const [at, isOld] = [step / 48, step / 48 < days - age];
    const grown = growth(isOld ? at : at - (days - age));
    const epoch = isOld ? "before" : "now";
    points.push({ t: monday + step * 1800, heapBytes: grown * gibi * (1 + 0.01 * random()), cpuTicks: null, epoch });
    if (step % 2 === 0) {
      const connections = { median: (step / 2) % 24 === 3 || (step / 2) % 24 === 4 ? 1 : 20 };
      traffic.push({
        at: instant(1000 * (monday + step * 1800)),
        over: millis(1000 * hour),
        connections,
        cpuTicks: null,
        epoch,
      });
    }
  }
  return { name, pool, points, traffic };
}

const leak = (days: number): number => 1 + 0.3 * days;
const plateau = (days: number): number => 1 + 2 * (1 - Math.exp(-days));

function planOf(daemons: readonly HostDaemon[], host = roomy): HostPlan {
  const found = planHost({ host, daemons, hourOfWeek });
  if (!found.ok) throw new Error(found.error.sentence);
  return found.value;
}

const tell = (at: Instant): string => `day ${Math.floor((at / 1000 - monday) / day)}`;

describe("the plan of a host", () => {
  const leaking = planOf([daemon("zope-1", leak), daemon("zope-2", plateau)]);

  test("restarts no later and wants no less RAM where ranges are widened, and names the daemon", () => {
    const wide = planOf([{ ...daemon("zope-1", leak), widening: 3 }, daemon("zope-2", plateau)]);
    expect(wide.verdicts).toEqual(leaking.verdicts);
    expect(Number(wide.plan.firstRestartAt)).toBeLessThanOrEqual(Number(leaking.plan.firstRestartAt));
    const needed = ({ ram }: HostPlan) => (ram.kind === "for days" ? ram.spans[2]?.sizes[1]?.neededBytes : undefined);
    expect(Number(needed(wide))).toBeGreaterThan(Number(needed(leaking)));
    expect(explainPlan(wide, tell).widened).toBe(
      "Ranges are widened, since earlier ones held less often than promised: zope-1 ×3.",
    );
    expect(explainPlan(leaking, tell).widened).toBeNull();
  });

  test("restarts what grows, in the quiet hours, before all daemons together exceed the budget", () => {
    // 0.9 · 16 − 3 = 11.4 GiB; zope-2 holds 3, zope-1 reaches 8.4 after 24.7 days and is 10 days old on day 24.
    expect(leaking.budgetBytes).toBeCloseTo(11.4 * gibi, 0);
    expect(leaking.plan.restarts[0]?.daemon).toBe("zope-1");
    const first = leaking.plan.restarts[0]?.at ?? instant(0);
    expect(hourOfWeek(first) % 24).toBe(3);
    expect((first / 1000 - monday) / day).toBeGreaterThan(30);
    expect((first / 1000 - monday) / day).toBeLessThan(39);
    expect(leaking.plan.windows.every(({ fits }) => fits)).toBe(true);
  });

  test("says what habits would have cost on the same record", () => {
    expect(leaking.habits.map(({ policy, restarts }) => [policy, restarts])).toEqual([
      ["as it was", 2],
      ["restart nothing", 0],
      ["nightly", 48],
      ["weekly", 8],
    ]);
  });

  test("promises RAM for days only while one grows, and for good when all have settled", () => {
    expect(leaking.ram).toMatchObject({ kind: "for days", because: ["zope-1"] });
    const calm = planOf([daemon("zope-1", plateau), daemon("zope-2", plateau)]);
    expect(calm.ram).toMatchObject({ kind: "for good", restartsSaved: 0 });
    expect(calm.plan.restarts).toEqual([]);
  });

  test("is the same for the same record", () => {
    expect(planOf([daemon("zope-1", leak), daemon("zope-2", plateau)])).toEqual(leaking);
  });

  test.each([
    ["no daemon is watched", [], roomy, "no daemons", "No daemon of this host is watched."],
    [
      "one is too young",
      [daemon("young", leak, { days: 0.25, age: 0.25 })],
      roomy,
      "no forecast",
      "young: No forecast yet: 5 h 30 min of data",
    ],
    [
      "the record is short",
      [daemon("zope", leak, { days: 9, age: 9 })],
      roomy,
      "no quiet hours",
      "zope: No quiet hours can be named yet: 9 d",
    ],
    [
      "all else fills the host",
      [daemon("zope", leak)],
      { ...roomy, ramBytes: gibi },
      "no room",
      "Kernel, other processes",
    ],
  ])("is none, and says why, when %s", (...[, daemons, host, reason, sentence]) => {
    const found = planHost({ host, daemons, hourOfWeek });
    expect(found.ok ? null : found.error.reason).toBe(reason);
    expect(found.ok ? "" : found.error.sentence).toContain(sentence);
  });
});

describe("a plan in words", () => {
  test("says first how long nothing is to be done, and when it is looked at again", () => {
    const told = explainPlan(planOf([daemon("zope-1", leak), daemon("zope-2", plateau)]), tell);
    expect(told.headline).toMatch(/^\d+ quiet windows may pass without a restart; the one of day 3\d needs one\.$/);
    expect(told.restarts[0]).toMatch(/^day 3\d: restart zope-1$/);
    expect(told.notes[0]).toBe("All daemons together may hold 11.4 GiB; each window is safe at 99 %.");
    expect(told.notes.at(-1)).toBe("To be reviewed at day 24 with what was measured until then.");
    expect(told.habits[1]).toBe("restart nothing: 0 restarts, at least 0 h over the limit");
    expect(told.ram).toMatch(/^No RAM ends the restarts while zope-1 may grow on\. For 7 days without a restart: /);
  });

  test("says that nothing is needed where nothing is", () => {
    const told = explainPlan(planOf([daemon("zope-1", plateau)]), tell);
    expect(told.headline).toBe(`No restart is needed in the next ${planDays - 1} quiet windows.`);
    expect(told.ram).toBe("RAM for all heaps at their plateaus: what is there suffices with 99 % probability.");
  });

  test("says where no restart is enough, and what to buy", () => {
    const small = { ramBytes: 6 * gibi, kernelBytes: gibi, othersBytes: gibi, cacheFloorBytes: gibi };
    const told = explainPlan(planOf([daemon("zope-1", plateau), daemon("zope-2", plateau)], small), tell);
    expect(told.headline).toBe("The next quiet window, day 24, needs a restart.");
    expect(told.notes[1]).toMatch(
      /^From day 24 on no restart that is allowed is enough: up to \d\.\d GiB are to be expected/,
    );
    expect(told.ram).toMatch(
      /^RAM for all heaps at their plateaus: 16\.0 GiB suffice with 99 % probability \(1\d\.\d GiB needed\)\. That saves about \d+ restarts a year\.$/,
    );
  });

  test("names who is measured", () => {
    const young = { pool: "web", age: 1.5 };
    const plan = planOf([daemon("web-1", leak, young), daemon("web-2", leak, young)], {
      ...roomy,
      ramBytes: 64 * gibi,
    });
    expect(plan.plan.measuring).toBe("web-1");
    expect(explainPlan(plan, tell).notes).toContain(
      "Measuring: web-1 is let run while the others suffice, so that its plateau is seen.",
    );
  });
});
