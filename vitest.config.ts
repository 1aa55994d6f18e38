import { defineConfig } from "vitest/config";

/** `npm test`: what passes with Node alone. The groups that need real components run from `.ci/run`. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "node_modules/**"],
    testTimeout: 15_000,
    passWithNoTests: false,
  },
});
