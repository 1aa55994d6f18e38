import { defineConfig } from "vitest/config";

/** What needs a real sshd, the real awks or real minutes; the page in a real browser has its own configuration. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    exclude: ["test/real/browser/**", "node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
