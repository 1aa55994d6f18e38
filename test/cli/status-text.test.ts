import { describe, expect, it } from "vitest";
import { statusText } from "../../src/cli/status-text.ts";
import { aBigDaemon, aFailedHost, aHost, aStarvingHost, now, replyOf } from "../adapters/slack/boards.ts";

const text = (hosts: Parameters<typeof replyOf>[0], width: number | null = null): string =>
  statusText(replyOf(hosts).board, { now, width });

describe("the status in a terminal", () => {
  it("says of a host in trouble why, what to do now, and the evidence", () => {
    expect(text([aStarvingHost()])).toMatch(
      /\nscipy: Memory is so short .*\n {2}What to do now: Restart zope when few are connected.*\n {2}load per CPU 8 > 1\.5/,
    );
  });

  it("says of a daemon in trouble on a host that is fine what to do now", () => {
    const told = text([aHost({ daemons: [aBigDaemon()] })]);
    expect(told).toMatch(/zope +web-1 +over threshold +3\.6 GiB/);
    expect(told).toContain("What to do now: zope is over its threshold: restart it at a quiet hour");
  });

  it("says no more of a host that is fine than its row", () => {
    expect(text([aHost()])).not.toContain("What to do now");
  });

  it("names a host that did not answer once, and why", () => {
    const told = text([aFailedHost("db-2")])
      .split("\n")
      .at(-2);
    expect(told).toBe("db-2: It did not answer within 5 s. Look whether it is up, or ask again.");
  });

  it("keeps its tables within a terminal of eighty columns", () => {
    const told = text([aStarvingHost(), aHost({ daemons: [aBigDaemon()] })], 80).split("\n");
    const tables = told.filter((line) => /^(HOST|DAEMON|scipy|web-1|zope) {2,}/.test(line));
    expect(tables).toHaveLength(6);
    expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(tables[0]).toContain("MEMORY USED");
    expect(tables[3]).toContain("HEAP");
  });
});
