import { describe, expect, it } from "vitest";
import { subjectOf } from "../../../src/domain/alert/alert-sentence.ts";
import { botHost } from "../../../src/domain/alert/rule.ts";
import { heap, hour, memory, minute, playTold, says, second } from "./play.ts";

describe("the subject of an alert", () => {
  it("is a daemon on a host, a host, or the bot", () => {
    expect(subjectOf(heap)).toBe("zope on web-1");
    expect(subjectOf(memory)).toBe("web-1");
    expect(subjectOf({ host: botHost, rule: "bot", daemon: "store" })).toBe("the bot");
  });
});

describe("the sentences of an alert", () => {
  it("say what happened, where, and for how long", () => {
    const game = playTold();
    const said: string[] = [];
    const keep = (effects: readonly { sentence?: string; kind: string }[]) =>
      said.push(
        ...effects.flatMap(({ kind, sentence }) => (kind === "tell" && sentence !== undefined ? [sentence] : [])),
      );
    keep(game.step(9 * hour, { kind: "tick" }).effects);
    game.say(9 * hour + second, "critical", { pendingMs: minute });
    const critical = says("critical", { pendingMs: minute });
    keep(game.step(9 * hour + second + minute, { kind: "tick" }, { evaluations: [critical] }).effects);
    const figures = "heap 3.1 GiB, 86 % of its threshold";
    expect(said).toEqual([
      "zope on web-1: no data for 8 h 58 min; the last figures stay until there are new ones",
      `Critical · zope on web-1: ${figures}; it has lasted for 8 h 59 min`,
    ]);
  });
});
