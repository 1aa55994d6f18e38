import type { ModalView } from "@slack/types";
import type { RestartCodeDialog } from "../../../services/ports-dialogs.ts";
import { section } from "./blocks.ts";
import { dialogFields, dialogIds } from "./dialog-fields.ts";
import { bold } from "./escape.ts";
import { plainText, textBlock } from "./input-blocks.ts";

/** Slack: 24 characters. */
const titleMax = 24;
/** Six digits, and the space that some apps show between them. */
const codeMax = 10;

/** Asks for the code that an authenticator app shows; sending it approves. */
export function renderRestartCodeDialog({
  request,
  message,
  clickedAt,
  number,
  host,
  daemon,
}: RestartCodeDialog): ModalView {
  return {
    type: "modal",
    callback_id: dialogIds.code,
    private_metadata: [request, message.channel, message.ts, clickedAt ?? ""].join(" "),
    title: plainText(`Approve restart ${number}`, titleMax),
    submit: plainText("Approve restart", titleMax),
    close: plainText("Not now", titleMax),
    blocks: [
      section(`${bold(daemon)} on ${bold(host)} is restarted once. This approval needs your one-time code.`),
      textBlock({
        id: dialogFields.code,
        label: "Code",
        placeholder: "123456",
        written: "",
        charactersMax: codeMax,
      }),
    ],
  };
}
