import { describe, expect, it } from "vitest";
import { renderDialog } from "../../../src/adapters/slack/views/render-dialog.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import type { AlertsReply, Dialog } from "../../../src/services/ports-dialogs.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { aDetailsDialog, aFiring, aPending, aReportDialog, aResolved, aSilence, aSilenceDialog } from "./alerts.ts";
import { now } from "./boards.ts";
import { expectGood, linesOf } from "./check-message.ts";

const alerts = (changes: Partial<AlertsReply> = {}): AlertsReply => ({
  kind: "alerts",
  open: [aFiring(), aFiring({ id: "alert-2", severity: "warning", silencedBy: "silence-1" })],
  silences: [aSilence],
  commandName: "/ops",
  now,
  wallOffsetMs: 0,
  ...changes,
});

const textOf = (dialog: Dialog) => JSON.stringify(renderDialog(dialog).blocks);

describe("the answer to alerts", () => {
  it("counts first, then lists what is open and what is silenced, each with its button", () => {
    const message = renderReply(alerts());
    expect(message.text).toBe("2 alerts are open, 1 of them critical; 1 silence holds.");
    const lines = linesOf(message.blocks);
    expect(lines[1]).toBe(":red_circle: *Critical* · heap · *zope* on *scipy*");
    expect(lines[3]).toBe(":no_bell: *Silenced* (warning) · heap · *zope* on *scipy*");
    expect(lines.at(-2)).toMatch(
      /^:no_bell: heap of zope on scipy, until <!date.*> or the next restart, by <@U02BOB>: /,
    );
    const buttons = message.blocks.flatMap((block) =>
      block.type === "section" && block.accessory?.type === "button"
        ? [`${block.accessory.action_id} ${block.accessory.value}`]
        : [],
    );
    expect(buttons).toEqual(["alert_details:0 alert-1", "alert_details:1 alert-2", "silence_end:0 silence-1"]);
    expectGood(message);
  });

  it("says so when nothing is open", () => {
    const message = renderReply(alerts({ open: [], silences: [] }));
    expect(message.text).toBe("No alert is open.");
    expectGood(message);
  });

  it("shows times of the wall clock", () => {
    const [, , since] = linesOf(renderReply(alerts({ wallOffsetMs: 3_600_000 })).blocks);
    expect(since).toContain(`<!date^${Math.floor(now / 1000) - 1800 + 3600}^`);
  });

  it("fits a storm, and counts what it leaves out", () => {
    const open = Array.from({ length: 300 }, (_, index) => aFiring({ id: `a${index}` }));
    const silences = Array.from({ length: 100 }, (_, index) => ({ ...aSilence, id: `s${index}` }));
    const message = renderReply(alerts({ open, silences }));
    expect(linesOf(message.blocks)).toContain("… and 290 more open alerts");
    expect(linesOf(message.blocks)).toContain("… and 95 more silences");
    expectGood(message);
  });
});

describe("the dialog that silences", () => {
  it("shows first what it would silence now", () => {
    expect(textOf(aSilenceDialog())).toContain("*This would silence now:*\\n• :red_circle: *Critical* · heap · *zope*");
    expect(textOf(aSilenceDialog({ wouldSilence: [] }))).toContain("*This would silence now:* nothing that is open");
  });

  it("offers the daemons of the chosen host alone, and of all hosts where all are chosen", () => {
    expect(textOf(aSilenceDialog())).not.toContain("puma");
    expect(textOf(aSilenceDialog({ scope: { host: null, rule: null, daemon: null } }))).toContain("puma");
  });

  it("begins the choice of daemons anew with another host", () => {
    const blocksOf = (dialog: Dialog) => renderDialog(dialog).blocks.map(({ block_id }) => block_id);
    const other = aSilenceDialog({ scope: { host: "web-1", rule: null, daemon: null } });
    expect(blocksOf(other).filter((id) => !blocksOf(aSilenceDialog()).includes(id))).toEqual(["scope_daemon web-1"]);
  });

  it("keeps what is chosen among its options, also in a large fleet", () => {
    const hosts = Array.from({ length: 300 }, (_, index) => `web-${index}`);
    const dialog = aSilenceDialog({ hosts, scope: { host: "web-299", rule: null, daemon: "gone" } });
    expect(validateView(renderDialog(dialog))).toEqual([]);
    expect(textOf(dialog)).toContain('"initial_option":{"text":{"type":"plain_text","text":"web-299"');
    expect(textOf(dialog)).toContain('"initial_option":{"text":{"type":"plain_text","text":"gone"');
  });
});

describe("the dialog behind an alert", () => {
  it("tells its figures, its life, how it is computed and what happened", () => {
    const text = textOf(aDetailsDialog);
    for (const part of [
      "• heap: 1.0 GiB",
      "2 times in this message; at worst critical",
      "acknowledged by <@U01ALICE>",
      "it fires at 85 % of the threshold",
      "fired: heap 3.7 of 3.6 GiB",
      "`docs/alerts.md` explains `heap`",
    ])
      expect(text).toContain(part);
  });

  it.each<[string, Dialog]>([
    ["silence", aSilenceDialog()],
    ["report", aReportDialog],
    ["report from nothing", { ...aReportDialog, text: "", host: "scipy" }],
    ["details", aDetailsDialog],
    ["details of what has not fired yet", { ...aDetailsDialog, alert: aPending, history: [] }],
    ["details of what is over", { ...aDetailsDialog, alert: aResolved }],
    [
      "details of what is quiet",
      {
        ...aDetailsDialog,
        alert: aFiring({
          silencedBy: "s",
          staleSince: now,
          clearSince: now,
          inhibitedBy: "maintenance",
          flappingSince: now,
        }),
      },
    ],
  ])("keeps to Slack's rules: %s", (_, dialog) => expect(validateView(renderDialog(dialog))).toEqual([]));

  it("says of what is over when and by what", () => {
    expect(textOf({ ...aDetailsDialog, alert: aResolved })).toMatch(/• resolved <!date[^>]*>: zope was restarted/);
    expect(textOf({ ...aDetailsDialog, alert: aPending })).toContain("it fires when it lasts");
  });

  it("says in words what keeps it quiet, and tells nobody to act on what is over", () => {
    const hidden = aFiring({ inhibitedBy: "scipy/memory/" });
    expect(textOf({ ...aDetailsDialog, alert: hidden })).toContain(
      "• kept quiet: scipy is short of memory, which explains it",
    );
    expect(textOf({ ...aDetailsDialog, alert: hidden })).toContain("What to do now");
    expect(textOf({ ...aDetailsDialog, alert: aResolved })).not.toContain("What to do now");
  });
});
