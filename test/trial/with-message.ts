import { button, openWorkspace, section, type Trial } from "./open-workspace.ts";
import { connectPeer, type Peer } from "./socket-peer.ts";

export const actions = (...elements: object[]) => ({ type: "actions", block_id: "acts", elements });
export const select = {
  type: "static_select",
  action_id: "host",
  options: ["a", "b"].map((value) => ({ text: { type: "plain_text", text: `Host ${value}` }, value })),
};

/** A message of the bot with a button and a menu, and a peer that acknowledges everything. */
export async function withMessage(options = {}): Promise<{ trial: Trial; peer: Peer; ts: string }> {
  const trial = await openWorkspace(options);
  const peer = await connectPeer(trial);
  peer.ackAll();
  const blocks = [section("a"), actions(button("details"), select)];
  const { ts } = await trial.api("chat.postMessage", { channel: "C01OPS", text: "a", blocks });
  return { trial, peer, ts };
}

export const click = (ts: string, action: object = { type: "button", action_id: "details", block_id: "acts" }) => ({
  channel: "C01OPS",
  messageTs: ts,
  user: "U02BOB",
  action,
});
