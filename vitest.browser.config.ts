import { defineConfig } from "vitest/config";

/** The page in a real Chromium. Separate from `npm test`, which needs nothing but Node. */
export default defineConfig({
  test: {
    include: ["test/real/browser/**/*.test.ts"],
    globalSetup: ["test/real/browser/support/build-page.ts"],
    // One browser at a time: several would make each other's deadlines a matter of luck on a small machine.
    fileParallelism: false,
    testTimeout: 40_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
