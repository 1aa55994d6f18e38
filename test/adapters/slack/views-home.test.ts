import { describe, expect, it } from "vitest";
import { renderHome } from "../../../src/adapters/slack/views/render-home.ts";
import { instant } from "../../../src/domain/time.ts";
import { validateView } from "../../../src/trial/blocks/validate-view.ts";
import { aRequest, states } from "../../support/restart-request.ts";
import { aFiring, aSilence } from "./alerts.ts";
import { aHost, aStarvingHost, now } from "./boards.ts";
import { aHome } from "./homes.ts";

const textOf = (changes: Parameters<typeof aHome>[1]) =>
  JSON.stringify(renderHome(aHome([aStarvingHost()], changes), "/scipy"));
const buttonsOf = (changes: Parameters<typeof aHome>[1]) =>
  [...textOf(changes).matchAll(/"action_id":"([a-z_]+)(?::\d+)?"/g)].map(([, action]) => action);

describe("the Home tab", () => {
  it("says first how the hosts stand, then what waits for whom", () => {
    const mine = aRequest({ id: "mine", number: 18 });
    const other = aRequest({ id: "other", number: 17, state: states.running });
    const text = textOf({
      requests: [other, mine],
      forYou: new Set(["mine"]),
      links: new Map([["mine", "https://example.slack.com/archives/C01/p1"]]),
    });
    const places = [
      "is starving",
      "Restarts: 1 waits for you",
      "restart 18",
      "Decide",
      "restart 17",
      "Hosts and daemons",
    ];
    expect(places.map((place) => text.indexOf(place)).every((at, index, all) => at > (all[index - 1] ?? -1))).toBe(
      true,
    );
    expect(text).toContain("<https://example.slack.com/archives/C01/p1|Decide>");
  });

  it("names the channel where Slack gives no link, and never decides by itself", () => {
    const changes = { requests: [aRequest({ id: "mine" })], forYou: new Set(["mine"]) };
    expect(textOf(changes)).toContain("Decide in #ops");
    expect(buttonsOf(changes)).not.toContain("restart_approve");
  });

  it("has for each alert the buttons of its message that are of use", () => {
    expect(buttonsOf({ alerts: { ...aHome().alerts, open: [aFiring({ acknowledged: null })] } })).toEqual(
      expect.arrayContaining(["alert_acknowledge", "alert_silence", "alert_details"]),
    );
    const taken = aFiring({ acknowledged: { by: "U02BOB", at: now, askedAt: null }, silencedBy: "s-1" });
    const buttons = buttonsOf({ alerts: { ...aHome().alerts, open: [taken] } });
    expect(buttons).not.toContain("alert_acknowledge");
    expect(buttons).not.toContain("alert_silence");
  });

  it("lets a restart be asked for where any daemon can be restarted, and says nothing of restarts elsewhere", () => {
    expect(buttonsOf({ canAsk: true })).toContain("restart_request");
    expect(textOf({ canAsk: false })).not.toContain("Restarts");
  });

  it("shows silences with their end, locks, what the plan wants next, and the bot's own troubles", () => {
    const text = textOf({
      alerts: { ...aHome().alerts, silences: [aSilence] },
      locks: [{ host: null, by: "U02BOB", reason: "moving house", at: now }],
      due: [{ host: "scipy", daemon: "zope", at: instant(now + 3_600_000) }],
      troubles: [{ name: "store", severity: "critical", sentence: "The disk is full.", advice: "Free 10 MiB." }],
    });
    expect(text).toContain("End silence");
    expect(text).toContain("moving house");
    expect(text).toContain("The plan wants next: *zope* on *scipy*");
    expect(text).toContain("The disk is full. Free 10 MiB.");
    expect(textOf({})).toContain("The bot itself is well.");
  });

  it("has a line together for the hosts of a fleet that are fine, and each of the others whole", () => {
    const fine = Array.from({ length: 45 }, (_, index) => aHost({ host: `web-${index + 1}` }));
    const text = JSON.stringify(renderHome(aHome([...fine, aStarvingHost("db-1")]), "/scipy"));
    expect(text).toContain("*45 hosts are fine*: web-1, web-2, ");
    expect(text).toContain("web-40 and 5 more");
    expect(text).toContain("*db-1*, starving: load");
    const few = JSON.stringify(renderHome(aHome([...fine.slice(0, 4), aStarvingHost("db-1")]), "/scipy"));
    expect(few).toContain("*web-4*, fine: load");
    expect(few).not.toContain("hosts are fine");
  });

  it("counts what it does not show, and stays within Slack's limits", () => {
    const open = Array.from({ length: 40 }, (_, index) => aFiring({ id: `a${index}` }));
    const home = renderHome(aHome([aStarvingHost()], { alerts: { ...aHome().alerts, open } }), "/scipy");
    expect(JSON.stringify(home)).toContain("… and 32 more alerts");
    expect(validateView(home)).toEqual([]);
  });
});
