import { afterEach, describe, expect, it } from "vitest";
import { millis } from "../../../src/domain/time.ts";
import type { Click, ClickAction, DialogDraft } from "../../../src/services/ports.ts";
import type { Dialog, RestartDialog } from "../../../src/services/ports-dialogs.ts";
import { aFiring, aReportDialog, aSilence, aSilenceDialog } from "./alerts.ts";
import { now } from "./boards.ts";
import { anAlert } from "./notices.ts";
import { createHarness, type Harness, handlersOf, startHarness, until } from "./slack-harness.ts";

let harness: Harness;
afterEach(() => harness.end());

const alice = "U01ALICE";
const option = (value: string) => ({ selected_option: { value } });

/** Opens the dialog by a click on an alert, as a person does; resolves with the view's id. */
async function open(dialog: Dialog): Promise<string> {
  const posted = await harness.slack.notices.postNotice(
    { kind: "channel", channel: "C01OPS" },
    { id: "m-1", notice: anAlert() },
  );
  if (!posted.ok) throw new Error(posted.error.detail);
  const opened: unknown[] = [];
  harness.onClick = async ({ trigger }) => void opened.push(await harness.slack.chat.openDialog(trigger, dialog));
  const action = { type: "button", action_id: "alert_silence" };
  await harness.control("interact", { channel: "C01OPS", messageTs: posted.value.ts, user: alice, action });
  await until("it is open", () => opened.length === 1);
  expect(opened).toMatchObject([{ ok: true, value: { id: expect.any(String) } }]);
  return (await views())[0]?.id ?? "";
}

function scopeOf(draft: DialogDraft) {
  if (draft.kind !== "silence") throw new Error("another dialog was changed");
  return draft.scope;
}

interface ShownView {
  readonly id: string;
  readonly hash: string;
  readonly blocks: readonly { readonly block_id: string }[];
}

async function views(): Promise<readonly ShownView[]> {
  return (await harness.show(`views/${alice}`)).views as readonly ShownView[];
}

const submit = (values: object) => harness.control("submit", { user: alice, values });
const reason = { reason: { reason: { value: "I work on it" } } };

async function change(viewId: string, field: string, value: string) {
  const action = { type: "static_select", action_id: field, selected_option: { value } };
  return harness.control("interact", { user: alice, viewId, action });
}

describe("a dialog that silences", () => {
  it("comes to the handler with all that was chosen, and closes when it is taken", async () => {
    harness = await startHarness();
    await open(aSilenceDialog());
    const chosen = { duration: { duration: option("own") }, own_duration: { own_duration: { value: "3 h" } } };
    expect(await submit({ ...reason, ...chosen })).toMatchObject({ ok: true });
    expect(harness.submissions).toEqual([
      {
        kind: "silence",
        user: alice,
        alert: "alert-1",
        scope: { host: "scipy", rule: "heap", daemon: "zope" },
        choice: "own",
        ownDuration: "3 h",
        reason: "I work on it",
      },
    ]);
    expect(await views()).toEqual([]);
    expect(await harness.violations()).toEqual([]);
  });

  it("needs a reason, which Slack itself asks for", async () => {
    harness = await startHarness();
    await open(aSilenceDialog());
    expect(await submit({})).toMatchObject({ ok: false, errors: { reason: expect.any(String) } });
    expect(harness.submissions).toEqual([]);
  });

  it.each([
    [{ scope: "All is too much." }, "2 h", { scope_host: "All is too much." }],
    [{ duration: "Not that long." }, "2 h", { duration: "Not that long." }],
    [{ duration: "At most 7 d." }, "own", { own_duration: "At most 7 d." }],
    [{ reason: "Say why." }, "2 h", { reason: "Say why." }],
    [{}, "2 h", { scope_host: "Something here is not right." }],
  ])("stays open with what is wrong, each at its field: %j", async (wrong, choice, errors) => {
    harness = await startHarness();
    await open(aSilenceDialog());
    harness.onSubmit = async () => wrong;
    expect(await submit({ ...reason, duration: { duration: option(choice) } })).toMatchObject({ ok: false, errors });
    expect(await views()).toHaveLength(1);
    expect(await harness.violations()).toEqual([]);
  });

  it("is shown anew with each change of its scope, and keeps the rest of what was entered", async () => {
    harness = await startHarness();
    const view = await open(aSilenceDialog());
    harness.onChange = async ({ view: ref, draft }) => {
      const scope = scopeOf(draft);
      await harness.slack.chat.updateDialog(
        ref,
        aSilenceDialog({ scope: { ...scope, daemon: null }, wouldSilence: [] }),
      );
    };
    await change(view, "scope_host", "web-1");
    await until("it is shown anew", async () => JSON.stringify(await views()).includes("nothing that is open"));
    expect(harness.changes.map(({ draft }) => scopeOf(draft))[0]).toEqual({
      host: "web-1",
      rule: "heap",
      daemon: "zope",
    });
    await submit(reason);
    expect(harness.submissions).toMatchObject([
      { scope: { host: "web-1", rule: "heap", daemon: null }, choice: "2 h" },
    ]);
    expect(await harness.violations()).toEqual([]);
  });

  it("shows in the end what the last of several quick changes asked for, however slow the first was", async () => {
    harness = await startHarness();
    const view = await open(aSilenceDialog({ rules: ["heap", "memory", "load"] }));
    let slow: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      slow = resolve;
    });
    harness.onChange = async ({ view: ref, draft }) => {
      const scope = scopeOf(draft);
      if (scope.rule === "memory") await first;
      const dialog = aSilenceDialog({ scope, rules: ["heap", "memory", "load"], reason: `${scope.rule}` });
      expect(await harness.slack.chat.updateDialog(ref, dialog)).toMatchObject({ ok: true });
    };
    await change(view, "scope_rule", "memory");
    await until("the first is under way", () => harness.changes.length === 1);
    await change(view, "scope_rule", "load");
    slow();
    await until("both were told", async () => (await harness.calls("views.update")).length === 2);
    await until("the last is shown", async () => JSON.stringify(await views()).includes('"initial_value":"load"'));
  });

  it("is not overwritten where its state is a newer one", async () => {
    harness = await startHarness();
    const id = await open(aSilenceDialog());
    const updated = await harness.slack.chat.updateDialog({ id, hash: "1.old" }, aSilenceDialog());
    expect(updated).toMatchObject({ ok: false, error: { detail: expect.stringContaining("hash_conflict") } });
  });
});

describe("a dialog that reports a problem", () => {
  it("comes to the handler, from the menu of a message that fills it", async () => {
    harness = await startHarness();
    const said = await harness.control("message", { channel: "C01OPS", user: "U02BOB", text: "5 < 6 & it hangs" });
    const shortcut = { user: alice, callback_id: "report_problem", channel: "C01OPS", messageTs: said.ts };
    expect(await harness.control("shortcut", shortcut)).toMatchObject({ ok: true });
    await until("it arrived", () => harness.reported.length === 1);
    const [asked] = harness.reported;
    expect(asked).toMatchObject({ user: alice, text: "5 < 6 & it hangs" });
    await harness.slack.chat.openDialog(asked?.trigger ?? "", { ...aReportDialog, text: asked?.text ?? "" });
    expect(await submit({ report_host: { report_host: option("scipy") } })).toMatchObject({ ok: true });
    expect(harness.submissions).toEqual([{ kind: "report", user: alice, host: "scipy", text: "5 < 6 & it hangs" }]);
    expect(await harness.violations()).toEqual([]);
  });

  it("opens from a command, too, by the trigger that it brings", async () => {
    harness = await startHarness();
    const opened: unknown[] = [];
    harness.onCommand = async ({ trigger }) =>
      void opened.push(await harness.slack.chat.openDialog(trigger, aReportDialog));
    await harness.ask("report");
    await until("it was tried", () => opened.length === 1);
    expect(opened).toMatchObject([{ ok: true, value: { id: expect.any(String) } }]);
  });

  it.each([
    [{ text: "Say what you see." }, { report_text: "Say what you see." }],
    [{ host: "There is no such host." }, { report_host: "There is no such host." }],
  ])("stays open with what is wrong: %j", async (wrong, errors) => {
    harness = await startHarness();
    await open(aReportDialog);
    harness.onSubmit = async () => wrong;
    expect(await submit({})).toMatchObject({ ok: false, errors });
  });
});

describe("a dialog that asks for a restart", () => {
  const asking: RestartDialog = {
    kind: "restart",
    host: "scipy",
    daemon: "zope",
    choices: [
      { host: "scipy", daemon: "zope" },
      { host: "web-1", daemon: "celery" },
    ],
    alert: "alert-1",
    plan: null,
    problem: null,
    deciders: ["U02BOB"],
    quorum: 1,
    reason: "Alert: heap",
    windowAt: null,
  };

  it("tells at once that another daemon was chosen, and keeps what was written", async () => {
    harness = await startHarness();
    const view = await open(asking);
    harness.onChange = async ({ view: ref, draft }) => {
      if (draft.kind !== "restart") throw new Error("another dialog was changed");
      await harness.slack.chat.updateDialog(ref, { ...asking, host: draft.host, daemon: draft.daemon, windowAt: now });
    };
    await change(view, "restart_daemon", "web-1/celery");
    await until("it is shown anew", async () => JSON.stringify(await views()).includes("quiet window"));
    await submit({ restart_timing: { restart_timing: option("window") } });
    const asked = { kind: "restart", host: "web-1", daemon: "celery", alert: "alert-1", reason: "Alert: heap" };
    expect(harness.changes.map(({ draft }) => draft)).toMatchObject([{ ...asked, timing: "now" }]);
    expect(harness.submissions).toMatchObject([{ ...asked, user: alice, timing: "window" }]);
    expect(await harness.violations()).toEqual([]);
  });

  it("has nothing to choose where one daemon alone can be restarted", async () => {
    harness = await startHarness();
    await open({ ...asking, choices: [{ host: "scipy", daemon: "zope" }] });
    expect((await views())[0]?.blocks.map(({ block_id }) => block_id)).not.toContain("restart_daemon");
  });

  it("asks for no reason where it cannot be restarted, and still lets another be chosen", async () => {
    harness = await startHarness();
    await open({ ...asking, problem: "No process of zope runs on scipy." });
    const [view] = await views();
    const fields = view?.blocks.map(({ block_id }) => block_id);
    expect(fields).toContain("restart_daemon");
    expect(fields).not.toContain("restart_reason");
    expect(JSON.stringify(view)).toContain("No process of zope runs");
  });
});

describe("a dialog that asks for a one-time code", () => {
  it("comes to the handler with the request, the message that was clicked and what was typed", async () => {
    harness = await startHarness();
    const message = { channel: "C01OPS", ts: "1.1" };
    await open({
      kind: "restart code",
      request: "r-1",
      message,
      clickedAt: "7.7",
      number: 18,
      host: "scipy",
      daemon: "zope",
    });
    harness.onSubmit = async () => ({ code: "That code is not right." });
    const typed = { one_time_code: { one_time_code: { value: "123 456" } } };
    expect(await submit(typed)).toMatchObject({ ok: false, errors: { one_time_code: "That code is not right." } });
    expect(harness.submissions).toEqual([
      {
        kind: "code",
        user: alice,
        team: expect.any(String),
        request: "r-1",
        message,
        clickedAt: "7.7",
        code: "123 456",
      },
    ]);
    expect(await harness.violations()).toEqual([]);
  });
});

describe("whoever sends a dialog in", () => {
  it("is told to try again before Slack gives up on a slow bot", async () => {
    harness = await startHarness({ limits: { finishWithin: millis(100) } });
    await open(aReportDialog);
    harness.onSubmit = () => new Promise(() => undefined);
    const answer = await submit({});
    expect(answer).toMatchObject({ ok: false, errors: { report_text: expect.stringContaining("try again") } });
    expect(answer.ackMs).toBeLessThan(2900);
    expect(await harness.violations()).toEqual([]);
  });

  it("is told the id that the log has when the bot fails", async () => {
    harness = await startHarness();
    await open(aReportDialog);
    harness.onSubmit = async () => {
      throw new Error("xoxb-1234567890-canary");
    };
    const answer = JSON.stringify(await submit({}));
    const id = harness.logged.find(({ message }) => message === "an answer failed")?.fields.id;
    expect(answer).toContain(`look for ${id} in its log`);
    expect(answer).not.toContain("canary");
  });

  it("is told so when the bot is stopping", async () => {
    harness = await createHarness({ limits: { finishWithin: millis(400), stopWithin: millis(800) } });
    await harness.slack.start(handlersOf(harness));
    await open(aReportDialog);
    harness.onCommand = () => new Promise(() => undefined);
    await harness.ask("status");
    const stopping = harness.slack.stop();
    expect(await submit({})).toMatchObject({ ok: false, errors: { report_text: expect.stringContaining("stopping") } });
    await stopping;
  });
});

describe("a click", () => {
  const all: readonly ClickAction[] = [
    "status_refresh",
    "details",
    "alert_acknowledge",
    "alert_silence",
    "alert_details",
    "alert_useful",
    "alert_noise",
    "silence_end",
    "report_better",
    "report_worse",
  ];

  it("of every kind comes to the handler with its id", async () => {
    harness = await startHarness();
    const buttons = all.map((action_id) => ({
      type: "button",
      text: { type: "plain_text", text: "x" },
      action_id,
      value: `id of ${action_id}`,
    }));
    const { ts } = await postBlocks([{ type: "actions", elements: buttons }]);
    for (const action_id of all)
      await harness.control("interact", { channel: "C01OPS", messageTs: ts, user: alice, action: { action_id } });
    await until("all arrived", () => harness.clicks.length === all.length);
    const told = harness.clicks.map(({ action, value }: Click) => [action, value]);
    expect(told).toEqual(all.map((action) => [action, `id of ${action}`]));
  });
});

describe("one of many buttons of a kind", () => {
  it("is told apart by its number, and comes to the handler as its kind", async () => {
    harness = await startHarness();
    await harness.slack.chat.post("C01OPS", {
      kind: "alerts",
      open: [aFiring(), aFiring({ id: "alert-2" })],
      silences: [aSilence],
      commandName: "/scipy",
      now,
      wallOffsetMs: 0,
    });
    const [{ ts } = { ts: "" }] = await harness.messages();
    for (const action_id of ["alert_details:1", "silence_end:0"])
      await harness.control("interact", { channel: "C01OPS", messageTs: ts, user: alice, action: { action_id } });
    await until("both arrived", () => harness.clicks.length === 2);
    const told = harness.clicks.map(({ action, value }) => [action, value]);
    expect(told).toEqual([
      ["alert_details", "alert-2"],
      ["silence_end", "silence-1"],
    ]);
    expect(await harness.violations()).toEqual([]);
  });
});

async function postBlocks(blocks: readonly object[]): Promise<{ readonly ts: string }> {
  const response = await fetch(`${harness.workspace.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer xoxb-trial" },
    body: JSON.stringify({ channel: "C01OPS", text: "x", blocks }),
  });
  return (await response.json()) as { ts: string };
}
