import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPeople, membersFor } from "../../../src/adapters/slack/create-people.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** Slack's answers by method, over HTTP as they come. */
let answers: Record<string, (asked: URLSearchParams) => { readonly status?: number; readonly body: unknown } | "hang">;
let calls: string[];
let server: Server;
let clock: VirtualClock;

beforeEach(async () => {
  calls = [];
  answers = {};
  clock = new VirtualClock();
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      const method = request.url?.slice(1) ?? "";
      calls.push(method);
      const answer = answers[method]?.(new URLSearchParams(text)) ?? { body: { ok: false, error: "unknown_method" } };
      if (answer === "hang") return;
      response.writeHead(answer.status ?? 200, { "content-type": "application/json", "retry-after": "30" });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function people(teamId: string | null = "T01") {
  const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const client = new WebClient("xoxb-1", {
    slackApiUrl,
    timeout: 300,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return createPeople({ client, clock, log: quietLog(), teamId: () => teamId });
}

const member = {
  id: "U02",
  team_id: "T01",
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
};
const saying = (changes: object) => () => ({ body: { ok: true, user: { ...member, ...changes } } });

describe("who acts is a full member of this workspace", () => {
  it.each<[string, object]>([
    ["a member", {}],
    ["an admin", { is_admin: true }],
    ["the owner", { is_owner: true, is_primary_owner: true }],
  ])("%s", async (_, changes) => {
    answers["users.info"] = saying(changes);
    expect(await people().actor("U02", "T01")).toEqual({ id: "U02", team: "T01", isMember: true, whyNot: null });
  });

  it.each<[string, object, RegExp]>([
    ["a guest of several channels", { is_restricted: true }, /a guest/],
    ["a guest of one channel", { is_restricted: true, is_ultra_restricted: true }, /a guest/],
    ["somebody from a shared channel", { team_id: "T99", is_stranger: true }, /another workspace/],
    ["a stranger with this workspace's id", { is_stranger: true }, /another workspace/],
    ["a bot", { is_bot: true }, /Only people/],
    ["an app's user", { is_app_user: true }, /Only people/],
    ["a workflow", { is_workflow_bot: true }, /Only people/],
    ["somebody deactivated", { deleted: true }, /deactivated/],
    ["somebody who was only invited", { is_invited_user: true }, /not joined/],
    ["somebody of whom Slack says less than is needed", { is_restricted: undefined }, /a guest/],
    ["somebody else than was asked for", { id: "U03" }, /another person/],
  ])("but never %s", async (_, changes, why) => {
    answers["users.info"] = saying(changes);
    expect(await people().actor("U02", "T01")).toMatchObject({ isMember: false, whyNot: expect.stringMatching(why) });
  });

  it("nor whoever clicked from another workspace, nor anybody before the bot's own is known", async () => {
    answers["users.info"] = saying({});
    expect(await people().actor("U02", "T99")).toMatchObject({ isMember: false });
    expect(await people(null).actor("U02", "T01")).toMatchObject({ isMember: false });
    expect(await people("").actor("U02", "")).toMatchObject({ isMember: false });
  });

  it.each<[string, () => { status?: number; body: unknown } | "hang"]>([
    ["does not know the user", () => ({ body: { ok: false, error: "user_not_found" } })],
    ["fails", () => ({ status: 500, body: {} })],
    ["limits the bot", () => ({ status: 429, body: { ok: false, error: "ratelimited" } })],
    ["says nothing", () => "hang"],
    ["gives no user", () => ({ body: { ok: true } })],
  ])("nor anybody where Slack %s", async (_, answer) => {
    answers["users.info"] = answer;
    const { isMember, whyNot } = await people().actor("U02", "T01");
    expect(isMember).toBe(false);
    expect(whyNot).toMatch(/^Slack does not/);
  });

  it("is asked anew at each act", async () => {
    answers["users.info"] = saying({});
    const who = people();
    expect((await who.actor("U02", "T01")).isMember).toBe(true);
    answers["users.info"] = saying({ deleted: true });
    expect((await who.actor("U02", "T01")).isMember).toBe(false);
    expect(calls).toHaveLength(2);
  });
});

describe("who is in a group", () => {
  it("is asked again after a minute, and not before", async () => {
    answers["usergroups.users.list"] = () => ({ body: { ok: true, users: ["U02"] } });
    const who = people();
    expect(await who.members("S1")).toEqual({ ok: true, value: ["U02"] });
    await clock.advance(membersFor - 1);
    await who.members("S1");
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    answers["usergroups.users.list"] = () => ({ body: { ok: true, users: ["U03"] } });
    expect(await who.members("S1")).toEqual({ ok: true, value: ["U03"] });
  });

  it.each<[string, () => { status?: number; body: unknown } | "hang"]>([
    ["fails", () => ({ status: 500, body: {} })],
    ["says nothing", () => "hang"],
    ["refuses", () => ({ body: { ok: false, error: "no_such_subteam" } })],
    ["gives no list", () => ({ body: { ok: true } })],
  ])("is nobody where Slack %s, whoever was in it a minute ago", async (_, answer) => {
    answers["usergroups.users.list"] = () => ({ body: { ok: true, users: ["U02"] } });
    const who = people();
    await who.members("S1");
    await clock.advance(membersFor);
    answers["usergroups.users.list"] = answer;
    expect(await who.members("S1")).toMatchObject({ ok: false });
  });
});
