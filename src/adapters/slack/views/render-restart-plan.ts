import type { RestartReply } from "../../../services/ports-restart.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { decidersLine, planLines } from "./plan-lines.ts";

/** `dry-run`: what a restart would do. Nothing is asked for. */
export function renderRestartPlan({
  host,
  daemon,
  plan,
  deciders,
  quorum,
  commandName,
}: Extract<RestartReply, { kind: "restart plan" }>): Message {
  const text = `Nothing was run. What a restart of ${daemon} on ${host} would do:`;
  const blocks = [
    ...sectionsOf([
      `Nothing was run. What a restart of ${bold(daemon)} on ${bold(host)} would do:`,
      ...planLines(plan),
      decidersLine(deciders, quorum),
    ]),
    context(`To ask for it: ${codeSpan(`${commandName} restart ${host}/${daemon}`)}`),
  ];
  return { text: escapeMrkdwn(text), blocks, plainBlocks: blocks };
}
