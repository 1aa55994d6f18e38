import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botScopes, inspectSlack } from "../../../src/adapters/slack/inspect-slack.ts";
import { Secret } from "../../../src/domain/secret.ts";
import { createWorkspace, type Workspace } from "../../../src/trial/workspace.ts";
import { control } from "../../support/control.ts";
import { appToken, botToken } from "./slack-harness.ts";

let workspace: Workspace;
beforeEach(async () => {
  const opened = await createWorkspace({ port: 0 });
  if (!opened.ok) throw new Error(opened.error.sentence);
  workspace = opened.value;
});
afterEach(() => workspace.stop());

function inspect(channel: string, bot = botToken) {
  const settings = { botToken: new Secret(bot), appToken: new Secret(appToken), apiUrl: workspace.apiUrl };
  return inspectSlack({ settings, channel });
}

describe("the inspection of Slack", () => {
  it("finds nothing to mend about the channel that the bot is in", async () => {
    const findings = await inspect("#ops");
    expect(findings.map(({ check }) => check)).toEqual(["bot token", "scopes", "app token", "channel"]);
    expect(findings.at(-1)).toMatchObject({ outcome: "ok", sentence: "The bot is in #ops." });
  });

  it("tells how to invite the bot by the name that it has in this workspace", async () => {
    const findings = await inspect("#random");
    const name = /^It is (\S+) in /.exec(findings[0]?.sentence ?? "")?.[1];
    expect(name).toBeTruthy();
    expect(findings.at(-1)).toMatchObject({
      check: "channel",
      outcome: "failed",
      sentence: `The bot is not in #random. Type /invite @${name} there.`,
    });
  });

  it("does not look for the channel with a token that Slack refuses", async () => {
    const findings = await inspect("#ops", "xoxb-canary-000");
    expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["bot token", "failed"],
      ["app token", "ok"],
    ]);
    expect(JSON.stringify(findings)).not.toContain("canary");
  });

  it("does not wait where Slack asks for a pause, but says so", async () => {
    await control(workspace, "fault", { kind: "rate-limit", method: "conversations.list", seconds: 60 });
    const findings = await inspect("#ops");
    expect(findings.at(-1)).toMatchObject({
      check: "channel",
      outcome: "warning",
      sentence: "#ops cannot be looked up. Slack asks for patience; try again in a minute.",
    });
  });

  it.each([
    ["channels:history", /^Missing: channels:history\. .* may be told twice\.$/],
    ["app_mentions:read", /nobody is answered who mentions the bot\.$/],
    ["im:history", /direct messages to the bot are not answered\.$/],
    ["reactions:write", /answered without the marks that say how they stand\.$/],
    ["files:write", /a picture is shown as a plainer chart, without its range\.$/],
  ])("says what it cannot do without the scope %s", async (missing, sentence) => {
    await workspace.stop();
    const opened = await createWorkspace({ port: 0, scopes: botScopes.filter((scope) => scope !== missing) });
    if (!opened.ok) throw new Error(opened.error.sentence);
    workspace = opened.value;
    const findings = await inspect("#ops");
    expect(findings.find(({ check }) => check === "scopes")).toMatchObject({
      outcome: "warning",
      sentence: expect.stringMatching(sentence),
    });
  });
});
