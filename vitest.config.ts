import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** `npm test`: what passes with Node alone. The groups that need real components run from `.ci/run`. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "node_modules/**"],
    // One for each CPU: the tests wait more than they compute, and by default a machine with two would run one file at a time.
    maxWorkers: "100%",
    ...patience,
    passWithNoTests: false,
  },
});
