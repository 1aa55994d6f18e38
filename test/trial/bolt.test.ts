import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { median } from "../support/median.ts";
import { button, modal, openWorkspace, section, type Trial, until } from "./open-workspace.ts";

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** The real framework, connected to the trial workspace by two sockets. */
async function startBot(trial: Trial, listen: (app: App) => void): Promise<App> {
  const clientOptions = { slackApiUrl: trial.workspace.apiUrl };
  const receiver = () =>
    new SocketModeReceiver({ appToken: "xapp-trial", logLevel: LogLevel.ERROR, installerOptions: { clientOptions } });
  const [first, second] = [receiver(), receiver()];
  const app = new App({
    token: "xoxb-trial",
    receiver: first,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
    convoStore: false,
  });
  await app.init();
  second.init(app);
  listen(app);
  await app.start();
  await second.start();
  stops.push(
    () => app.stop(),
    () => second.stop(),
  );
  return app;
}

const command = { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" };
const buttons = { type: "actions", block_id: "acts", elements: [button("details"), button("restart_request")] };

describe("a Bolt app in the trial workspace", () => {
  it("answers a command: acknowledged at once, posted, and updated in place", async () => {
    const trial = await openWorkspace();
    await startBot(trial, (app) => {
      app.command("/scipy", async ({ ack, body, client }) => {
        await ack();
        const { ts } = await client.chat.postMessage({ channel: body.channel_id, text: "Asking 1 host…" });
        const blocks = [section("*scipy* is well"), buttons] as never;
        await client.chat.update({ channel: body.channel_id, ts: String(ts), text: "scipy is well", blocks });
      });
    });
    expect(await trial.act("/command", command)).toEqual({ ok: true, ackMs: expect.any(Number) });
    const message = await until("the answer", async () => {
      const [first] = (await trial.see("/messages/C01OPS")).messages;
      return first?.text === "scipy is well" ? first : null;
    });
    expect(message.blocks).toMatchObject([section("*scipy* is well"), buttons]);
    const kinds = (await trial.see("/log")).log.map(
      (each: { kind: string; method?: string }) => each.method ?? each.kind,
    );
    expect(kinds.slice(-5)).toEqual(["envelope", "ack", "control", "chat.postMessage", "chat.update"]);
    expect(await trial.broken()).toEqual([]);
  });

  it("is timed from the command to its acknowledgement, which the framework needs a moment for", async () => {
    const trial = await openWorkspace();
    await startBot(trial, (app) => {
      app.command("/scipy", async ({ ack }) => ack());
    });
    const ackMs: number[] = [];
    for (let asked = 0; asked < 9; asked += 1) ackMs.push((await trial.act("/command", command)).ackMs);
    expect(Math.min(...ackMs)).toBeGreaterThanOrEqual(0);
    expect(median(ackMs)).toBeLessThan(300);
  });

  it("takes a click, opens a modal, refuses a submission with errors and accepts the next", async () => {
    const trial = await openWorkspace();
    const reasons: unknown[] = [];
    await startBot(trial, (app) => {
      app.action("restart_request", async ({ ack, body, client, respond }) => {
        await ack();
        const triggerId = "trigger_id" in body ? body.trigger_id : "";
        await client.views.open({ trigger_id: triggerId, view: modal() as never });
        await respond({ text: "Opened.", replace_original: false });
      });
      app.view("reason", async ({ ack, view }) => {
        const reason = view.state.values.why?.text?.value;
        reasons.push(reason);
        if (reason === "no reason") await ack({ response_action: "errors", errors: { why: "Say why." } });
        else await ack();
      });
    });
    const { ts } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "a", blocks: [buttons] });
    const click = {
      channel: "C01OPS",
      messageTs: ts,
      user: "U02BOB",
      action: { type: "button", action_id: "restart_request", block_id: "acts" },
    };
    expect(await trial.act("/interact", click)).toMatchObject({ ok: true });
    await until("the modal", async () => (await trial.see("/views/U02BOB")).views[0]);
    const submit = (value: string) => trial.act("/submit", { user: "U02BOB", values: { why: { text: { value } } } });
    expect(await submit("no reason")).toMatchObject({ ok: false, errors: { why: "Say why." } });
    expect(await submit("it swaps")).toMatchObject({ ok: true });
    expect(reasons).toEqual(["no reason", "it swaps"]);
    expect((await trial.see("/views/U02BOB")).views).toEqual([]);
    await until("the response", async () => (await trial.see("/ephemerals/U02BOB")).messages[0]?.text === "Opened.");
    expect(await trial.broken()).toEqual([]);
  });

  it("publishes its Home tab when somebody opens it", async () => {
    const trial = await openWorkspace();
    await startBot(trial, (app) => {
      app.event("app_home_opened", async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: "home", blocks: [section("Hosts")] as never },
        });
      });
    });
    expect(await trial.act("/open-home", { user: "U03CAROL" })).toMatchObject({ ok: true });
    const view = await until("the Home tab", async () => (await trial.see("/home/U03CAROL")).view);
    expect(view.blocks).toMatchObject([section("Hosts")]);
  });

  it("hears messages, mentions, reactions and shortcuts", async () => {
    const trial = await openWorkspace();
    const heard: string[] = [];
    await startBot(trial, (app) => {
      app.message("hello", async () => void heard.push("message"));
      app.event("app_mention", async () => void heard.push("mention"));
      app.event("reaction_added", async () => void heard.push("reaction"));
      app.shortcut("explain", async ({ ack }) => {
        await ack();
        heard.push("shortcut");
      });
    });
    const { ts } = await trial.act("/message", { channel: "C01OPS", user: "U01ALICE", text: "hello <@U0BOT>" });
    await trial.act("/react", { channel: "C01OPS", user: "U01ALICE", messageTs: ts, name: "eyes" });
    await trial.act("/shortcut", { user: "U01ALICE", callback_id: "explain", channel: "C01OPS", messageTs: ts });
    await until("all four", () => heard.length === 4);
    expect(heard.toSorted()).toEqual(["mention", "message", "reaction", "shortcut"]);
  });

  it("uploads a picture by the framework's own three calls", async () => {
    const trial = await openWorkspace();
    const app = await startBot(trial, () => undefined);
    const upload = {
      file: Buffer.from("four"),
      filename: "load.png",
      alt_text: "Load",
      title: "Load",
      channel_id: "C01OPS",
    };
    expect(await app.client.files.uploadV2(upload)).toMatchObject({ ok: true });
    const [message] = (await trial.see("/messages/C01OPS")).messages;
    expect(message.files).toMatchObject([{ title: "Load", alt_txt: "Load", size: 4 }]);
  });

  it("keeps serving while one of its two connections is recycled", async () => {
    const trial = await openWorkspace();
    await startBot(trial, (app) => {
      app.command("/scipy", async ({ ack }) => ack());
    });
    await until("two connections", async () => (await trial.see("/ready")).connections === 2);
    await trial.act("/fault", { kind: "disconnect" });
    for (let each = 0; each < 5; each += 1) expect(await trial.act("/command", command)).toMatchObject({ ok: true });
    expect(await trial.broken()).toEqual([]);
  });

  it("is told of a rate limit by an error that carries the seconds", async () => {
    const trial = await openWorkspace();
    const app = await startBot(trial, () => undefined);
    await trial.act("/fault", { kind: "rate-limit", method: "chat.postMessage", seconds: 1 });
    const { WebClient } = await import("@slack/web-api");
    const client = new WebClient("xoxb-trial", { slackApiUrl: trial.workspace.apiUrl, rejectRateLimitedCalls: true });
    await expect(client.chat.postMessage({ channel: "C01OPS", text: "hi" })).rejects.toMatchObject({ retryAfter: 1 });
    expect(app.client.slackApiUrl).toBe(trial.workspace.apiUrl);
  });
});
