import { describe, expect, it } from "vitest";
import { howRuleWorks } from "../../../src/domain/alert/how-rule-works.ts";
import { ruleNames } from "../../../src/domain/alert/rule.ts";
import { defaultAlertSettings } from "../../../src/domain/alert/settings.ts";

describe("how a rule works", () => {
  it.each(ruleNames)("is said of %s in whole sentences with the page that says more", (rule) => {
    const said = howRuleWorks(rule, defaultAlertSettings);
    expect(said).toMatch(new RegExp(`^(Warns|Tells) .* docs/alerts\\.md, section ${rule}\\.$`));
    expect(said).not.toMatch(/undefined|NaN|null/);
  });

  it("has the numbers that hold for the daemon", () => {
    const heap = { ...defaultAlertSettings.heap, warning: 0.7, timing: { pendingMs: 0, keepFiringMs: 90_000 } };
    expect(howRuleWorks("heap", { ...defaultAlertSettings, heap })).toBe(
      "Warns when the daemon's heap, anonymous memory and swap together, reaches 70 % of its threshold (critical: 100 %); clear below 80 %. It fires at once, and resolves when it has been clear for 1 min 30 s, longer each time that it comes back. Every number can be changed; see docs/alerts.md, section heap.",
    );
  });
});
