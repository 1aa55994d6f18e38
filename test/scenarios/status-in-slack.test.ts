import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Workspace } from "../../src/trial/workspace.ts";
import { type AppInWorkspace, openAppInWorkspace } from "../support/app-in-workspace.ts";
import { control, type Message, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";
import { median } from "../support/median.ts";

describe("/scipy status, from the slash to the answer, on this machine", () => {
  let workspace: Workspace;
  let bot: AppInWorkspace;

  beforeAll(async () => {
    bot = await openAppInWorkspace({ sockets: 2 });
    workspace = bot.workspace;
  });

  afterAll(() => bot.close());

  it("is acknowledged within 300 ms, whatever is asked", async () => {
    const ackMs: number[] = [];
    for (let asked = 0; asked < 9; asked += 1) {
      const acknowledged = await ask("help", "U03CAROL");
      expect(acknowledged.ok).toBe(true);
      ackMs.push(acknowledged.ackMs);
    }
    expect(median(ackMs)).toBeLessThan(300);
  });

  it("is answered with this machine's own figures", async () => {
    expect(await ask("status")).toMatchObject({ ok: true });
    const answer = await answered((message) => /load \d/.test(message.text));
    expect(textOf(answer)).toContain(`on ${cpus().length} CPU`);
    const total = Number(/MemTotal:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]) / 1024 ** 2;
    expect(textOf(answer)).toContain(`of ${total.toFixed(total < 99.95 ? 1 : 0)} GiB`);
  });

  it("is one message, edited in place by Refresh", async () => {
    const answer = await answered((message) => /load \d/.test(message.text));
    const before = await messagesIn(workspace, "C01OPS");
    const edits = await editsOf(answer.ts);
    const action = { type: "button", action_id: "status_refresh", ...buttonOf(answer, "status_refresh") };
    const pressed = await control(workspace, "interact", {
      channel: "C01OPS",
      messageTs: answer.ts,
      user: "U02BOB",
      action,
    });
    expect(pressed.body).toMatchObject({ ok: true });
    await eventually(async () => (await editsOf(answer.ts)) === edits + 1);
    expect(await messagesIn(workspace, "C01OPS")).toHaveLength(before.length);
  });

  it("shows the details in a dialog", async () => {
    const answer = await newest();
    const action = { type: "button", action_id: "details", ...buttonOf(answer, "details") };
    await control(workspace, "interact", { channel: "C01OPS", messageTs: answer.ts, user: "U02BOB", action });
    const views = async () => (await control(workspace, "views/U02BOB")).body["views"] as { blocks: unknown }[];
    await eventually(async () => (await views()).length === 1);
    expect(JSON.stringify((await views())[0]?.blocks)).toContain("pressure");
  });

  it("tells a slip of the finger to the one who made it, with what was meant", async () => {
    await ask("statsu");
    const seen = async () => (await control(workspace, "ephemerals/U01ALICE")).body["messages"] as Message[];
    await eventually(async () => (await seen()).length > 0);
    expect(textOf((await seen())[0])).toContain("/scipy status");
  });

  it("shows every host in the App Home", async () => {
    await control(workspace, "open-home", { user: "U03CAROL" });
    const home = async () => JSON.stringify((await control(workspace, "home/U03CAROL")).body);
    await eventually(async () => (await home()).includes("local"));
    expect(await home()).toContain("status_refresh");
  });

  it("breaks no rule of Slack's on the way", async () => {
    expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
  });

  async function ask(text: string, user = "U01ALICE"): Promise<{ ok: boolean; ackMs: number }> {
    const body = { channel: "C01OPS", user, command: "/scipy", text };
    return (await control(workspace, "command", body)).body as { ok: boolean; ackMs: number };
  }

  async function editsOf(ts: string): Promise<number> {
    const { log } = (await control(workspace, "log")).body as {
      log: { method?: string; arguments?: { ts?: string } }[];
    };
    return log.filter((entry) => entry.method === "chat.update" && JSON.stringify(entry).includes(ts)).length;
  }

  async function newest(): Promise<Message> {
    const message = (await messagesIn(workspace, "C01OPS")).at(-1);
    if (message === undefined) throw new Error("there is no message in #ops");
    return message;
  }

  async function answered(is: (message: Message) => boolean): Promise<Message> {
    await eventually(async () => (await messagesIn(workspace, "C01OPS")).some(is));
    return newest();
  }
});

/** The button's own ids, as the message in the channel carries them. */
function buttonOf(message: Message, action: string): { block_id: string; value: string } {
  for (const block of message.blocks) {
    const button = block.elements?.find((element) => element.action_id === action);
    if (button !== undefined) return { block_id: block.block_id, value: button.value };
  }
  throw new Error(`there is no button ${action}`);
}
