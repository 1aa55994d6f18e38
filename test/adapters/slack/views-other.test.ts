import { describe, expect, it } from "vitest";
import { detailBlocks } from "../../../src/adapters/slack/views/details.ts";
import { renderDetailsModal } from "../../../src/adapters/slack/views/render-details-modal.ts";
import { renderHome } from "../../../src/adapters/slack/views/render-home.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { listCommands } from "../../../src/domain/command/list-commands.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { Reply } from "../../../src/services/ports.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { noRights } from "../../support/known-words.ts";
import { aSample, size } from "../../support/sample.ts";
import { aBigDaemon, aFailedHost, aHost, aStarvingHost, now, replyOf } from "./boards.ts";
import { expectGood, linesOf } from "./check-message.ts";
import { aHome } from "./homes.ts";

const calmly = aSample().system.pressure;
const cpuPressure = {
  ...calmly,
  cpu: known({ some10: 40, some60: 40, some300: 40, full10: null, full60: null, full300: null }),
};

describe("the answer to why", () => {
  it("gives cause, evidence, culprits, victims and what to do now", () => {
    const message = renderReply(replyOf([aStarvingHost()], "why"));
    const lines = linesOf(message.blocks);
    expect(lines[0]).toMatch(/^:red_circle: \*scipy is starving\*/);
    expect(message.text).toMatch(/^scipy is starving: .* Restart zope when few are connected/);
    expect(lines).toContain("*Evidence*");
    expect(lines).toContain("*Culprits*: zope holds 3.6 GiB (45 % of RAM), a restart gives back 2.8 GiB");
    expect(lines.indexOf("*Evidence*")).toBe(
      lines.findIndex((line) => line.startsWith("*What to do now*: Restart")) + 1,
    );
    expectGood(message);
  });

  it("does not say again what the headline has said", () => {
    const starving = linesOf(renderReply(replyOf([aStarvingHost()], "why")).blocks);
    expect(starving[1]).toBe(
      "Memory is so short that the host starves: 240 pages/s come back from swap while 180 leave for it.",
    );
    const busy = aHost({ system: { load: known({ one: 6, five: 5, fifteen: 4 }), pressure: cpuPressure } });
    expect(linesOf(renderReply(replyOf([busy], "why")).blocks).slice(1, 3)).toEqual([
      "*What to do now*: See what computes (top), and whether it should.",
      "*Evidence*",
    ]);
    expect(linesOf(renderReply(replyOf([aHost()], "why")).blocks).slice(1, 3)).toEqual([
      "*What to do now*: Nothing.",
      "*Evidence*",
    ]);
  });

  it("explains the worst of many within twelve lines and names the rest", () => {
    const hosts = Array.from({ length: 6 }, (_, index) => aStarvingHost(`scipy-${index}`));
    const message = renderReply(replyOf(hosts, "why"));
    expect(linesOf(message.blocks)).toContain(
      "Not fine either: scipy-1, scipy-2, scipy-3, scipy-4, scipy-5. Ask for one of them by its name.",
    );
    expect(linesOf(message.blocks).length).toBeLessThanOrEqual(12);
    expect(linesOf(renderReply(replyOf(hosts.slice(0, 1), "why")).blocks).join("\n")).not.toContain("Not fine either");
    expectGood(message);
  });

  it("explains a host that is fine where one of its daemons is not, before those that need nothing", () => {
    const ill = aHost({
      host: "web-2",
      daemons: [aBigDaemon({ state: "down", heapBytes: absent("the process is gone") })],
    });
    const message = renderReply(replyOf([aHost(), ill], "why"));
    const lines = linesOf(message.blocks);
    expect(lines[0]).toMatch(/^:warning: \*zope on web-2 is down\*; the hosts themselves are fine: highest load/);
    expect(lines).toContain("*web-2*");
    expect(lines).toContain("*What to do now*: zope is down: look at the end of its log, and start it.");
    expect(message.text).toContain("What to do now on web-2: zope is down");
    expectGood(message);
  });
});

describe("the other answers", () => {
  it.each<[string, Reply, string]>([
    [
      "help",
      {
        kind: "help",
        commandName: "/ops",
        hosts: ["web-1"],
        commands: listCommands({ hosts: ["web-1"], daemons: [] }, noRights),
        note: null,
      },
      "• `/ops why web-1` why a host is slow, with the evidence and what to do",
    ],
    [
      "a slip",
      { kind: "usage", commandName: "/ops", sentence: 'Nothing is called "stauts".', suggestion: "/ops status" },
      "Did you mean `/ops status`?",
    ],
    [
      "an example",
      { kind: "usage", commandName: "/ops", sentence: "What?", suggestion: "/ops lock web-1 moving", isExample: true },
      "For example: `/ops lock web-1 moving`",
    ],
    [
      "no guess",
      { kind: "usage", commandName: "/ops", sentence: "What?", suggestion: null },
      "`/ops help` lists what you can ask.",
    ],
    [
      "help for who may not do everything",
      { kind: "help", commandName: "/ops", hosts: [], commands: [], note: "You are a guest, so some is left_out." },
      "_You are a guest, so some is left＿out._",
    ],
    ["an examination that finds nothing", { kind: "doctor", findings: [] }, "*Nothing keeps the bot from its work.*"],
    [
      "an examination with something to mend, first what keeps the bot from its work",
      {
        kind: "doctor",
        findings: [
          { subject: "slack", check: "scopes", outcome: "warning", sentence: "Missing: <x>." },
          { subject: "web-1", check: "reach", outcome: "failed", sentence: "It does not answer." },
          { subject: "db-1", check: "reach", outcome: "ok", sentence: "It answered." },
        ],
      },
      ":red_circle: *To mend* · web-1, reach: It does not answer.",
    ],
    ["a notice", { kind: "notice", sentence: "5 < 6 & 7 > 2" }, "5 &lt; 6 &amp; 7 &gt; 2"],
    ["who was quicker", { kind: "notice", sentence: "Done already.", by: "U02BOB" }, "Done already. It was <@U02BOB>."],
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
    expect(text).toContain("tasks waiting for memory or a disk: not known, because the field is malformed");
    expect(text).toContain("connections: not known, because it was not asked for");
    expect(text).toContain("CPU shares and rates need two readings");
  });

  it("says in the dialog how a daemon that is down is looked for, and no figure of it", () => {
    const daemon = aBigDaemon({ state: "down", heapBytes: absent("the process is gone") });
    const text = JSON.stringify(
      renderDetailsModal({ kind: "details", board: replyOf([aHost({ daemons: [daemon] })]).board, now }),
    );
    expect(text).toContain("*zope* is down: no process matches `unit zope.service`");
    expect(text).not.toContain("process is gone");
  });

  it("shows the worst host first in the dialog, and names those that do not fit", () => {
    const hosts = [
      ...Array.from({ length: 14 }, (_, index) => aHost({ host: `web-${index}`, daemons: [aBigDaemon()] })),
      aStarvingHost(),
    ];
    const { board } = replyOf(hosts);
    const shown = detailBlocks(board, now, 25).map((block) => block.text?.text ?? "");
    const names = hosts.map(({ host }) => host).filter((host) => !shown.some((text) => text.startsWith(`${host}: `)));
    expect(shown[0]).toBe("scipy: starving");
    expect(names).toEqual(["web-11", "web-12", "web-13"]);
    expect(shown.at(-1)).toBe(`… there is more than fits here. Ask for one host by its name: ${names.join(", ")}.`);
    expect(detailBlocks(board, now, 2).map((block) => block.text?.text ?? "")[0]).toBe("scipy: starving");
    expect(detailBlocks(board, now, 30)).toHaveLength(30);
  });

  it("says in the dialog what a figure means, and no zero that means nothing", () => {
    const system = { swap: { totalBytes: size(0), freeBytes: size(0), devices: known([]) } };
    const host = { ...aHost({ system, daemons: [aBigDaemon()] }), rates: aStarvingHost().rates };
    const text = JSON.stringify(renderDetailsModal({ kind: "details", board: replyOf([host]).board, now }));
    expect(text).toContain("• no swap");
    expect(text).not.toMatch(/swap free|swap areas|swapped (?:in|out):|summed over|PSS/);
    expect(text).toContain("*zope* is up and over its threshold");
  });

  it("says in the dialog that a heap is a sum only where there is something to sum", () => {
    const daemon = aBigDaemon();
    const processes = [...daemon.figures.processes, ...daemon.figures.processes];
    const host = aHost({ daemons: [{ ...daemon, figures: { ...daemon.figures, processes } }] });
    const text = JSON.stringify(renderDetailsModal({ kind: "details", board: replyOf([host]).board, now }));
    expect(text).toContain("3.6 GiB, summed over its processes");
  });

  it("lists on the Home tab each host once, with its daemons below it", () => {
    const { blocks } = renderHome(aHome([aHost({ daemons: [aBigDaemon()] }), aFailedHost("db-2")]), "/scipy");
    const text = JSON.stringify(blocks);
    expect(text).toContain('"Hosts and daemons"');
    expect(text).toMatch(/\*web-1\*, fine: [^"]*\\n\*↳ zope\* over threshold/);
    expect(text.split("*web-1*")).toHaveLength(2);
  });

  it("fits the dialog and the Home tab of a fleet", () => {
    const hosts = Array.from({ length: 80 }, (_, index) =>
      index % 7 === 0 ? aFailedHost(`db-${index}`) : aStarvingHost(`scipy-${index}`),
    );
    const reply = replyOf(hosts);
    expect(validateView(renderDetailsModal({ kind: "details", board: reply.board, now }))).toEqual([]);
    expect(validateView(renderHome(aHome(hosts), "/scipy"))).toEqual([]);
    expectGood(renderReply({ kind: "details", board: reply.board, now }));
    expectGood(renderReply(reply));
  });
});
