import { describe, expect, it } from "vitest";
import { botHost } from "../../../src/domain/alert/rule.ts";
import { mebibytes } from "../../../src/domain/bytes.ts";
import { digestOf, sectionLinesMax } from "../../../src/domain/digest/digest-of.ts";
import type { Week } from "../../../src/domain/digest/week.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import { aSilence } from "../../support/fake-alert-desk.ts";
import { aFiringAlert } from "../../support/firing-alert.ts";
import { aHostWeek } from "../../support/host-week.ts";
import { aTransition } from "../../support/transition.ts";

const to = instant(Date.UTC(2026, 0, 19, 9));
const from = instant(Date.UTC(2026, 0, 12, 9));
const hour = 3_600_000;

describe("the digest", () => {
  it("is none when there is nothing to say", () => {
    expect(digestOf(aWeek())).toBeNull();
    expect(digestOf(aWeek({ open: [aFiringAlert({ specimen: true })] }))).toBeNull();
    expect(digestOf(aWeek({ transitions: [aTransition({ transition: "acknowledged" })] }))).toBeNull();
    expect(digestOf(aWeek({ unread: ["The courses of hosts could not be read: locked."] }))).toBeNull();
  });

  it("has the worst hosts with it, to be drawn, and leaves them out where nothing was read", () => {
    const hosts = [aHostWeek("calm", { to }), aHostWeek("busy", { to, firedBefore: [3] })];
    const down = { sourcesDown: [{ host: "db-2", lastReadAt: null }] };
    expect(digestOf(aWeek({ ...down, hosts }))?.hosts?.map(({ host }) => host)).toEqual(["busy", "calm"]);
    expect(digestOf(aWeek(down))).not.toHaveProperty("hosts");
    expect(digestOf(aWeek({ hosts }))).toBeNull();
  });

  it("sums the week up in a sentence, and says the rest by sections, worst first", () => {
    const digest = digestOf(
      aWeek({
        open: [aFiringAlert({ severity: "critical", firedAt: instant(to - 51 * hour) })],
        transitions: [
          aTransition({ at: instant(to - 90 * hour) }),
          aTransition({ at: instant(to - 87 * hour), transition: "resolved" }),
          aTransition({ at: instant(to - 51 * hour) }),
          aTransition({ host: "db-1", rule: "load", daemon: null, alert: "b", at: instant(to - 10 * hour) }),
          aTransition({
            host: "db-1",
            rule: "load",
            daemon: null,
            alert: "b",
            at: instant(to - 9 * hour),
            transition: "resolved",
          }),
        ],
        restarts: [
          restart({ at: instant(to - 80 * hour), beforeBytes: null }),
          restart({ at: instant(to - 40 * hour) }),
        ],
        drifts: [
          {
            host: "web-1",
            daemon: "zope",
            fromBytes: mebibytes(2048),
            toBytes: mebibytes(2458),
            over: seconds(6 * 86_400),
          },
        ],
        sourcesDown: [{ host: "db-2", lastReadAt: instant(to - 51 * hour) }],
        silences: [aSilence({ until: instant(to + 3 * hour), reason: "migration" })],
        noise: {
          kind: "noise",
          sentence: "",
          rows: [
            {
              rule: "swap",
              fired: 12,
              useful: 1,
              noise: 5,
              suggestion: "raise swap.climb_warning to 8 % of RAM per hour (now 5)",
            },
            { rule: "load", fired: 3, useful: 0, noise: 0, suggestion: null },
          ],
        },
        unread: ["The courses of hosts could not be read: locked."],
      }),
    );
    expect(digest).toEqual({
      kind: "digest",
      sentence:
        "The last 7 d: 3 alerts fired on 2 hosts; 1 problem is open now; 2 restarts; 1 daemon keeps growing; 1 host gives no readings.",
      from,
      to,
      sections: [
        {
          title: "Open now",
          lines: ["zope on web-1: heap 3.1 of 3.6 GiB, 86 % of its threshold (critical for 2 d 3 h, nobody is on it)"],
        },
        { title: "No readings", lines: ["db-2: no reading for 2 d 3 h"] },
        {
          title: "What happened",
          lines: [
            "heap of zope on web-1: fired 2 times, resolved once, longest 2 d 3 h",
            "load of db-1: fired once, resolved once, longest 1 h",
          ],
        },
        {
          title: "Restarts, and what they gave back",
          lines: [
            "zope on web-1: restarted 2 times; heap 3.1 GiB before the last and 1.2 GiB half an hour after, so it gave back 1.9 GiB",
          ],
        },
        {
          title: "Daemons that keep growing",
          lines: ["zope on web-1: daily peak 2.0 GiB, 6 d later 2.4 GiB (+20 %)"],
        },
        { title: "Silenced", lines: ["all alerts on web-1: for 3 h more (migration)"] },
        {
          title: "Noise, as people judged it",
          lines: ["swap: fired 12 times, useful 1, noise 5; raise swap.climb_warning to 8 % of RAM per hour (now 5)"],
        },
        { title: "Not known", lines: ["The courses of hosts could not be read: locked."] },
      ],
    });
  });

  it.each([
    [{ open: [aFiringAlert({ key: { host: botHost, rule: "bot", daemon: null } })] }, /^the bot itself: /],
    [
      { open: [aFiringAlert({ acknowledged: { by: "U01", at: from, askedAt: null } })] },
      /warning for .*, acknowledged\)$/,
    ],
    [{ sourcesDown: [{ host: "db-2", lastReadAt: null }] }, /^db-2: no reading in the last 7 d$/],
    [{ restarts: [restart({ beforeBytes: null })] }, /restarted once; what it gave back was not measured$/],
    [{ restarts: [restart({ afterBytes: mebibytes(3200) })] }, /so it gave nothing back$/],
    [
      { silences: [aSilence({ until: instant(to - 1), untilRestart: true })] },
      /: ends now, or until its restart \(deploying\)$/,
    ],
    [{ transitions: [aTransition({ at: from, transition: "resolved" as const })] }, /: began before, resolved once$/],
    [{ transitions: [aTransition({ at: instant(to - hour) })] }, /: fired once, never resolved, longest 1 h$/],
  ])("says of %j what it is", (changes, line) => {
    expect(digestOf(aWeek(changes))?.sections[0]?.lines).toEqual([expect.stringMatching(line)]);
  });

  it("is of 7 d also in the week in which the clocks change", () => {
    const open = [aFiringAlert()];
    const span = { from: instant(from + hour), to };
    expect(digestOf(aWeek({ open, span }))?.sentence).toBe("The last 7 d: no alert fired; 1 problem is open now.");
    const short = { from: instant(to - 3 * hour), to };
    expect(digestOf(aWeek({ open, span: short }))?.sentence).toMatch(/^The last 3 h: /);
  });

  it("counts what does not fit a section", () => {
    const hosts = Array.from({ length: sectionLinesMax + 3 }, (_, index) => ({ host: `h-${index}`, lastReadAt: null }));
    const digest = digestOf(aWeek({ sourcesDown: hosts }));
    expect(digest?.sections[0]?.lines).toHaveLength(sectionLinesMax);
    expect(digest?.sections[0]?.more).toBe(3);
    expect(digest?.sentence).toContain("15 hosts give no readings");
  });
});

function aWeek(changes: Partial<Week> = {}): Week {
  return {
    span: { from, to },
    now: to,
    transitions: [],
    open: [],
    silences: [],
    noise: null,
    restarts: [],
    drifts: [],
    sourcesDown: [],
    hosts: [],
    unread: [],
    ...changes,
  };
}

function restart(changes: Partial<Week["restarts"][number]> = {}): Week["restarts"][number] {
  return {
    host: "web-1",
    daemon: "zope",
    at: to,
    beforeBytes: mebibytes(3174),
    afterBytes: mebibytes(1229),
    ...changes,
  };
}
