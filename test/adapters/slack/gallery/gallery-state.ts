import type { HomeView, ModalView } from "@slack/types";
import { imageOf } from "../../../../src/adapters/slack/views/blocks.ts";
import type { Message } from "../../../../src/adapters/slack/views/message.ts";
import { renderDialog } from "../../../../src/adapters/slack/views/render-dialog.ts";
import { renderHome } from "../../../../src/adapters/slack/views/render-home.ts";
import { renderNotice } from "../../../../src/adapters/slack/views/render-notice.ts";
import { renderReply } from "../../../../src/adapters/slack/views/render-reply.ts";
import type { Notice } from "../../../../src/domain/notice/notice.ts";
import type { Reply } from "../../../../src/services/ports.ts";
import type { Dialog } from "../../../../src/services/ports-dialogs.ts";
import type { HomeReply } from "../../../../src/services/ports-home.ts";
import type { DetailsReply } from "../../../../src/services/ports-status.ts";

/** One view in one state, as people find it. */
export type GalleryState = MessageState | ModalState | HomeState;

export interface MessageState extends Named {
  readonly kind: "message";
  readonly seen: Seen;
  readonly said: Said;
  readonly message: Message;
}

/** Unasked, or in answer. */
type Said = { readonly by: "notice"; readonly notice: Notice } | { readonly by: "reply"; readonly reply: Reply };

export interface ModalState extends Named {
  readonly kind: "modal";
  readonly dialog: DetailsReply | Dialog;
  readonly view: ModalView;
}

export interface HomeState extends Named {
  readonly kind: "home";
  readonly reply: HomeReply;
  readonly view: HomeView;
}

interface Named {
  /** States of one group stand together in one picture. */
  readonly group: string;
  readonly name: string;
}

/** Where a message stands: an alert in the channel is read without being asked for, an answer by whoever asked. */
export type Seen = "in the channel" | "in a thread" | "directly" | "by its asker alone";

/** The forms in which one message may be found: natively, with its picture, and where Slack takes no charts and tables. */
export function formsOf({ blocks, plainBlocks, pictured }: Message, file = "F00000000"): readonly Form[] {
  const picture = pictured === undefined ? [] : [pictured.blocksWith(imageOf(pictured.picture, file))];
  const isPlain = JSON.stringify(plainBlocks) === JSON.stringify(blocks);
  return [
    { form: "", blocks },
    ...picture.map((each) => ({ form: ", with its picture", blocks: each })),
    ...(isPlain ? [] : [{ form: ", without charts and tables", blocks: plainBlocks }]),
  ];
}

export interface Form {
  readonly form: string;
  readonly blocks: Message["blocks"];
}

/** Whatever may be said of one kind, each in a state with a name. */
export type States<T> = readonly (readonly [name: string, shown: T])[];

export function noticeStates(group: string, seen: Seen, states: States<Notice>): readonly GalleryState[] {
  return states.map(([name, notice]) => ({
    kind: "message",
    group,
    name,
    seen,
    said: { by: "notice", notice },
    message: renderNotice(notice),
  }));
}

export function replyStates(group: string, seen: Seen, states: States<Reply>): readonly GalleryState[] {
  return states.map(([name, reply]) => ({
    kind: "message",
    group,
    name,
    seen,
    said: { by: "reply", reply },
    message: renderReply(reply),
  }));
}

export function dialogStates(group: string, states: States<DetailsReply | Dialog>): readonly GalleryState[] {
  return states.map(([name, dialog]) => ({ kind: "modal", group, name, dialog, view: renderDialog(dialog) }));
}

export function homeStates(states: States<HomeReply>): readonly GalleryState[] {
  return states.map(([name, reply]) => ({
    kind: "home",
    group: "home",
    name,
    reply,
    view: renderHome(reply, "/scipy"),
  }));
}
