import type { ModalView } from "@slack/types";
import type { DetailsReply } from "../../../services/ports-status.ts";
import { context } from "./blocks.ts";
import { detailBlocks } from "./details.ts";
import { figuresNote } from "./figures-note.ts";

/** Slack: 100 blocks and 250 kB in a dialog. 25 full sections are 75,000 characters, at most 225 kB. */
const blocksMax = 25;

/** The dialog behind "Details". */
export function renderDetailsModal({ board, now }: DetailsReply): ModalView {
  const blocks = [...detailBlocks(board, now, blocksMax), ...figuresNote(board.hosts, now)];
  return {
    type: "modal",
    title: { type: "plain_text", text: "Details", emoji: false },
    close: { type: "plain_text", text: "Close", emoji: false },
    blocks: blocks.length === 0 ? [context("No host is configured.")] : blocks,
  };
}
