import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** Starves this machine of memory for a while, so that nothing else that watches it may run at the same time. */
export default defineConfig({
  test: {
    include: ["test/real/pressure/**/*.test.ts"],
    ...patience,
    passWithNoTests: false,
  },
});
