import { plural } from "../../../domain/diagnosis/phrases.ts";
import { type ExplainedPlan, explainPlan } from "../../../domain/heap/explain-plan.ts";
import type { HostPlan } from "../../../domain/heap/plan-host.ts";
import type { Instant } from "../../../domain/time.ts";
import type { PlanFinding, PlanReply } from "../../../services/ports-heap.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** Names are not bounded where they come from. */
const nameMax = 80;
/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

/** The calendar of each host, or the RAM that would make it unnecessary; the conclusion first. */
export function renderPlan(reply: PlanReply): Message {
  const { kind, hosts, more, commandName } = reply;
  const told = hosts.map((finding) => (kind === "plan" ? planLines(finding) : capacityLines(finding)));
  // Of several hosts the conclusion alone: what is behind it is told of each that is asked for.
  const lines = told.length === 1 ? told.flat() : told.flatMap(([first]) => first ?? []);
  const rest = more === 0 ? "" : `${plural(more, "more host")} ${more === 1 ? "was" : "were"} not looked at. `;
  const other = kind === "plan" ? "capacity" : "plan";
  const says = kind === "plan" ? "says how much RAM would end the restarts" : "says when to restart what until then";
  const blocks = [
    ...sectionsOf(takeWithin(lines, linesMax, messageLinesMax - 1)),
    context(
      `${rest}${told.length > 1 ? `${codeSpan(`${commandName} ${kind} HOST`)} says more of one. ` : ""}Nothing is restarted by this. ${codeSpan(`${commandName} ${other}`)} ${says}.`,
    ),
  ];
  return { text: lines.slice(0, 1).map(withoutMarks).join(""), blocks, plainBlocks: blocks };
}

/** A notification shows no markup: ":floppy_disk: *web-1*: 12 GiB" is "web-1: 12 GiB" there. */
function withoutMarks(line: string): string {
  return line.replace(/^:[a-z_]+: /, "").replace(/^\*([^*]*)\*/, "$1");
}

function planLines({ host, plan, problem }: PlanFinding): readonly string[] {
  const name = bold(host, nameMax);
  if (plan === null) return [`:white_circle: ${name}: no plan yet. ${escapeMrkdwn(problem ?? "")}`];
  const { headline, restarts, notes, habits, widened } = explained(plan);
  const emoji = plan.plan.windows.every(({ fits }) => fits) ? ":large_green_circle:" : ":large_orange_circle:";
  return [
    `${emoji} ${name}: ${headline}`,
    ...restarts.map((line) => `• ${line}`),
    ...(notes.length === 0 ? [] : [notes.join(" ")]),
    ...(widened === null ? [] : [widened]),
    ...(habits.length === 0 ? [] : [`On the recorded history: ${habits.join("; ")}.`]),
  ];
}

function capacityLines({ host, plan, problem, cures }: PlanFinding): readonly string[] {
  const name = bold(host, nameMax);
  const cheaper = cures.flatMap(({ daemon, cures: of }) =>
    of.map(({ sentence }) => `• ${escapeMrkdwn(daemon, nameMax)}: ${escapeMrkdwn(sentence)}`),
  );
  const before = cheaper.length === 0 ? [] : ["Before buying RAM:", ...cheaper];
  if (plan === null) return [`:white_circle: ${name}: not known yet. ${escapeMrkdwn(problem ?? "")}`, ...before];
  const { ram, widened } = explained(plan);
  return [`:floppy_disk: ${name}: ${ram}`, ...(widened === null ? [] : [widened]), ...before];
}

/** As finished mrkdwn: names are escaped before they are put into sentences, since times are tokens of Slack's. */
function explained(plan: HostPlan): ExplainedPlan {
  const tell = (at: Instant): string => dateToken(at, "{date_short_pretty} {time}");
  return explainPlan(
    withNames(plan, (name) => escapeMrkdwn(name, nameMax)),
    tell,
  );
}

function withNames(plan: HostPlan, show: (name: string) => string): HostPlan {
  const { restarts, measuring } = plan.plan;
  const { ram, widened } = plan;
  return {
    ...plan,
    plan: {
      ...plan.plan,
      restarts: restarts.map((restart) => ({ ...restart, daemon: show(restart.daemon) })),
      measuring: measuring === null ? null : show(measuring),
    },
    widened: widened.map((each) => ({ ...each, daemon: show(each.daemon) })),
    ram: ram.kind === "for days" ? { ...ram, because: ram.because.map(show) } : ram,
  };
}
