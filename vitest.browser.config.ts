import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** The page in a real Chromium. Separate from `npm test`, which needs nothing but Node. */
export default defineConfig({
  test: {
    include: ["test/real/browser/**/*.test.ts"],
    globalSetup: ["test/real/browser/support/build-page.ts"],
    // One browser at a time: several would make each other's deadlines a matter of luck on a small machine.
    fileParallelism: false,
    ...patience,
    passWithNoTests: false,
  },
});
