import type { Transition } from "../../src/domain/alert/effect.ts";
import type { AlertScript } from "./alert-script.ts";
import { createRandom } from "./random.ts";

/** Over so many lives of the bot something new happens in each. */
export const busyLives = Number(process.env["SCIPY_KILLS"] ?? 200);

/** With 25 alerts each, 40 lives apart. */
const stormsMax = Math.floor(busyLives / 40);

/** The same alerts in every life; the time of a step is the number of the life in which it happens. */
export function killScripts(): readonly AlertScript[] {
  const random = createRandom(7);
  const quiet = Array.from({ length: busyLives * 2 }, (_, index) => Math.floor(index / 2));
  const storms = Array.from({ length: stormsMax * 25 }, (_, index) => 10 + Math.floor(index / 25) * 40);
  return [...quiet, ...storms].map((start, index): AlertScript => {
    const course = courses[Math.floor(random() * courses.length)] ?? courses[0];
    let at = start + random() * 0.9;
    return {
      ...{ id: `a${index}`, host: `h${index}`, severity: random() < 0.2 ? "critical" : "warning" },
      steps: course.map((transition, step) => {
        if (step > 0) at = Math.min(busyLives, at + random() * 4);
        return { at, transition, hasLine: random() < 0.3 };
      }),
    };
  });
}

const courses: readonly [readonly Transition[], ...(readonly Transition[])[]] = [
  ["fired"],
  ["fired", "resolved"],
  ["fired", "worse", "acknowledged", "resolved"],
  ["fired", "resolved", "fired"],
];
