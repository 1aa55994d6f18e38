import type { DirectNotice } from "../../../domain/notice/notice.ts";
import { actions, sectionsOf } from "./blocks.ts";
import { escapeMrkdwn } from "./escape.ts";
import { linkMarkup } from "./link.ts";
import type { Message } from "./message.ts";

/** To one person, about an alert: with the way to its message and the answer that is asked for. */
export function renderDirectNotice({ sentence, alert, asks, link }: DirectNotice): Message {
  const text = escapeMrkdwn(sentence);
  const label = asks === "still on it" ? "Still on it" : "Acknowledge";
  const blocks = [
    ...sectionsOf([text || "–", ...linkLines(link)]),
    actions(
      "direct_actions",
      { label, action: "alert_acknowledge", value: alert },
      { label: "Details", action: "alert_details", value: alert },
    ),
  ];
  return { text, blocks, plainBlocks: blocks };
}

function linkLines(link: string | null): readonly string[] {
  const markup = linkMarkup(link, "Go to the alert");
  return markup === null ? [] : [markup];
}
