import { describe, expect, it } from "vitest";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";
import { known } from "../../../../src/domain/figure.ts";
import { aSample, size } from "../../../support/sample.ts";
import { aDaemonStatus, noPressure, story } from "../../diagnosis/input.ts";
import { gibibyte, of, read, type Scene } from "./rig.ts";

const noSwap = { swap: { ...aSample().system.swap, totalBytes: size(0), freeBytes: size(0), devices: known([]) } };
const swapLeft = (free: number) => ({
  swap: { ...aSample().system.swap, totalBytes: size(2 * gibibyte), freeBytes: size(free * 2 * gibibyte) },
});

describe("a host starves when tasks wait for memory", () => {
  it.each([
    [0, 0, "clear"],
    [2.5, 0, "clear"],
    [2.6, 0, "held"],
    [4.99, 0, "held"],
    [5, 0, "warning"],
    [19.9, 0, "warning"],
    [20, 0, "critical"],
    [0, 1, "clear"],
    [0, 1.1, "held"],
    [0, 2, "warning"],
    [0, 10, "critical"],
    [6, 10, "critical"],
    [null, 2, "warning"],
    [6, null, "warning"],
  ] as const)("some %s % and full %s % of the time are %s", (memorySome, memoryFull, level) => {
    expect(of(read({ said: { memorySome, memoryFull } }), "memory").level).toBe(level);
  });

  it("without pressure figures by the signs of the diagnosis: three are critical, two warn, one is nothing", () => {
    const levelWith = (said: Scene["said"]) => of(read({ said: { ...noPressure, ...said } }), "memory").level;
    expect(levelWith({ available: 9 })).toBe("clear");
    expect(levelWith({ available: 9, majorFaults: 501 })).toBe("warning");
    expect(levelWith({ available: 4, majorFaults: 501 })).toBe("warning");
    expect(levelWith({ available: 9, majorFaults: 501, directScans: 1 })).toBe("critical");
    expect(levelWith({})).toBe("clear");
  });

  it("is not known where neither pressure nor signs can be read, and never clear", () => {
    const said = { ...noPressure, available: null, first: true };
    const { level, finding } = of(read({ said }), "memory");
    expect(level).toBe("unknown");
    expect(finding.sentence).toBe("whether memory is short cannot be told from the figures that there are");
  });
});

/** Shares of the RAM that are whole bytes, so that the bound itself can be met. */
const exact = {
  memory: { ...defaultAlertSettings.memory, availableWarning: 12.5, availableCritical: 6.25 },
};

describe("little memory available counts beside a second sign only", () => {
  it.each([
    ["calm, with swap to spare", { said: { available: 3 }, system: swapLeft(0.5) }, "clear"],
    ["tasks begin to wait", { said: { available: 9.9, memorySome: 2.6 }, system: swapLeft(0.5) }, "warning"],
    ["tasks begin to wait, and hardly any is left", { said: { available: 4.9, memorySome: 2.6 } }, "critical"],
    ["no swap, at the bound", { said: { available: 12.5 }, system: noSwap }, "clear"],
    ["no swap, below it", { said: { available: 12.4 }, system: noSwap }, "warning"],
    ["no swap, at the harder bound", { said: { available: 6.25 }, system: noSwap }, "warning"],
    ["no swap, and hardly any is left", { said: { available: 6.2 }, system: noSwap }, "critical"],
    ["swap with a tenth to spare", { said: { available: 4 }, system: swapLeft(0.1) }, "clear"],
    ["swap all but full", { said: { available: 9 }, system: swapLeft(0.09) }, "warning"],
    ["no swap, no pressure figures", { said: { ...noPressure, available: 4 }, system: noSwap }, "critical"],
  ] as const)("%s", (_, scene, level) => {
    expect(of(read(scene, { settings: exact }), "memory").level).toBe(level);
  });

  it("says which two signs they are", () => {
    expect(of(read({ said: { available: 4 }, system: noSwap }), "memory").finding.sentence).toBe(
      "4 % of RAM is available and there is no swap",
    );
  });
});

it("the sentence names the daemon that would give back most, and the figures have their units", () => {
  const { level, finding } = of(read({ said: story, daemons: story.daemons ?? [] }), "memory");
  expect(level).toBe("critical");
  expect(finding.sentence).toBe("tasks waited for memory 41 % of the last minute; zope would give back 35 % of RAM");
  expect(finding.advice).toBe("Restart zope when few are connected: it gives back about 2.8 GiB.");
  expect(finding.measure).toBe(41.2);
  expect(finding.figures).toEqual([
    { name: "Some task waited for memory", text: "41 % of the last minute" },
    { name: "Every task waited for memory", text: "20 % of the last minute" },
    { name: "Memory available", text: "0.2 of 8.0 GiB" },
    { name: "Swap used", text: "0.0 of 2.0 GiB" },
    { name: "Swapped in / out", text: "200 / 180 pages/s" },
    { name: "Gives back most", text: "zope would give back 35 % of RAM" },
  ]);
});

it("while it only holds, the words stay those of the problem", () => {
  const daemons = [aDaemonStatus("zope", 0.45, { givesBack: 0.35 })];
  const { finding } = of(read({ said: { memorySome: 4 }, daemons }), "memory");
  expect(finding.sentence).toContain("zope would give back 35 % of RAM");
  expect(finding.advice).toContain("Restart zope");
});

it("bounds lower than those of the diagnosis still give advice", () => {
  const settings = { memory: { ...defaultAlertSettings.memory, someWarning: 1, someCritical: 2 } };
  const { level, finding } = of(read({ said: { memorySome: 2 } }, { settings }), "memory");
  expect(level).toBe("critical");
  expect(finding.advice).toContain("find what does");
});
