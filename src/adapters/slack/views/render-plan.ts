import { plural } from "../../../domain/diagnosis/phrases.ts";
import { type ExplainedPlan, explainPlan } from "../../../domain/heap/explain-plan.ts";
import type { HostPlan } from "../../../domain/heap/plan-host.ts";
import type { Instant } from "../../../domain/time.ts";
import type { PlanFinding, PlanReply } from "../../../services/ports-heap.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { takeWithin } from "./take-within.ts";

/** Names are not bounded where they come from. */
const nameMax = 80;
/** Slack takes about 13,200 characters in all blocks together. */
const linesMax = 9000;

/** The calendar of each host, or the RAM that would make it unnecessary; the conclusion first. */
export function renderPlan(reply: PlanReply): Message {
  const { kind, hosts, more, commandName } = reply;
  const lines = hosts.flatMap((finding) => (kind === "plan" ? planLines(finding) : capacityLines(finding)));
  const rest = more === 0 ? "" : `${plural(more, "more host")} ${more === 1 ? "was" : "were"} not looked at. `;
  const other = kind === "plan" ? "capacity" : "plan";
  const says = kind === "plan" ? "says how much RAM would end the restarts" : "says when to restart what until then";
  const blocks = [
    ...sectionsOf(takeWithin(lines, linesMax)),
    context(`${rest}Nothing is restarted by this. ${codeSpan(`${commandName} ${other}`)} ${says}.`),
  ];
  return { text: lines[0] ?? "", blocks, plainBlocks: blocks };
}

function planLines({ host, plan, problem }: PlanFinding): readonly string[] {
  const name = bold(host, nameMax);
  if (plan === null) return [`:white_circle: ${name}: no plan yet. ${escapeMrkdwn(problem ?? "")}`];
  const { headline, restarts, notes, habits } = explained(plan);
  const emoji = plan.plan.windows.every(({ fits }) => fits) ? ":large_green_circle:" : ":large_orange_circle:";
  return [
    `${emoji} ${name}: ${headline}`,
    ...restarts.map((line) => `• ${line}`),
    ...notes,
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
  return [`:floppy_disk: ${name}: ${explained(plan).ram}`, ...before];
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
  const { ram } = plan;
  return {
    ...plan,
    plan: {
      ...plan.plan,
      restarts: restarts.map((restart) => ({ ...restart, daemon: show(restart.daemon) })),
      measuring: measuring === null ? null : show(measuring),
    },
    ram: ram.kind === "for days" ? { ...ram, because: ram.because.map(show) } : ram,
  };
}
