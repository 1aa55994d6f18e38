import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** What needs a real sshd, the real awks or real minutes; the page in a real browser has its own configuration. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    exclude: ["test/real/browser/**", "node_modules/**"],
    ...patience,
    passWithNoTests: false,
  },
});
