import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** What needs a real sshd, the real awks or real minutes; the page in a real browser and what starves this machine have their own. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    exclude: ["test/real/browser/**", "test/real/pressure/**", "node_modules/**"],
    ...patience,
    passWithNoTests: false,
  },
});
