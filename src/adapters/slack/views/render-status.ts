import { worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { HostStatus } from "../../../domain/status.ts";
import type { StatusReply } from "../../../services/ports-status.ts";
import { adviceAbout } from "./advice.ts";
import { actions, context, sectionsOf, table } from "./blocks.ts";
import { boardLines, boardTable } from "./board-table.ts";
import { countLines } from "./count-lines.ts";
import { daemonNotes } from "./daemon-notes.ts";
import { figuresNote } from "./figures-note.ts";
import { headlineOf } from "./headline.ts";
import { historyCharts } from "./history-charts.ts";
import { hostLine, onlyHostLines } from "./host-line.ts";
import type { Message } from "./message.ts";
import { openingBlocks, openingText, waitingNote } from "./opening.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** How it stands: the verdict, what to do now, a line for each host, the table of hosts and daemons, and how it went. */
export function renderStatus(reply: StatusReply): Message {
  const { board, now } = reply;
  const hosts = worstFirst(board.hosts);
  const headline = headlineOf(board, now);
  const advice = adviceAbout(hosts);
  const lines = [...advice.lines, ...takeWithin(hostLines(hosts, reply), linesMax)];
  const opening = openingBlocks(headline, reply, lines);
  const { charts, sparklines } = historyCharts(hosts);
  const notes = daemonNotes(hosts);
  const closing = [
    ...(notes.length === 0 ? [] : [context(takeWithin(notes, notesMax).join(" · "))]),
    ...figuresNote(hosts, now),
    ...waitingNote(board),
    statusActions(reply.id),
  ];
  const room = messageLinesMax - countLines([...opening, ...closing]);
  // Without charts a course is a line each: of one host, where they leave room for its daemons.
  const courses = hosts.length === 1 ? sparklines.slice(0, Math.max(0, room - 2)) : [];
  const rowsMax = Math.max(1, room - courses.length);
  const anyFigure = hosts.some((host) => host.kind !== "waiting");
  return {
    text: `${openingText(headline, reply)} ${advice.text}`.trim(),
    blocks: [...opening, ...(anyFigure ? [table(boardTable(hosts, now)), ...charts] : []), ...closing],
    plainBlocks: [
      ...opening,
      ...(anyFigure ? sectionsOf(takeWithin(boardLines(hosts, now), tableMax, rowsMax)) : []),
      ...courses.map((line) => context(line)),
      ...closing,
    ],
  };
}

/** Slack takes about 13,200 characters in all blocks together: so many for the lines, the notes and the table as lines. */
const linesMax = 2500;
const notesMax = 1000;
const tableMax = 4000;

/** With the verdict and the advice, what a phone shows at once; the worst come first, and the table holds them all. */
const hostLinesMax = 6;

function hostLines(hosts: readonly HostStatus[], { now }: StatusReply): readonly string[] {
  const [only] = hosts;
  if (hosts.length === 1 && only !== undefined) return onlyHostLines(only, now);
  const rest = hosts.length - hostLinesMax;
  const lines = hosts.slice(0, hostLinesMax).map((host) => hostLine(host, now));
  return rest > 0 ? [...lines, `… and ${rest} more in the table`] : lines;
}

export function statusActions(id: string) {
  return actions(
    "answer_actions",
    { label: "Refresh", action: "status_refresh", value: id },
    { label: "Details", action: "details", value: id },
  );
}
