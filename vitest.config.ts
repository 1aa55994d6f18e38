import { defineConfig } from "vitest/config";
import { patience } from "./test/support/patience.ts";

/** `npm test`: what passes with Node alone. The groups that need real components run from `.ci/run`. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "node_modules/**"],
    ...patience,
    passWithNoTests: false,
  },
});
