import { describe, expect, it } from "vitest";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import { story } from "../../diagnosis/input.ts";
import { of, read } from "./rig.ts";

describe("the load for each CPU", () => {
  it.each([
    [2.4, "clear"],
    [2.42, "held"],
    [3, "held"],
    [3.02, "warning"],
    [8, "warning"],
    [8.02, "critical"],
    [null, "unknown"],
  ] as const)("%s on 2 CPUs is %s", (load, level) => {
    expect(of(read({ said: { load } }), "load").level).toBe(level);
  });

  it("is not known without the number of CPUs", () => {
    expect(of(read({ said: { load: 99, cpus: null } }), "load").level).toBe("unknown");
  });

  it("is told with its cause, also while memory is short", () => {
    const { level, finding } = of(read({ said: story, daemons: story.daemons ?? [] }), "load");
    expect(level).toBe("critical");
    expect(finding.sentence).toBe("load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory");
    expect(finding.advice).toBe("Restart zope when few are connected: it gives back about 2.8 GiB.");
    expect(finding.measureText).toBe("8.0 for each CPU");
  });

  it("with bounds below the diagnosis' own has no cause, and advice all the same", () => {
    const settings = { load: { ...defaultAlertSettings.load, warning: 0.5, clear: 0.4 } };
    const { level, finding } = of(read({ said: { load: 2 } }, { settings }), "load");
    expect(level).toBe("warning");
    expect(finding.sentence).toBe("load 2.0 on 2 CPUs with 4 % busy");
    expect(finding.advice).toBe("See what runs (top), and whether it should.");
  });
});
