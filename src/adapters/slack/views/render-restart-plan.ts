import { bytes, renderBytes } from "../../../domain/bytes.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import { printable } from "../../../domain/printable.ts";
import type { FrozenPlan } from "../../../domain/restart/frozen-plan.ts";
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
  const effect = effectOf(plan);
  const text = `A restart of ${daemon} on ${host} ${effect}. Nothing was run.`;
  const blocks = [
    ...sectionsOf([
      `:mag: A restart of ${bold(daemon, nameMax)} on ${bold(host, nameMax)} ${effect}. *Nothing was run.*`,
      ...planLines(plan),
      decidersLine(deciders, quorum),
    ]),
    context(`To ask for it: ${codeSpan(printable(`${commandName} restart ${host}/${daemon}`, commandMax))}`),
  ];
  return { text: escapeMrkdwn(text), blocks, plainBlocks: blocks };
}

/** As long as the configuration lets a name be, and a command with two of them. */
const nameMax = 64;
const commandMax = 200;

/** "would cut 12 connections and give back about 2.0 GiB", as far as either is known. */
function effectOf({ measured, givesBackBytes }: FrozenPlan): string {
  const cut = measured.connections.value;
  const parts = [
    ...(cut === null ? [] : [cut === 0 ? "cut no connection" : `cut ${plural(cut, "connection")}`]),
    ...(givesBackBytes.value === null ? [] : [`give back about ${renderBytes(bytes(givesBackBytes.value))}`]),
  ];
  return parts.length === 0 ? "would run what stands below" : `would ${parts.join(" and ")}`;
}
