import type { BlockAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { clickOf } from "../../../src/adapters/slack/read-click.ts";

function payload(action: object): BlockAction {
  return {
    type: "block_actions",
    user: { id: "U02", team_id: "T01" },
    team: { id: "T02" },
    channel: { id: "C01" },
    message: { ts: "12.000100" },
    container: { type: "message" },
    trigger_id: "trigger",
    actions: [{ type: "button", action_id: "restart_approve", value: "r1", ...action }],
  } as unknown as BlockAction;
}

describe("a click", () => {
  it("says who, where, on what, and when by Slack's own clock", () => {
    expect(clickOf(payload({ action_ts: "1795000000.000100" }), null)).toMatchObject({
      ...{ action: "restart_approve", value: "r1", user: "U02", team: "T01" },
      ...{ message: { channel: "C01", ts: "12.000100" }, clickedAt: "1795000000.000100" },
    });
  });

  it("counts without its time, which is then not known", () => {
    expect(clickOf(payload({}), null)).not.toHaveProperty("clickedAt");
    expect(clickOf(payload({ action_ts: 12 }), null)).not.toHaveProperty("clickedAt");
  });
});
