import type { ModalView } from "@slack/types";
import type { FiringAlert } from "../../../domain/alert/alert.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import type { SilenceChoice, SilenceDialog } from "../../../services/ports-dialogs.ts";
import { keyMarkup, severityMark } from "./alert-state.ts";
import { context, sectionsOf } from "./blocks.ts";
import { allValue, dialogFields, dialogIds } from "./dialog-fields.ts";
import { type ChoiceText, plainText, selectBlock, textBlock } from "./input-blocks.ts";

/** More would push the fields out of sight. */
const listedMax = 8;

const reasonMax = 200;
const durationMax = 20;

/** Slack: 24 characters. */
const titleMax = 24;

/** Asks what is to be quiet, for how long and why. First of all it shows what that would silence now. */
export function renderSilenceDialog(dialog: SilenceDialog): ModalView {
  return {
    type: "modal",
    callback_id: dialogIds.silence,
    private_metadata: dialog.alert ?? "",
    title: plainText("Silence", titleMax),
    submit: plainText("Silence", titleMax),
    close: plainText("Cancel", titleMax),
    blocks: [
      ...sectionsOf(wouldSilenceLines(dialog.wouldSilence)),
      ...scopeBlocks(dialog),
      selectBlock({ id: dialogFields.duration, label: "For how long", choices: durations, chosen: dialog.choice }),
      textBlock({
        id: dialogFields.ownDuration,
        label: "Own duration",
        placeholder: "45 min, 3 h or 2 d; at most 7 d",
        written: "",
        charactersMax: durationMax,
        isOptional: true,
      }),
      textBlock({
        id: dialogFields.reason,
        label: "Reason",
        placeholder: "For those who wonder why it is quiet",
        written: dialog.reason,
        charactersMax: reasonMax,
      }),
      context("The bot goes on watching. A silence ends when its problem is over, and breaks when it gets worse."),
    ],
  };
}

function wouldSilenceLines(alerts: readonly FiringAlert[]): readonly string[] {
  if (alerts.length === 0) return ["*This would silence now:* nothing that is open. What fires later stays quiet too."];
  const rest = alerts.length - listedMax;
  return [
    "*This would silence now:*",
    ...alerts.slice(0, listedMax).map(({ key, severity }) => `• ${severityMark(severity)} · ${keyMarkup(key)}`),
    ...(rest > 0 ? [`… and ${plural(rest, "more alert")}`] : []),
  ];
}

function scopeBlocks({ scope, hosts, daemons, rules }: SilenceDialog) {
  const own = daemons.filter(({ host }) => scope.host === null || host === scope.host).map(({ name }) => name);
  const chosen = { host: scope.host ?? allValue, daemon: scope.daemon ?? allValue, rule: scope.rule ?? allValue };
  return [
    selectBlock({
      id: dialogFields.host,
      label: "Host",
      choices: choicesOf("All hosts", hosts, scope.host),
      chosen: chosen.host,
      isWatched: true,
    }),
    selectBlock({
      id: dialogFields.daemon,
      // Another host has other daemons: what was chosen among those of the one before must not stay.
      blockId: `${dialogFields.daemon} ${chosen.host}`.slice(0, blockIdMax),
      label: "Daemon",
      choices: choicesOf("All daemons, and the host itself", own, scope.daemon),
      chosen: chosen.daemon,
      isWatched: true,
    }),
    selectBlock({
      id: dialogFields.rule,
      label: "Problem",
      choices: choicesOf("All problems", rules, scope.rule),
      chosen: chosen.rule,
      isWatched: true,
    }),
  ];
}

/** Slack: 255 characters. */
const blockIdMax = 255;

/** All, then each name once; what is chosen is always among them. */
function choicesOf(all: string, names: readonly string[], chosen: string | null): readonly ChoiceText[] {
  const each = new Set(chosen === null ? names : [...names, chosen]);
  return [{ value: allValue, text: all }, ...[...each].map((name) => ({ value: name, text: name }))];
}

const durationTexts: Readonly<Record<SilenceChoice, string>> = {
  "30 min": "30 min",
  "2 h": "2 h",
  "until tomorrow": "Until tomorrow, 09:00",
  "until next restart": "Until its next restart, at most 7 d",
  own: "As long as written below",
};

/** In the order in which they are offered. */
const durations: readonly ChoiceText[] = Object.entries(durationTexts).map(([value, text]) => ({ value, text }));
