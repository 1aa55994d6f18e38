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

/** Slack: 100 blocks on a Home tab. Sections of 3,000 characters beyond these are read by nobody. */
const sectionsMax = 20;

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
      ...sectionsOf(hosts.map((host) => hostLine(host, now))).slice(0, sectionsMax),
      header("Memory"),
      ...sectionsOf(boardLines(hosts, now)).slice(0, sectionsMax),
      ...historyCharts(hosts).sparklines.map((line) => context(line)),
      ...figuresNote(hosts, now),
      context(
        `Ask in any channel: ${codeSpan(`${commandName} status`)}, ${codeSpan(`${commandName} why`)}, ${codeSpan(`${commandName} help`)}`,
      ),
    ],
  };
}
