import { describe, expect, it } from "vitest";
import { errorsByBlock, firstBlockOf, submissionOf } from "../../../src/adapters/slack/read-submission.ts";
import { renderDialog } from "../../../src/adapters/slack/views/render-dialog.ts";
import { aReportDialog, aSilenceDialog } from "./alerts.ts";

const who = { user: "U1", team: "T1" };

const chosen = (action: string, value: unknown) => ({ [action]: { [action]: { selected_option: { value } } } });
const written = (action: string, value: unknown) => ({ [action]: { [action]: { value } } });

const filled = {
  ...chosen("scope_host", "scipy"),
  "scope_daemon scipy": { scope_daemon: { selected_option: { value: "*" } } },
  ...chosen("scope_rule", "heap"),
  ...chosen("duration", "2 h"),
  ...written("own_duration", null),
  ...written("reason", "I work on it"),
};

const silence = (values: unknown, changes: object = {}) => ({
  callback_id: "silence_dialog",
  private_metadata: "alert-1",
  state: { values },
  ...changes,
});

describe("a filled in silence", () => {
  it("is read, with all that is chosen as all", () => {
    expect(submissionOf(silence(filled), who)).toEqual({
      kind: "silence",
      user: "U1",
      alert: "alert-1",
      scope: { host: "scipy", daemon: null, rule: "heap" },
      choice: "2 h",
      ownDuration: "",
      reason: "I work on it",
    });
    expect(submissionOf(silence(filled, { private_metadata: "" }), who)).toMatchObject({ alert: null });
  });

  it.each<[string, unknown]>([
    ["no state", silence(filled, { state: null })],
    ["no values", silence(undefined)],
    ["no host", silence({ ...filled, scope_host: undefined })],
    ["a host that is no text", silence({ ...filled, ...chosen("scope_host", 7) })],
    ["no daemon", silence({ ...filled, "scope_daemon scipy": { scope_daemon: null } })],
    ["a rule of another version", silence({ ...filled, ...chosen("scope_rule", "disk") })],
    ["a duration of another version", silence({ ...filled, ...chosen("duration", "for ever") })],
    ["the name of something that every object has", silence({ ...filled, ...chosen("duration", "toString") })],
    ["another dialog", silence(filled, { callback_id: "restart_dialog" })],
    ["no dialog", null],
  ])("never stands for all where something is missing or not known: %s", (_, view) => {
    expect(submissionOf(view, who)).toBeNull();
  });
});

describe("a filled in report", () => {
  it("is read, and nobody has to know the host", () => {
    const values = { ...chosen("report_host", "*"), ...written("report_text", "slow") };
    const view = { callback_id: "report_dialog", state: { values } };
    expect(submissionOf(view, who)).toEqual({ kind: "report", user: "U1", host: null, text: "slow" });
    expect(submissionOf({ ...view, state: {} }, who)).toBeNull();
  });
});

describe("what is wrong with a dialog", () => {
  it("stands at a field that the dialog has", () => {
    for (const dialog of [aSilenceDialog(), aReportDialog]) {
      const view = renderDialog(dialog);
      const blocks = view.blocks.map(({ block_id }) => block_id);
      const submission =
        dialog.kind === "silence"
          ? submissionOf(silence(filled), who)
          : submissionOf({ callback_id: "report_dialog", state: { values: chosen("report_host", "*") } }, who);
      if (submission === null) throw new Error("not read");
      const wrong = { scope: "a", duration: "b", reason: "c", text: "d", host: "e" };
      for (const told of [errorsByBlock(submission, wrong), errorsByBlock(submission, "all of it")])
        expect(Object.keys(told).filter((block) => !blocks.includes(block))).toEqual([]);
      expect(blocks).toContain(firstBlockOf(view));
    }
  });

  it("has no place in a dialog without fields", () => {
    expect(firstBlockOf({ blocks: [{ type: "section", block_id: "a" }] })).toBeNull();
    expect(firstBlockOf({ blocks: "none" })).toBeNull();
  });
});
