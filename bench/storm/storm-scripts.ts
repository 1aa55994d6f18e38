import type { Transition } from "../../src/domain/alert/effect.ts";
import type { AlertScript } from "../../test/support/alert-script.ts";
import { createRandom } from "../../test/support/random.ts";

export interface StormShape {
  readonly alerts: number;
  readonly hosts: number;
  /** In ms: every alert fires within it, and goes on by steps of at most a quarter of it. */
  readonly span: number;
}

/** The same storm each time: one alert in ten is critical, half of them get worse, better or resolved in its course. */
export function stormScripts({ alerts, hosts, span }: StormShape): readonly AlertScript[] {
  const random = createRandom(3);
  return Array.from({ length: alerts }, (_, index): AlertScript => {
    const course = courses[Math.floor(random() * courses.length)] ?? ["fired"];
    let at = random() * span;
    return {
      ...{ id: `a${index}`, host: `host-${index % hosts}`, severity: random() < 0.1 ? "critical" : "warning" },
      steps: course.map((transition, step) => {
        if (step > 0) at = Math.min(span, at + (random() * span) / 4);
        return { at, transition, hasLine: false };
      }),
    };
  });
}

const courses: readonly (readonly Transition[])[] = [
  ["fired"],
  ["fired"],
  ["fired", "resolved"],
  ["fired", "worse", "acknowledged", "resolved"],
];
