import { expect, it } from "vitest";
import { evaluateRules } from "../../../../src/domain/alert/evaluate-rules.ts";
import type { BotTrouble } from "../../../../src/domain/alert/event.ts";
import { noMemory, type RuleMemory } from "../../../../src/domain/alert/host-alerts.ts";
import { botHost } from "../../../../src/domain/alert/rule.ts";
import { troublesMax } from "../../../../src/domain/alert/rules/bot.ts";
import { aContext, of } from "./rig.ts";

const store: BotTrouble = { name: "store", severity: "critical", sentence: "the disk is full", advice: "Make room." };
const late: BotTrouble = {
  name: "late",
  severity: "warning",
  sentence: "readings are late",
  advice: "Read less often.",
};

function tell(troubles: readonly BotTrouble[], memory: RuleMemory = noMemory) {
  return evaluateRules({ host: botHost, memory }, { kind: "self", troubles }, aContext());
}

it("each trouble of the bot is one key, and is over when it is not named any more", () => {
  const first = tell([store, late]);
  expect(of(first, "bot", "store")).toMatchObject({ level: "critical", finding: { sentence: "the disk is full" } });
  expect(of(first, "bot", "late")).toMatchObject({ level: "warning", key: { host: botHost } });
  const second = tell([late], first.memory);
  expect(of(second, "bot", "store").level).toBe("clear");
  expect(of(second, "bot", "late").level).toBe("warning");
  const third = tell([], second.memory);
  expect(third.evaluations.map(({ level }) => level)).toEqual(["clear", "clear"]);
  expect(tell([]).evaluations).toEqual([]);
});

it("names of troubles are remembered up to a limit", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ ...late, name: `trouble-${index}` }));
  const { memory, evaluations } = tell(many);
  expect(memory.troubles).toHaveLength(troublesMax);
  expect(evaluations).toHaveLength(troublesMax);
});
