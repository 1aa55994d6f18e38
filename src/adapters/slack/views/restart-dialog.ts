import type { KnownBlock, ModalView } from "@slack/types";
import { reasonMax } from "../../../domain/restart/ask-restart.ts";
import type { RestartDialog } from "../../../services/ports-dialogs.ts";
import { section, sectionsOf } from "./blocks.ts";
import { dialogFields, dialogIds, restartTarget } from "./dialog-fields.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import { plainText, selectBlock, textBlock } from "./input-blocks.ts";
import { dateToken } from "./phrases.ts";
import { decidersLine, planLines } from "./plan-lines.ts";

/** Slack: 24 characters. */
const titleMax = 24;

/** Asks why and when, and shows what it would cost. While the host is read it can be written already. */
export function renderRestartDialog(dialog: RestartDialog): ModalView {
  const { host, daemon, alert, problem } = dialog;
  const canAsk = problem === null;
  // Slack: a dialog with a field has to have a button. Whoever presses it for a daemon that cannot be restarted is told so again.
  const chooser = daemonBlocks(dialog);
  const hasField = canAsk || chooser.length > 0;
  return {
    type: "modal",
    callback_id: dialogIds.restart,
    private_metadata: [restartTarget({ host, daemon }), alert ?? ""].join(" "),
    title: plainText("Ask for a restart", titleMax),
    ...(hasField ? { submit: plainText("Ask for approval", titleMax) } : {}),
    close: plainText(hasField ? "Cancel" : "Close", titleMax),
    blocks: [...headBlocks(dialog), ...chooser, ...(canAsk ? fieldBlocks(dialog) : []), ...costBlocks(dialog)],
  };
}

function headBlocks({ host, daemon, problem }: RestartDialog): readonly KnownBlock[] {
  const what = `${bold(daemon)} on ${bold(host)}`;
  if (problem !== null) return [section(`${what} cannot be restarted now: ${escapeMrkdwn(problem)}`)];
  return [section(`Somebody else has to approve the restart of ${what}. It is run once, and verified.`)];
}

/** Slack: 75 characters of an option's value; what does not fit would come back cut, so the command alone asks for it. */
const targetMax = 75;

/** Also where the chosen one cannot be restarted now: another may. */
function daemonBlocks({ host, daemon, choices }: RestartDialog): readonly KnownBlock[] {
  const shown = choices.filter((one) => restartTarget(one).length <= targetMax);
  const isShown = shown.some((one) => one.host === host && one.daemon === daemon);
  if (shown.length < 2 || !isShown) return [];
  return [
    selectBlock({
      id: dialogFields.restartDaemon,
      label: "Which daemon?",
      choices: shown.map((one) => ({ value: restartTarget(one), text: `${one.daemon} on ${one.host}` })),
      chosen: restartTarget({ host, daemon }),
      isWatched: true,
    }),
  ];
}

function fieldBlocks({ reason, windowAt }: RestartDialog): readonly KnownBlock[] {
  const window = windowAt === null ? [] : [{ value: "window", text: "In the next quiet window" }];
  return [
    textBlock({
      id: dialogFields.restartReason,
      label: "Why?",
      placeholder: "Pages take a minute; the heap is at its threshold",
      written: reason,
      charactersMax: reasonMax,
    }),
    selectBlock({
      id: dialogFields.restartTiming,
      label: "When?",
      choices: [{ value: "now", text: "As soon as it is approved" }, ...window],
      chosen: "now",
    }),
  ];
}

function costBlocks({ plan, problem, deciders, quorum, windowAt }: RestartDialog): readonly KnownBlock[] {
  if (problem !== null) return [];
  if (plan === null) return [section(":hourglass_flowing_sand: Reading the host: what it costs appears here.")];
  const opens = windowAt === null ? [] : [`*Next quiet window*: ${dateToken(windowAt, "{date_short_pretty} {time}")}`];
  return sectionsOf([...planLines(plan), ...opens, decidersLine(deciders, quorum)]);
}
