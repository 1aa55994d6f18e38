import { describe, expect, it } from "vitest";
import { absent, known } from "../../../../src/domain/figure.ts";
import { size } from "../../../support/sample.ts";
import { gibibyte, of, read, readAll, zope } from "./rig.ts";

/** Of a threshold at which the shares of the table are whole bytes. */
const heapOf = (share: number) => ({ ...zope({ heap: share * 1e9 }), thresholdBytes: size(1e9) });

describe("a heap against its threshold", () => {
  it.each([
    [0.8, "clear"],
    [0.801, "held"],
    [0.849, "held"],
    [0.85, "warning"],
    [0.999, "warning"],
    [1, "critical"],
    [1.6, "critical"],
  ] as const)("%s of it is %s", (share, level) => {
    expect(of(read({ daemons: [heapOf(share)] }), "heap", "zope").level).toBe(level);
  });

  it("is told with what a restart gives back and whom it would cut off", () => {
    const base = zope({ heap: 3.1 * gibibyte, figures: { connections: known(12) } });
    const daemon = { ...base, thresholdBytes: size(3.6 * gibibyte), givesBackBytes: size(2.7 * gibibyte) };
    const { finding } = of(read({ daemons: [daemon] }), "heap", "zope");
    expect(finding.sentence).toBe("heap 3.1 of 3.6 GiB, 86 % of its threshold");
    expect(finding.advice).toBe("Restart it at the next quiet hour: it gives back about 2.7 GiB.");
    expect(finding.measureText).toBe("3.1 GiB");
    expect(finding.figures).toEqual([
      { name: "Heap", text: "3.1 GiB" },
      { name: "Threshold", text: "3.6 GiB" },
      { name: "A restart gives back", text: "2.7 GiB" },
      { name: "Share of RAM", text: "39 %" },
      { name: "Connections", text: "12" },
    ]);
  });

  it("just below its threshold is not told as all of it, and past it one does not wait for the night", () => {
    const finding = (share: number) => of(read({ daemons: [heapOf(share)] }), "heap", "zope").finding;
    expect(finding(0.999).sentence).toContain("99 % of its threshold");
    expect(finding(0.999).advice).toBe("Restart it at the next quiet hour.");
    expect(finding(1).sentence).toContain("100 % of its threshold");
    expect(finding(1).advice).toBe("Restart it when few are connected.");
    expect(finding(0.5).advice).toBe("Nothing needs to be done.");
  });

  it("is not known without heap or threshold", () => {
    const hidden = absent("the host hides other people's processes");
    const auto = { ...heapOf(0.9), thresholdBytes: absent("there is not enough history yet") };
    for (const daemon of [zope({ figures: { heapBytes: hidden } }), auto]) {
      const { level, finding } = of(read({ daemons: [daemon] }), "heap", "zope");
      expect(level).toBe("unknown");
      expect(finding.measure).toBeNull();
    }
  });

  it("says of RSS that it is blind to swap", () => {
    const { finding } = of(read({ daemons: [zope({ figures: { heapSource: "rss" } })] }), "heap", "zope");
    expect(finding.figures[0]?.text).toBe("2.0 GiB (RSS, blind to swap)");
  });

  it("is over when its daemon goes down, and a restart is named as what ended it", () => {
    const down = zope({ figures: { state: "down", processes: [], heapBytes: absent("the process is gone") } });
    const [, gone, back] = readAll([
      { daemons: [heapOf(0.9)] },
      { daemons: [down], afterMs: 15_000 },
      { daemons: [zope({ pid: 5000, startedAt: 1020, heap: gibibyte })], afterMs: 30_000 },
    ]);
    expect(of(gone, "heap", "zope")).toMatchObject({ level: "clear", endedBy: "zope went down" });
    expect(of(back, "heap", "zope")).toMatchObject({ level: "clear", endedBy: "zope was restarted" });
    expect(of(back, "down", "zope")).toMatchObject({ level: "clear", endedBy: "zope was restarted" });
  });
});
