import { describe, expect, it } from "vitest";
import { ownZone } from "../../src/config/zone.ts";
import { configText, faultsOf, parse } from "./config-texts.ts";

function configOf(top: string) {
  const parsed = parse(configText({ top }));
  if (!parsed.ok) throw new Error(parsed.error.map(({ sentence }) => sentence).join("\n"));
  return parsed.value;
}

const day = 86_400_000;

describe("the time zone", () => {
  it("is the machine's own unless said otherwise", () => {
    expect(configOf("").zone).toBe(ownZone());
    expect(configOf("zone: America/Argentina/Buenos_Aires").zone).toBe("America/Argentina/Buenos_Aires");
    expect(configOf("zone: UTC").zone).toBe("UTC");
  });

  it.each([
    ["Europe/Berln", '; found "Europe/Berln". Did you mean "Europe/Berlin"?'],
    ["berlin", '; found "berlin". Did you mean "Europe/Berlin"?'],
    ['"+02:00"', '; found "+02:00".'],
    ["Mars/Olympus", '; found "Mars/Olympus".'],
    ["2", '; found 2. YAML does not take it for text: put it in quotes, "2".'],
  ])("is a name that is known: not %s", (written, found) => {
    expect(faultsOf(configText({ top: `zone: ${written}` }))).toEqual([
      `2:7 zone: expected the IANA name of a time zone: "Europe/Berlin"${found}`,
    ]);
  });
});

describe("the digest", () => {
  it.each([
    ["", "0 9 * * 1"],
    ["digest: {}", "0 9 * * 1"],
    ["digest: { day: sunday }", "0 9 * * 0"],
    ["digest: { day: daily, at: 07:05 }", "5 7 * * *"],
    ['digest: { day: saturday, at: "23:59" }', "59 23 * * 6"],
  ])("is told when it says: %s", (top, cron) => {
    expect(configOf(top).digest).toEqual({ cron });
  });

  it("can be turned off", () => {
    expect(configOf("digest: off").digest).toBeNull();
  });

  it.each([
    ["digest: never", '2:9 digest: expected off, or a mapping with day and at; found "never".'],
    ["digest: false", "2:9 digest: expected off, or a mapping with day and at; found false. Write off for none."],
    ["digest: { day: mon }", '2:16 digest.day: expected a day of the week, or daily; found "mon".'],
    ["digest: { at: 24:00 }", '2:15 digest.at: expected a time of day: "09:00"; found "24:00".'],
    ["digest: { days: monday }", '2:11 digest.days: unknown key. Did you mean "day"?'],
  ])("is refused with a sentence about its part: %s", (top, fault) => {
    expect(faultsOf(configText({ top }))).toEqual([fault]);
  });
});

describe("how long figures are kept", () => {
  it("is 2 days, 90 days and 2 years unless said otherwise", () => {
    expect(configOf("").keep).toEqual({ readingsMs: 2 * day, minutesMs: 90 * day, hoursMs: 730 * day });
    const said = "keep: { readings: 1 w, minutes: 1 y, hours: 10 y }";
    expect(configOf(said).keep).toEqual({ readingsMs: 7 * day, minutesMs: 365 * day, hoursMs: 3650 * day });
  });

  it.each([
    [
      "keep: { readings: 2 }",
      '2:19 keep.readings: expected a duration from "1 h" to "30 d"; found 2. Write the unit: "2 s", "2 min" or "2 h".',
    ],
    ["keep: { hours: 11 y }", '2:16 keep.hours: expected a duration from "7 d" to "10 y"; found "11 y".'],
    [
      "keep: { hours: 2 years }",
      '2:16 keep.hours: expected a duration from "7 d" to "10 y"; found "2 years". Write "2 y".',
    ],
    [
      "keep: { minutes: 1 d }",
      '2:18 keep.minutes: expected at least as long as readings; found "1 d". What is finer is kept no longer than what is coarser.',
    ],
    [
      "keep: { minutes: 2 y, hours: 1 y }",
      '2:18 keep.minutes: expected at most as long as hours; found "2 y". What is finer is kept no longer than what is coarser.',
    ],
  ])("has an order and limits: %s", (top, fault) => {
    expect(faultsOf(configText({ top }))).toEqual([fault]);
  });
});

describe("how the bot lets itself be watched", () => {
  it("is not at all unless said otherwise, but for the health addresses of daemons", () => {
    expect(configOf("").self).toEqual({ port: null, heartbeat: null, healthEveryMs: 30_000 });
  });

  it("has a port, a heartbeat with its file beside scipy.yml, and its own pace", () => {
    const top = "self: { port: 9155, heartbeat: { file: data/alive, url: https://a.example/x }, health_every: 1 min }";
    expect(configOf(top).self).toEqual({
      port: 9155,
      heartbeat: { url: "https://a.example/x", file: "/etc/scipy/data/alive", everyMs: 60_000 },
      healthEveryMs: 60_000,
    });
    expect(configOf("self: { heartbeat: { file: ~/alive, every: 10 s } }").self.heartbeat).toEqual({
      url: null,
      file: "/home/bot/alive",
      everyMs: 10_000,
    });
  });

  it.each([
    ["self: { port: 0 }", "2:15 self.port: expected a whole number from 1 to 65535; found 0."],
    [
      "self: { heartbeat: { every: 1 min } }",
      "2:9 self.heartbeat: a heartbeat needs url or file, or both. Say where it goes, or delete the key.",
    ],
    [
      "self: { heartbeat: { url: ftp://a } }",
      '2:27 self.heartbeat.url: expected an address with http:// or https://, without user and password; found "ftp://a".',
    ],
    ["self: { health_every: 1 s }", '2:23 self.health_every: expected a duration from "10 s" to "1 h"; found "1 s".'],
  ])("is checked: %s", (top, fault) => {
    expect(faultsOf(configText({ top }))).toEqual([fault]);
  });
});
