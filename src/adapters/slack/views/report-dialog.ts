import type { ModalView } from "@slack/types";
import type { ReportDialog } from "../../../services/ports-dialogs.ts";
import { context } from "./blocks.ts";
import { allValue, dialogFields, dialogIds } from "./dialog-fields.ts";
import { plainText, selectBlock, textBlock } from "./input-blocks.ts";

/** Slack: 24 characters. */
const titleMax = 24;

/** As much as anyone writes about one problem. */
const textMax = 1000;

/** Asks what people suffer from, and where. */
export function renderReportDialog({ hosts, host, text }: ReportDialog): ModalView {
  const names = [...new Set(host === null ? hosts : [...hosts, host])];
  const choices = [{ value: allValue, text: "I do not know" }, ...names.map((name) => ({ value: name, text: name }))];
  return {
    type: "modal",
    callback_id: dialogIds.report,
    title: plainText("Report a problem", titleMax),
    submit: plainText("Report", titleMax),
    close: plainText("Cancel", titleMax),
    blocks: [
      textBlock({
        id: dialogFields.reportText,
        label: "What do you see?",
        placeholder: "Internal Server Error on the wiki since ten",
        written: text,
        charactersMax: textMax,
        isLong: true,
      }),
      selectBlock({ id: dialogFields.reportHost, label: "On which server?", choices, chosen: host ?? allValue }),
      context(
        "The bot reads the servers at once and puts their figures beside your report, in the channel of the alerts.",
      ),
    ],
  };
}
