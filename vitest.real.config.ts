import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { patience } from "./test/support/patience.ts";

/** What takes minutes, most of them waiting: begun last, it would be waited for alone. */
const longest = [
  "demo-curve",
  "kill-restart",
  "demo-alert",
  "command-line",
  "forced-command",
  "kill-outbox",
  "whole-way",
  "unit",
  "restart-unit",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** What needs a real sshd, the real awks or real minutes; the page in a real browser and what starves this machine have their own. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    exclude: ["test/real/browser/**", "test/real/pressure/**", "node_modules/**"],
    // Two at a time on whatever machine: more than half of their time they wait for real minutes.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    ...patience,
    passWithNoTests: false,
  },
});
