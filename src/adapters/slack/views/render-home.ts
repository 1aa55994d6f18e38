import type { HomeView } from "@slack/types";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import { needsHelp, worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { HostStatus } from "../../../domain/status.ts";
import type { HomeReply } from "../../../services/ports-home.ts";
import type { StatusReply } from "../../../services/ports-status.ts";
import { context, header, sectionsOf } from "./blocks.ts";
import { daemonLines } from "./board-table.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { figuresNote } from "./figures-note.ts";
import { headlineOf } from "./headline.ts";
import { historyCharts } from "./history-charts.ts";
import { alertBlocks, botBlocks, requestBlocks, silenceBlocks } from "./home-sections.ts";
import { hostLine, onlyHostLines } from "./host-line.ts";
import { openingBlocks } from "./opening.ts";
import { emojiOf, wordOf } from "./phrases.ts";
import { statusActions } from "./render-status.ts";
import { takeWithin } from "./take-within.ts";

/** Slack: 100 blocks and 250 kB on a Home tab; more than these is read by nobody. */
const linesMax = 20_000;
const sparklinesMax = 8;

/**
 * The bot's Home tab: the verdict, what waits for this person, what is wrong, what is kept quiet, then the figures. Neither
 * native tables nor charts can stand there.
 */
export function renderHome(reply: HomeReply, commandName: string): HomeView {
  const { status } = reply;
  const { board, now } = status;
  const hosts = worstFirst(board.hosts);
  return {
    type: "home",
    blocks: [
      ...openingBlocks(headlineOf(board, now), status, []),
      statusActions(status.id),
      ...requestBlocks(reply),
      ...alertBlocks(reply),
      ...silenceBlocks(reply),
      header("Hosts and daemons"),
      ...sectionsOf(takeWithin(boardLines(hosts, status), linesMax)),
      ...historyCharts(hosts)
        .sparklines.slice(0, sparklinesMax)
        .map((line) => context(line)),
      ...figuresNote(hosts, now),
      ...botBlocks(reply),
      context(
        `Ask in any channel: ${codeSpan(`${commandName} status`)}, ${codeSpan(`${commandName} why`)}, ${codeSpan(`${commandName} help`)}`,
      ),
    ],
  };
}

/** From so many hosts on those that are fine have a line together: on a phone the others would be lost among them. */
const wholeHostsMax = 5;

function boardLines(hosts: readonly HostStatus[], status: StatusReply): readonly string[] {
  const isFleet = hosts.length > wholeHostsMax;
  const fine = isFleet ? hosts.filter((host) => !needsHelp(host)) : [];
  const whole = hosts.filter((host) => !fine.includes(host));
  return [
    ...whole.flatMap((host) => [...hostLines(host, status), ...daemonLines(host, status.now)]),
    ...(fine.length === 0 ? [] : [fineLine(fine)]),
  ];
}

function fineLine(fine: readonly HostStatus[]): string {
  const [shown, more] = [fine.slice(0, fineNamesMax), fine.length - fineNamesMax];
  const names = shown.map(({ host }) => escapeMrkdwn(host, fineNameMax)).join(", ");
  return `${emojiOf.ok} ${bold(`${plural(fine.length, "host")} ${fine.length === 1 ? "is" : "are"} ${wordOf.ok}`)}: ${names}${more > 0 ? ` and ${more} more` : ""}`;
}

const [fineNamesMax, fineNameMax] = [40, 64];

/** The only host stands in the headline already. */
function hostLines(host: HostStatus, { board, now }: StatusReply): readonly string[] {
  return board.hosts.length === 1 ? onlyHostLines(host, now) : [hostLine(host, now)];
}
