import type { ReportNotice } from "../../../domain/notice/notice.ts";
import { actions, context, sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** What people wrote; more is in their own reports. */
const textsMax = 3000;
const peopleMax = 10;
/** Beside the sentence, the reading and two lines of small print. */
const textLinesMax = messageLinesMax - 4;

/** What people say is wrong, beside what the figures said at the time. */
export function renderReportNotice(notice: ReportNotice): Message {
  const { sentence, report, texts, reading, asks } = notice;
  const blocks = [
    ...sectionsOf([
      `:speech_balloon: ${bold(sentence) || "–"}`,
      ...takeWithin(
        texts.map((text) => `> ${escapeMrkdwn(text)}`),
        textsMax,
        textLinesMax,
      ),
      ...(reading === "" ? [] : [`*The reading at the time*: ${escapeMrkdwn(reading)}`]),
    ]),
    ...(asks === null
      ? []
      : [
          actions(
            "report_actions",
            { label: "Better", action: "report_better", value: report },
            { label: "Worse", action: "report_worse", value: report },
          ),
        ]),
    context(...smallPrint(notice)),
  ];
  return { text: escapeMrkdwn(sentence), blocks, plainBlocks: blocks };
}

function smallPrint({ by, at, better, worse }: ReportNotice): readonly string[] {
  const rest = by.length - peopleMax;
  const people = by.slice(0, peopleMax).map(mention).join(", ");
  const who = people === "" ? "" : ` by ${people}${rest > 0 ? ` and ${rest} more` : ""}`;
  const said = better + worse === 0 ? [] : [`better: ${better}, worse: ${worse}`];
  return [`reported${who} ${dateToken(at, "{date_short_pretty} {time}")}`, ...said];
}
