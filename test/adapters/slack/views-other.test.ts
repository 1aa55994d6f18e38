import { describe, expect, it } from "vitest";
import { renderDetailsModal } from "../../../src/adapters/slack/views/render-details-modal.ts";
import { renderHome } from "../../../src/adapters/slack/views/render-home.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { absent } from "../../../src/domain/figure.ts";
import type { Reply } from "../../../src/services/ports.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { aBigDaemon, aFailedHost, aHost, aStarvingHost, now, replyOf } from "./boards.ts";
import { expectGood, linesOf } from "./check-message.ts";

describe("the answer to why", () => {
  it("gives cause, evidence, culprits, victims and what to do now", () => {
    const message = renderReply(replyOf([aStarvingHost()], "why"));
    const lines = linesOf(message.blocks);
    expect(lines[0]).toMatch(/^:red_circle: \*scipy is starving\*/);
    expect(message.text).toMatch(/^scipy is starving: .* Restart zope when few are connected/);
    expect(lines).toContain("*Evidence*");
    expect(lines).toContain("*Culprits*: zope holds 3.6 GiB (45 % of RAM), a restart gives back 2.8 GiB");
    expect(lines).toContainEqual(expect.stringMatching(/^\*What to do now\*: ./));
    expectGood(message);
  });

  it("explains the worst three of many and names the rest", () => {
    const hosts = Array.from({ length: 9 }, (_, index) => aStarvingHost(`scipy-${index}`));
    const message = renderReply(replyOf(hosts, "why"));
    expect(linesOf(message.blocks)).toContain("… and 6 more are not fine. Ask for one of them by its name.");
    expectGood(message);
  });
});

describe("the other answers", () => {
  it.each<[string, Reply, string]>([
    ["help", { kind: "help", commandName: "/ops", hosts: ["web-1"] }, "• `/ops why web-1` the same for one host"],
    [
      "a slip",
      { kind: "usage", commandName: "/ops", sentence: 'Nothing is called "stauts".', suggestion: "/ops status" },
      "Did you mean `/ops status`?",
    ],
    [
      "no guess",
      { kind: "usage", commandName: "/ops", sentence: "What?", suggestion: null },
      "`/ops help` lists what you can ask.",
    ],
    ["a notice", { kind: "notice", sentence: "5 < 6 & 7 > 2" }, "5 &lt; 6 &amp; 7 &gt; 2"],
  ])("says it in whole sentences: %s", (_, reply, line) => {
    const message = renderReply(reply);
    expect(linesOf(message.blocks)).toContain(line);
    expectGood(message);
  });

  it("lists every figure in the dialog, and the reason of each that is absent", () => {
    const system = { tasksBlocked: absent("the field is malformed") };
    const host = aHost({ system, daemons: [aBigDaemon({ connections: absent("it was not asked for") })] });
    const view = renderDetailsModal({ kind: "details", board: replyOf([host]).board, now });
    expect(validateView(view)).toEqual([]);
    const text = JSON.stringify(view);
    expect(text).toContain("tasks waiting for memory or a disk not known, because the field is malformed");
    expect(text).toContain("connections not known, because it was not asked for");
    expect(text).toContain("CPU shares and rates need two readings");
  });

  it("fits the dialog and the Home tab of a fleet", () => {
    const hosts = Array.from({ length: 80 }, (_, index) =>
      index % 7 === 0 ? aFailedHost(`db-${index}`) : aStarvingHost(`scipy-${index}`),
    );
    const reply = replyOf(hosts);
    expect(validateView(renderDetailsModal({ kind: "details", board: reply.board, now }))).toEqual([]);
    expect(validateView(renderHome(reply, "/scipy"))).toEqual([]);
    expectGood(renderReply({ kind: "details", board: reply.board, now }));
    expectGood(renderReply(reply));
  });
});
