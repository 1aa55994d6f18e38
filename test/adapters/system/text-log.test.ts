import { describe, expect, it } from "vitest";
import { createTextLog } from "../../../src/adapters/system/text-log.ts";

describe("the log of a trial", () => {
  it("is a line a warning, with the time, what happened and its details", () => {
    const [line] = logged((log) => log.warn("no answer", { host: "web-1", reason: "timed out", next: null }));
    expect(line).toMatch(/^\d\d:\d\d:\d\d warning: no answer \(host web-1, reason timed out\)\n$/);
  });

  it("stays one line, and shows nothing that a terminal would obey", () => {
    const [line] = logged((log) => log.error("fault", { said: "a\nb\u001b[31mred\u0007" }));
    expect(line).toMatch(/error: fault \(said a bred\)\n$/);
  });

  it("keeps to itself what only a log file is for", () => {
    expect(logged((log) => log.info("ready"))).toEqual([]);
  });
});

function logged(act: (log: ReturnType<typeof createTextLog>) => void): string[] {
  const lines: string[] = [];
  act(createTextLog((text) => lines.push(text)));
  return lines;
}
