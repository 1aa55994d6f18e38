import { describe, expect, it } from "vitest";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import { aDaemon, aSample, size } from "../../support/sample.ts";
import {
  aBigDaemon,
  aFailedHost,
  aHistory,
  aHost,
  aStarvingHost,
  daemonStatus,
  gibibyte,
  now,
  replyOf,
} from "./boards.ts";
import { expectGood, linesOf } from "./check-message.ts";

describe("the status message", () => {
  it("says first how it stands, in bold with a colour and a word", () => {
    const message = renderReply(replyOf([aStarvingHost()]));
    expect(linesOf(message.blocks)[0]).toBe(
      ":red_circle: *scipy is starving*: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; zope would give back 35 % of RAM",
    );
    expect(linesOf(message.blocks)[1]).toBe(
      "*What to do now*: Restart zope when few are connected: it gives back about 2.8 GiB.",
    );
    expect(message.text).toMatch(
      /^scipy is starving: load 16\.0 .*35 % of RAM\. What to do now: Restart zope .*2\.8 GiB\.$/,
    );
    expectGood(message);
  });

  it("warns first of a daemon over its threshold while its host is fine", () => {
    const message = renderReply(replyOf([aHost({ daemons: [aBigDaemon()] })]));
    expect(linesOf(message.blocks)[0]).toMatch(
      /^:warning: \*zope is over its threshold\* \(3\.6 of 3\.5 GiB\); .* is fine: load/,
    );
    expectGood(message);
  });

  it("has a table of hosts with their daemons in five columns, worst first", () => {
    const small = daemonStatus(aDaemon("gunicorn", 0.5 * gibibyte));
    const { blocks } = renderReply(replyOf([aHost({ daemons: [small] }), aStarvingHost()]));
    const table = blocks.find((block) => block.type === "table");
    expect(linesOf(table === undefined ? [] : [table])).toEqual([
      "Host, daemon | State | Memory | Of RAM | Gives back",
      "scipy | starving | 7.7 of 8.0 GiB | 96 % | –",
      "↳ zope | over threshold, up 8 min | 3.6 of 3.5 GiB | 45 % | 2.8 GiB",
      "web-1 | fine | 2.0 of 8.0 GiB | 25 % | –",
      "↳ gunicorn | up 8 min | 512 MiB | 6 % | –",
    ]);
  });

  it("stays within twelve lines before the table, however many hosts there are", () => {
    const hosts = Array.from({ length: 60 }, (_, index) => aHost({ host: `web-${index}` }));
    const { blocks } = renderReply(replyOf(hosts));
    const before = blocks.slice(
      0,
      blocks.findIndex((block) => block.type === "table"),
    );
    expect(linesOf(before).length).toBeLessThanOrEqual(12);
    expect(linesOf(blocks).join("\n")).toContain("… and 26 more rows");
    expectGood(renderReply(replyOf(hosts)));
  });

  it("tells what to do on which host, and lists the host that needs it before all that do not", () => {
    const calm = Array.from({ length: 20 }, (_, index) => aHost({ host: `web-${index}` }));
    const message = renderReply(replyOf([...calm, aHost({ host: "db-1", daemons: [aBigDaemon()] })]));
    const lines = linesOf(message.blocks);
    expect(lines[1]).toMatch(/^\*What to do now on db-1\*: zope is over its threshold/);
    expect(lines[2]).toMatch(/\*db-1\*, fine/);
    expect(lines).toContain("… and 15 more in the table");
    expectGood(message);
  });

  it("has no advice where nothing is to be done, or where a host's own line gives it", () => {
    for (const host of [aHost(), aFailedHost("db-2")])
      expect(linesOf(renderReply(replyOf([host])).blocks).join("\n")).not.toContain("What to do now");
  });

  it("puts daemons in trouble first in the table, where many are left out", () => {
    const daemons = [
      ...Array.from({ length: 40 }, (_, at) => daemonStatus(aDaemon(`worker-${at}`, gibibyte))),
      aBigDaemon(),
    ];
    const table = renderReply(replyOf([aHost({ daemons })])).blocks.find((block) => block.type === "table");
    expect(linesOf(table === undefined ? [] : [table])[2]).toMatch(/^↳ zope \| over threshold/);
  });

  it("tells while it waits who has answered", () => {
    const message = renderReply(replyOf([aHost(), { kind: "waiting", host: "db-2" }]));
    expect(linesOf(message.blocks).slice(0, 2)).toEqual([
      ":hourglass_flowing_sand: *1 of 2 hosts has answered and is fine*; asking db-2",
      ":hourglass_flowing_sand: *db-2*: asking…",
    ]);
    expectGood(message);
  });

  it("shows no table before anything was read", () => {
    const message = renderReply(replyOf([{ kind: "waiting", host: "db-2" }]));
    expect(message.blocks.map((block) => block.type)).toEqual(["section", "context", "actions"]);
    expectGood(message);
  });

  it("says why a host gave no answer, and how old its last figures are", () => {
    const message = renderReply(replyOf([aFailedHost("db-2", aHost({ host: "db-2" }))]));
    const [first, second] = linesOf(message.blocks);
    expect(first).toBe(":black_circle: *db-2 is unreachable*; 2 s ago it was fine");
    expect(second).toMatch(
      /^It did not answer within 5 s\. Look .* Its last figures, of <!date\^\d+\^\{time\}\|2026-01-15 09:00:00 UTC>: load/,
    );
    expect(message.text).toBe(
      "db-2 is unreachable; 2 s ago it was fine. It did not answer within 5 s. Look whether it is up, or ask again.",
    );
    expect(linesOf(message.blocks)).toContain("db-2 | unreachable; 2 s old | 2.0 of 8.0 GiB | 25 % | –");
    expectGood(message);
  });

  it("says of one dead host among others once why, and what to do", () => {
    const message = renderReply(replyOf([aHost(), aFailedHost("db-2")]));
    expect(linesOf(message.blocks).slice(0, 2)).toEqual([
      ":black_circle: *db-2 is unreachable*; 1 other is fine",
      ":black_circle: *db-2 is unreachable*. It did not answer within 5 s. Look whether it is up, or ask again.",
    ]);
    expect(message.text).toBe(
      "db-2 is unreachable; 1 other is fine. db-2 did not answer within 5 s. Look whether it is up, or ask again.",
    );
    expectGood(message);
  });

  it.each([
    { rule: "that is to come", nextTryAt: instant(now + 1000), says: true },
    { rule: "that is due now", nextTryAt: now, says: false },
    { rule: "that is past", nextTryAt: instant(now - 1000), says: false },
    { rule: "that nobody has planned", nextTryAt: null, says: false },
  ])("tells of a next try $rule: $says", ({ nextTryAt, says }) => {
    const failed = aFailedHost("db-2");
    const host = { ...failed, failure: { ...failed.failure, nextTryAt } };
    const lines = linesOf(renderReply(replyOf([host])).blocks);
    const told = "The next try is at <!date^1768467603^{time_secs}|2026-01-15 09:00:03 UTC>.";
    expect(lines[1]).toBe(
      `It did not answer within 5 s. Look whether it is up, or ask again.${says ? ` ${told}` : ""}`,
    );
  });

  it("gives old figures with their day once the time alone could be that of another", () => {
    const later = instant(now + 12 * 3_600_000);
    const reply = { ...replyOf([aFailedHost("db-2", aHost({ host: "db-2" }))]), now: later };
    expect(linesOf(renderReply(reply).blocks)[1]).toContain(
      "^{date_short_pretty} {time}|2026-01-15 09:00:00 UTC>: load",
    );
  });

  it.each<[string, HostStatus, string[]]>([
    ["a host that is fine", aHost(), ["5 and 15 min: load 0.3, 0.2"]],
    [
      "a fine host that swaps a little",
      {
        ...aHost({
          system: { swap: { totalBytes: size(4 * gibibyte), freeBytes: size(3 * gibibyte), devices: known([]) } },
        }),
        rates: aStarvingHost().rates,
      },
      ["5 and 15 min: load 0.3, 0.2 · 12 % busy · swap: 240 pages in and 180 out per s"],
    ],
    [
      "a host that starves",
      aStarvingHost(),
      [
        "*What to do now*: Restart zope when few are connected: it gives back about 2.8 GiB.",
        "5 and 15 min: load 14.0, 9.2 · 0.3 of 8.0 GiB of RAM available · swap 2.1 of 4.0 GiB used, 240 pages in and 180 out per s",
      ],
    ],
  ])("adds to the verdict on its only host what that lacks: %s", (_, host, lines) => {
    const [opening] = renderReply(replyOf([host])).blocks;
    expect(linesOf(opening === undefined ? [] : [opening]).slice(1)).toEqual(lines);
  });

  it("leaves the second line out where the verdict has said all", () => {
    const system = { load: absent("the field is missing") };
    const [opening] = renderReply(replyOf([{ ...aHost({ system }), diagnosis: aHost().diagnosis }])).blocks;
    expect(linesOf(opening === undefined ? [] : [opening])).toHaveLength(1);
  });

  it("tells what to do should the answer to a question never come", () => {
    const hint = "If this does not change within 10 s, press Refresh.";
    for (const kind of ["status", "why"] as const) {
      expect(linesOf(renderReply(replyOf([{ kind: "waiting", host: "db-2" }], kind)).blocks)).toContain(hint);
      expect(linesOf(renderReply(replyOf([aHost()], kind)).blocks)).not.toContain(hint);
    }
  });

  it.each(["status", "why"] as const)("has a note right below the headline and in the notification (%s)", (kind) => {
    const note = "Channel #ops & others are closed to the bot.";
    const message = renderReply({ ...replyOf([aHost(), aStarvingHost()], kind), note });
    expect(message.blocks.slice(0, 2).map((block) => block.type)).toEqual(["section", "context"]);
    expect(linesOf(message.blocks)[1]).toBe("Channel #ops &amp; others are closed to the bot.");
    expect(message.text).toContain("1 other is fine. Channel #ops &amp; others are closed to the bot.");
    expectGood(message);
  });

  it("carries the answer's id on Refresh and Details", () => {
    const { blocks } = renderReply(replyOf([aHost()]));
    const row = blocks.find((block) => block.type === "actions");
    expect(row).toMatchObject({
      block_id: "answer_actions",
      elements: [
        { action_id: "status_refresh", value: "answer-1" },
        { action_id: "details", value: "answer-1" },
      ],
    });
  });

  it("says of when its figures are, in the reader's own time", () => {
    const lines = linesOf(renderReply(replyOf([aHost()])).blocks);
    expect(lines.at(-1)).toBe("Figures of <!date^1768467600^{time_secs}|2026-01-15 09:00:00 UTC> · read in 12 ms");
  });

  it("says of several hosts the age of the oldest figures and the time of the slowest answer", () => {
    const read = (host: string, ageSeconds: number, tookMs: number) => {
      const { sample, ...rest } = aHost({ host });
      const takenAt = instant(now - ageSeconds * 1000);
      return { ...rest, sample: { ...sample, takenAt, tookMs: millis(tookMs) } };
    };
    const note = (...hosts: readonly HostStatus[]) => linesOf(renderReply(replyOf(hosts)).blocks).at(-1);
    expect(note(read("a", 4, 80), read("b", 65, 12), read("c", 1, 30))).toBe(
      "Figures of <!date^1768467537^{time_secs}|2026-01-15 08:58:57 UTC>, 1 min 5 s old when this was written · 3 hosts read, the slowest in 80 ms",
    );
    expect(note(read("a", 4.9, 80), read("b", 0, 12))).not.toContain("old");
    expect(note(read("a", 0, 80), read("b", 5, 12))).toContain("5 s old when this was written");
  });

  it.each([
    ["12 connections, heap by RSS, blind to swap", aBigDaemon({ heapSource: "rss" })],
    [
      "heap not known, because the file cannot be read",
      daemonStatus(aDaemon("zope", 0, { heapBytes: absent("the file cannot be read"), heapSource: null })),
    ],
    [
      "heap not known, because its pattern takes too long to match. Write a simpler one in scipy.yml",
      daemonStatus(aDaemon("zope", 0, { heapBytes: absent("its pattern takes too long to match"), heapSource: null })),
    ],
    ["12 connections", aBigDaemon()],
  ])("notes about a daemon: %s", (note, daemon) => {
    const message = renderReply(replyOf([aHost({ daemons: [daemon] })]));
    expect(linesOf(message.blocks)).toContainEqual(expect.stringContaining(`*zope*: ${note}`));
    expectGood(message);
  });

  it("gives the reason for each figure that is absent, and never a zero", () => {
    const gone = absent("this kernel does not have it");
    const system = {
      load: gone,
      memory: { ...aSample().system.memory, availableBytes: gone },
      swap: { totalBytes: gone, freeBytes: gone, devices: gone },
    };
    const message = renderReply(replyOf([aHost({ system })]));
    const lines = linesOf(message.blocks);
    expect(lines[0]).toContain("the load is not known, because this kernel does not have it");
    expect(lines[2]).toBe(
      "available memory not known, because this kernel does not have it · swap not known, because this kernel does not have it",
    );
    expect(lines).toContainEqual(expect.stringMatching(/^web-1 \| .* \| – \| – \| –$/));
    expectGood(message);
  });

  it("leaves swap out of the chart on a host that has none", () => {
    const history = aHistory(10).map((point) => ({ ...point, swapUsedRatio: null }));
    const system = { swap: { totalBytes: known(0 as never), freeBytes: known(0 as never), devices: known([]) } };
    const message = renderReply(replyOf([aHost({ history, system })]));
    const charts = message.blocks.filter((block) => block.type === "data_visualization");
    expect(charts.map((block) => ("chart" in block ? block.chart.series.map(({ name }) => name) : []))).toEqual([
      ["load"],
      ["memory"],
    ]);
    expectGood(message);
  });

  it.each([0, 1, 2])("draws nothing from %i points", (points) => {
    const { blocks } = renderReply(replyOf([aHost({ history: aHistory(points) })]));
    expect(blocks.map((block) => block.type)).not.toContain("data_visualization");
  });

  it("draws nothing from readings of the same few seconds", () => {
    const history = aHistory(10).map((point, index) => ({ ...point, at: instant(now + index * 1000) }));
    const { blocks } = renderReply(replyOf([aHost({ history })]));
    expect(blocks.map((block) => block.type)).not.toContain("data_visualization");
  });

  it.each([
    [3, 3],
    [20, 20],
    [21, 16],
    [41, 14],
    [240, 16],
  ])("draws %i points as %i at even distances, the newest among them", (points, drawn) => {
    const message = renderReply(replyOf([aHost({ history: aHistory(points) })]));
    const chart = message.blocks.find((block) => block.type === "data_visualization");
    const categories = chart !== undefined && "chart" in chart ? chart.chart.axis_config.categories : [];
    expect(categories).toHaveLength(drawn);
    expect(categories.at(-1)).toBe("0");
    expectGood(message);
  });

  it("shows the same without native blocks, with sparklines for the charts", () => {
    const { plainBlocks } = renderReply(replyOf([aStarvingHost()]));
    expect(new Set(plainBlocks.map((block) => block.type))).toEqual(new Set(["section", "context", "actions"]));
    expect(linesOf(plainBlocks)).toContainEqual(
      expect.stringMatching(/^load of scipy, last 50 min: [▁-█]{18} now 15\.9, highest 15\.9$/),
    );
    expect(linesOf(plainBlocks)).toContainEqual(expect.stringContaining("2.8 GiB given back by a restart"));
  });
});
