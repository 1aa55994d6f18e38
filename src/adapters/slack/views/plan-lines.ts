import { bytes, renderBytes } from "../../../domain/bytes.ts";
import type { Figure } from "../../../domain/figure.ts";
import { commandText } from "../../../domain/restart/command-of.ts";
import type { FrozenPlan, Peer, PeerQuiet } from "../../../domain/restart/frozen-plan.ts";
import { renderDuration } from "../../../domain/time.ts";
import { codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";

/** So many addresses are read; the rest are counted. */
const peersShown = 5;
/** More than an IPv6 address with its zone. */
const addressMax = 64;
const decidersMax = 10;
/** A host without iproute2 says who is connected, and no more. */
const untoldText = "; for how long they have been idle is not known, because the host has no `ss` that tells it";

/** What a restart would run, cut and give back, and what is known of earlier ones: finished mrkdwn. */
export function planLines(plan: FrozenPlan): readonly string[] {
  const { argv, drain, givesBackBytes, downtimeMs, measured, cutBefore } = plan;
  const drained =
    drain === null
      ? []
      : [`*Before it*: ${codeSpan(commandText(drain.argv))}, at most ${renderDuration(drain.withinMs)}`];
  const before =
    cutBefore.length === 0 ? "no earlier restart is known" : `${cutBefore.join(", ")} by the last restarts`;
  return [
    `*Runs*: ${codeSpan(commandText(argv))}`,
    ...drained,
    `*Gives back*: ${told(givesBackBytes, size)} of ${told(measured.heapBytes, size)}`,
    `*Cuts*: ${told(measured.connections, connectionsText)} (${before})${peersText(plan.peers)}`,
    `*Away for*: ${told(downtimeMs, (took) => `about ${renderDuration(took)}, by earlier restarts`)}`,
    `*Watched afterwards*: another process, its port, its health address, its heap, the host's memory`,
  ];
}

/** Who could approve. */
export function decidersLine(deciders: readonly string[], quorum: number): string {
  const more = deciders.length > decidersMax ? ` and ${deciders.length - decidersMax} more` : "";
  const names = deciders.slice(0, decidersMax).map(mention).join(", ");
  return `*May approve*: ${names === "" ? "nobody: name reviewers in scipy.yml" : `${names}${more}`}${quorum > 1 ? `; ${quorum} of them have to` : ""}`;
}

function peersText(peers: readonly Peer[]): string {
  if (peers.length === 0) return "";
  const shown = peers.slice(0, peersShown).map(({ address, count, quiet = null }) => {
    const known = quiet === null ? "" : ` (${quietText(quiet)})`;
    return `${escapeMrkdwn(address, addressMax)}${count > 1 ? ` ×${count}` : ""}${known}`;
  });
  const rest = peers.length - peersShown;
  const untold = peers.every(({ quiet = null }) => quiet === null) ? untoldText : "";
  return `: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more addresses` : ""}${untold}`;
}

/** "idle 3 min to 1 h, open for 2 h or more". */
function quietText({ idle: { from, to }, openFor }: PeerQuiet): string {
  const [least, most] = [renderDuration(from), renderDuration(to)];
  return `idle ${least === most ? least : `${least} to ${most}`}, open for ${renderDuration(openFor)} or more`;
}

function connectionsText(count: number): string {
  return count === 1 ? "1 connection" : `${count} connections`;
}

function size(count: number): string {
  return renderBytes(bytes(count));
}

function told<T>({ value, reason }: Figure<T>, render: (value: T) => string): string {
  return value === null ? `not known, because ${escapeMrkdwn(reason ?? "")}` : render(value);
}
