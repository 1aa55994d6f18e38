import { describe, expect, test } from "vitest";
import type { Message } from "../../../src/trial/page/api.ts";
import { readTour } from "../../../src/trial/page/tour-progress.ts";
import { viewOf } from "../../../src/trial/page/tour-steps.ts";

const demo = { host: "local", daemon: "demo", warnsAtBytes: 136 * 1024 ** 2, reviewers: ["U02BOB", "U03CAROL"] };
const bot = "U0BOT";

const asking = said("1.0", "Asking local", [["status_refresh"]]);
const status = { ...asking, text: "local is well", blocks: [{ type: "table", rows: [] }, ...asking.blocks] };
const warning = said("2.0", "Warning · demo on local: heap 140 of 160 MiB", [["alert_acknowledge", "restart_request"]]);
const resolved = said("2.0", "Resolved · demo on local: heap 66 of 160 MiB", [["alert_useful"]]);

describe("the guided tour notices what was done", () => {
  test("nothing is done in an empty workspace, and the first step asks how the host stands", () => {
    expect(stepAt([])).toBe(1);
  });

  test("a question that is not answered yet is not taken for its answer", () => {
    expect(stepAt([asking])).toBe(1);
  });

  test("each step follows from the bot's own messages", () => {
    expect(stepAt([status])).toBe(2);
    expect(stepAt([status, warning])).toBe(3);
    expect(stepAt([status, warning, asked("Approval needed")])).toBe(4);
    expect(stepAt([status, warning, asked("Succeeded")])).toBe("end");
  });

  test("what a person writes counts for nothing, whatever words it has", () => {
    expect(stepAt([{ ...status, user: "U01ALICE" }])).toBe(1);
    expect(stepAt([status, warning, { ...asked("Succeeded"), user: "U01ALICE" }])).toBe(3);
  });

  test("a restart of another daemon is not the demo's", () => {
    const other = asked("Succeeded", "zope");
    expect(stepAt([status, warning, other])).toBe(3);
  });

  test("a restart that was asked for before the warning needs no warning", () => {
    expect(stepAt([status, asked("Approval needed")])).toBe(4);
  });

  test("started again, earlier steps count no more, but a warning that lasts does", () => {
    expect(readTour([status, warning, asked("Succeeded")], { demo, bot, since: 10 })).toEqual({
      ...{ asked: false, warned: true, request: null },
    });
    expect(readTour([resolved], { demo, bot, since: 10 }).warned).toBe(false);
  });

  test("skipped steps are passed by, up to an end that says what was left out", () => {
    expect(stepAt([], [1])).toBe(2);
    expect(stepAt([], [1, 2])).toBe(3);
    expect(stepAt([], [1, 2, 3])).toBe(4);
    expect(viewAt([], [1, 2, 3, 4])).toMatchObject({ step: "end", title: "The tour is over" });
  });
});

describe("the last step", () => {
  test("asks whoever may not decide to become somebody who may", () => {
    expect(viewAt([asked("Approval needed")], [1]).offer).toEqual({ kind: "become", person: "U02BOB" });
    const asBob = viewAt([asked("Approval needed")], [1], "U02BOB");
    expect(asBob.offer).toMatchObject({ kind: "show" });
  });

  test("sends a reviewer who asked himself to another one", () => {
    const own = asked("Approval needed", "demo", "U02BOB");
    expect(viewAt([own], [1], "U02BOB").offer).toEqual({ kind: "become", person: "U03CAROL" });
  });

  test.each(["Denied", "Expired", "Cancelled", "Obsolete", "Stale", "Failed"])(
    "%s: says so, and offers to ask once more",
    (state) => {
      const view = viewAt([status, warning, asked(state)]);
      expect(`${view.title} ${view.words}`).toMatch(new RegExp(`${state}.*[Aa]sk once more`, "i"));
      expect(view.offer).toEqual({ kind: "type", text: "/scipy restart demo pages are slow", person: "U01ALICE" });
    },
  );

  test.each(["Degraded", "Unknown"])("%s: is not asked for again, but looked at", (state) => {
    const view = viewAt([status, warning, asked(state)]);
    expect(view.words).toContain("what to do now");
    expect(view.offer).toMatchObject({ kind: "show" });
  });

  test("goes on with the newest request after one that was denied", () => {
    const again = { ...asked("Approval needed"), ts: "4.0" };
    expect(viewAt([status, warning, asked("Denied"), again]).title).toBe("Approve as U02BOB");
  });

  test("ends with the heap before and after, and with what to do next", () => {
    const blocks = [
      ...asked("Succeeded").blocks,
      { type: "table", rows: [row("Figure", "Before", "After"), row("Heap", "150 MiB", "66 MiB")] },
    ];
    expect(viewAt([{ ...asked("Succeeded"), blocks }]).words).toBe(
      "Heap 150 MiB before, 66 MiB after. For your own servers: stop the trial, then run npx scipy-bot init.",
    );
  });
});

function stepAt(messages: readonly Message[], skipped: readonly number[] = []) {
  return viewAt(messages, skipped).step;
}

function viewAt(messages: readonly Message[], skipped: readonly number[] = [], reader = "U01ALICE") {
  return viewOf({
    demo,
    command: "/scipy",
    progress: readTour(messages, { demo, bot, since: 0 }),
    skipped: new Set(skipped),
    reader,
    asker: "U01ALICE",
    nameOf: (person) => person,
  });
}

function asked(state: string, daemon = "demo", requester = "U01ALICE"): Message {
  const text = `:eyes: *${state}* · restart 1 of *${daemon}* on *local*: so it is\n*Why*: slow (asked by <@${requester}>)`;
  const opening = { type: "section", text: { type: "mrkdwn", text } };
  return { ...said("3.0", `Restart 1 of ${daemon} on local: so it is`, []), blocks: [opening] };
}

function said(ts: string, text: string, actions: readonly (readonly string[])[]): Message {
  const blocks = actions.map((ids) => ({ type: "actions", elements: ids.map((action_id) => ({ action_id })) }));
  return { ts, text, blocks, channel: "C01OPS", threadTs: null, user: bot, edited: false, reactions: [], raw: {} };
}

function row(...cells: readonly string[]) {
  return cells.map((text) => ({ type: "raw_text", text }));
}
