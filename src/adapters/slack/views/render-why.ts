import { worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { DaemonStatus, HostStatus, ReadHost } from "../../../domain/status.ts";
import type { StatusReply } from "../../../services/ports.ts";
import { sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { figuresNote } from "./figures-note.ts";
import { headlineOf } from "./headline.ts";
import { hostLine } from "./host-line.ts";
import type { Message } from "./message.ts";
import { share, size } from "./phrases.ts";
import { statusActions } from "./render-status.ts";

/** Hosts that are explained at length; the text of more would pass what one message holds. */
const explainedMax = 3;

/** Why it is so: cause, evidence, culprits, victims, and what to do now. */
export function renderWhy(reply: StatusReply): Message {
  const { board, now } = reply;
  const hosts = worstFirst(board.hosts);
  const headline = headlineOf(board, now);
  const [explained, rest] = divide(hosts);
  const blocks = [
    ...sectionsOf([
      headline.markup,
      ...(hosts.length === 1
        ? []
        : hosts
            .filter((host) => !explained.includes(host as ReadHost))
            .slice(0, 10)
            .map((host) => hostLine(host, now))),
    ]),
    ...explained.flatMap((host) => sectionsOf(explain(host, hosts.length > 1)).slice(0, 1)),
    ...(rest > 0 ? sectionsOf([`… and ${rest} more are not fine. Ask for one of them by its name.`]) : []),
    ...figuresNote(hosts, now),
    statusActions(reply.id),
  ];
  const causes = explained
    .filter((host) => host.diagnosis.state !== "ok")
    .map((host) => escapeMrkdwn(host.diagnosis.cause.sentence));
  return { text: [headline.text, ...causes].join(" "), blocks, plainBlocks: blocks };
}

/** Those not fine are explained; the only host always is. */
function divide(hosts: readonly HostStatus[]): readonly [readonly ReadHost[], number] {
  const read = hosts.filter((host): host is ReadHost => host.kind === "read");
  const ill = hosts.length === 1 ? read : read.filter((host) => host.diagnosis.state !== "ok");
  return [ill.slice(0, explainedMax), Math.max(0, ill.length - explainedMax)];
}

function explain(host: ReadHost, named: boolean): readonly string[] {
  const { cause, culprits, victims } = host.diagnosis;
  const byName = new Map(host.daemons.map((daemon) => [daemon.figures.name, daemon]));
  return [
    ...(named ? [bold(host.host)] : []),
    escapeMrkdwn(cause.sentence),
    ...(cause.evidence.length === 0
      ? []
      : [bold("Evidence"), ...cause.evidence.map((line) => `• ${escapeMrkdwn(line)}`)]),
    ...(culprits.length === 0
      ? []
      : [`${bold("Culprits")}: ${culprits.map((name) => culprit(name, byName.get(name))).join("; ")}`]),
    ...(victims.length === 0 ? [] : [`${bold("Victims")}: ${escapeMrkdwn(victims.join(", "))}`]),
    ...(cause.advice === "" ? [] : [`${bold("What to do now")}: ${escapeMrkdwn(cause.advice)}`]),
  ];
}

function culprit(name: string, daemon: DaemonStatus | undefined): string {
  if (daemon === undefined) return escapeMrkdwn(name);
  const back = daemon.givesBackBytes.value === null ? "" : `, a restart gives back ${size(daemon.givesBackBytes)}`;
  return escapeMrkdwn(`${name} holds ${size(daemon.figures.heapBytes)} (${share(daemon.share.value)} of RAM)${back}`);
}
