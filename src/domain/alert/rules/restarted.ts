import { bytes, renderBytes } from "../../bytes.ts";
import { epochOf } from "../../epoch.ts";
import { mapFigure } from "../../figure.ts";
import type { DaemonStatus } from "../../status.ts";
import { millis, renderDuration, seconds } from "../../time.ts";
import type { AlertFigure, Finding } from "../alert.ts";
import { daemonFigures, textOf } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { ownEntry } from "./own-entry.ts";

/**
 * A daemon is another process than before, and no restart of it by the bot is under way. A restart of the host is told once,
 * of the host. True at one reading only: the alert lives on by its `keepFiring`.
 */
export function judgeRestarted(reading: Reading): readonly Judgement[] {
  const { restarts, status } = reading;
  const host: Judgement = {
    daemon: null,
    level: restarts.host ? "warning" : "clear",
    finding: hostFinding(reading),
  };
  return [host, ...status.daemons.map((daemon) => judgeDaemon(reading, daemon))];
}

function judgeDaemon(reading: Reading, daemon: DaemonStatus): Judgement {
  const { restarts, maintenance, context } = reading;
  const { name } = daemon.figures;
  const byBot = maintenance.some((one) => one.daemon === name && one.until > context.now);
  const isOwnRestart = restarts.daemons.includes(name) && !restarts.withHost.includes(name);
  if (!isOwnRestart || byBot) return { daemon: name, level: "clear", finding: calm(reading, daemon) };
  return { daemon: name, level: "warning", finding: restartFinding(reading, daemon) };
}

/** Longer without a reading than this, and the bot or the way to the host was away: several polls are missing. */
const awayMs = 10 * 60_000;

function awayPhrase({ memory, context }: Reading): string {
  const since = memory.lastReadAt;
  return since !== null && context.now - since > awayMs ? " while the bot could not see it" : "";
}

function restartFinding(reading: Reading, daemon: DaemonStatus): Finding {
  const { figures } = daemon;
  const before = ownEntry(reading.memory.seen, figures.name)?.heapBytes ?? null;
  const after = figures.heapBytes.value;
  const heaps =
    before === null || after === null ? "" : `; heap ${renderBytes(bytes(before))} before, ${renderBytes(after)} now`;
  return {
    sentence: `was restarted by somebody else${awayPhrase(reading)}${heaps}`,
    advice: "Nothing needs to be done if that was meant. If nobody did it, it crashed: look at the end of its log.",
    figures: figuresOf(reading, daemon),
    measure: null,
    measureText: "restarted",
  };
}

function figuresOf(reading: Reading, daemon: DaemonStatus): readonly AlertFigure[] {
  const before = ownEntry(reading.memory.seen, daemon.figures.name)?.heapBytes ?? null;
  const shown = daemonFigures(daemon);
  return [
    { name: "Heap before", text: before === null ? "not known" : renderBytes(bytes(before)) },
    { ...shown.heap, name: "Heap now" },
    { name: "Started", text: startedText(reading, daemon) },
    shown.share,
    ...shown.connections,
  ];
}

function startedText({ status: { sample } }: Reading, { figures }: DaemonStatus): string {
  const epoch = epochOf(figures, sample);
  if (epoch === null) return "not known";
  const age = mapFigure(sample.system.uptimeSeconds, (uptime) => Math.max(0, uptime - epoch.startedAt));
  return textOf(age, (passed) => `${renderDuration(seconds(passed))} before this reading`);
}

/** Not only where nothing was restarted, but also while the bot's own restart of it is under way. */
function calm(reading: Reading, daemon: DaemonStatus): Finding {
  const { name, state } = daemon.figures;
  const was = reading.restarts.daemons.includes(name);
  const sentences = { up: "it has not been restarted", down: "no process of it runs", unknown: "it cannot be seen" };
  return {
    sentence: was ? "it was restarted, as expected" : sentences[state],
    advice: nothingToDo,
    figures: figuresOf(reading, daemon),
    measure: null,
    measureText: was ? "restarted" : "not restarted",
  };
}

function hostFinding(reading: Reading): Finding {
  const { status, restarts, memory, shown } = reading;
  const up = textOf(status.sample.system.uptimeSeconds, (uptime) => renderDuration(seconds(Math.max(0, uptime))));
  const known = Object.keys(memory.epochs).length;
  const back = status.daemons.filter(({ figures }) => figures.state === "up").length;
  const sinceRead = memory.lastReadAt === null ? null : reading.context.now - memory.lastReadAt;
  return {
    sentence: restarts.host
      ? `the host itself was restarted${awayPhrase(reading)}, and all of its daemons with it`
      : "the host has not been restarted",
    advice: restarts.host
      ? "Nothing needs to be done if that was meant. Else look at the end of its last boot's log (journalctl -b -1 -e)."
      : nothingToDo,
    figures: [
      { name: "Up for", text: up },
      { name: "Daemons that run", text: `${back} of ${Math.max(known, status.daemons.length)}` },
      { name: "Last reading before", text: sinceRead === null ? "none" : `${renderDuration(millis(sinceRead))} ago` },
      shown.load,
      shown.available,
    ],
    measure: null,
    measureText: restarts.host ? "restarted" : "not restarted",
  };
}
