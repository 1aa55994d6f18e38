import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/domain/doctor/finding.ts";
import { alice, answeringBot, whispered } from "../../support/answering-bot.ts";

const found: Finding = { subject: "web-1", check: "reach", outcome: "failed", sentence: "It is down." };

describe("doctor", () => {
  it("shows the asker alone what was found, at once when it is quick", async () => {
    const { said, looks, handlers } = answeringBot();
    looks.examine = async () => [found];
    await handlers.command({ ...alice, text: "doctor" });
    expect(said).toEqual([{ how: "whisper", where: alice.answerTo, reply: { kind: "doctor", findings: [found] } }]);
  });

  it("says that it is at work when a host lets it wait, and asks nothing twice for two who ask", async () => {
    const { said, looks, clock, handlers } = answeringBot();
    let times = 0;
    let finish: (findings: readonly Finding[]) => void = () => undefined;
    looks.examine = () => {
      times += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    };
    const asked = Promise.all([1, 2].map(() => handlers.command({ ...alice, text: "doctor" })));
    await clock.advance(2000);
    expect(whispered(said)).toEqual([expect.stringMatching(/^Looking/), expect.stringMatching(/^Looking/)]);
    finish([found]);
    await asked;
    expect(times).toBe(1);
    expect(said.map(({ reply }) => reply.kind)).toEqual(["notice", "notice", "doctor", "doctor"]);
  });

  it("is looked at anew by who asks later", async () => {
    const { looks, handlers } = answeringBot();
    let times = 0;
    looks.examine = async () => {
      times += 1;
      return [];
    };
    await handlers.command({ ...alice, text: "doctor" });
    await handlers.command({ ...alice, text: "doctor" });
    expect(times).toBe(2);
  });

  it("tells a guest nothing, since it names accounts and files of hosts", async () => {
    const { said, looks, handlers } = answeringBot();
    looks.whyNoMember = "You are a guest in this workspace";
    await handlers.command({ ...alice, text: "doctor" });
    expect(whispered(said)).toEqual([expect.stringMatching(/^You are a guest in this workspace, so/)]);
  });
});
