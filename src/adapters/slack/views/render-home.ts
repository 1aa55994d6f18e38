import type { HomeView } from "@slack/types";
import { worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { StatusReply } from "../../../services/ports.ts";
import { context, header, sectionsOf } from "./blocks.ts";
import { boardLines } from "./board-table.ts";
import { codeSpan } from "./escape.ts";
import { figuresNote } from "./figures-note.ts";
import { headlineOf } from "./headline.ts";
import { historyCharts } from "./history-charts.ts";
import { hostLine } from "./host-line.ts";
import { statusActions } from "./render-status.ts";
import { takeWithin } from "./take-within.ts";

/** Slack: 100 blocks and 250 kB on a Home tab; more than these is read by nobody. */
const linesMax = 20_000;

/** The bot's Home tab, where neither native tables nor charts can stand. */
export function renderHome(reply: StatusReply, commandName: string): HomeView {
  const { board, now } = reply;
  const hosts = worstFirst(board.hosts);
  return {
    type: "home",
    blocks: [
      ...sectionsOf([headlineOf(board, now).markup]),
      statusActions(reply.id),
      header("Hosts"),
      ...sectionsOf(
        takeWithin(
          hosts.map((host) => hostLine(host, now)),
          linesMax,
        ),
      ),
      header("Memory"),
      ...sectionsOf(takeWithin(boardLines(hosts, now), linesMax)),
      ...historyCharts(hosts).sparklines.map((line) => context(line)),
      ...figuresNote(hosts, now),
      context(
        `Ask in any channel: ${codeSpan(`${commandName} status`)}, ${codeSpan(`${commandName} why`)}, ${codeSpan(`${commandName} help`)}`,
      ),
    ],
  };
}
