import { type RuleName, ruleNames } from "../../domain/alert/rule.ts";
import type { SilenceScope } from "../../domain/alert/silence.ts";
import type { FieldErrors, SilenceChoice, Submission } from "../../services/ports-dialogs.ts";
import { type Frame, isFrame } from "./frame.ts";
import { allValue, dialogFields, dialogIds } from "./views/dialog-fields.ts";
import { plain } from "./views/escape.ts";

/**
 * What is filled in; null where it is no dialog of this version of the bot. A field that is missing or has an unknown choice
 * never stands for "all".
 */
export function submissionOf(view: unknown, { user, team }: Submitter): Submission | null {
  if (!isFrame(view)) return null;
  switch (view.callback_id) {
    case dialogIds.silence:
      return silenceIn(view, user);
    case dialogIds.report:
      return reportIn(view, user);
    case dialogIds.code:
      return codeIn(view, { user, team });
    case dialogIds.restart:
      return restartIn(view, { user, team });
    default:
      return null;
  }
}

interface Submitter {
  readonly user: string;
  /** Of the workspace that it came from; empty where Slack does not say it. */
  readonly team: string;
}

/** Where an error of the whole dialog stands; null for a dialog without fields. */
export function firstBlockOf(view: unknown): string | null {
  const blocks = isFrame(view) && Array.isArray(view.blocks) ? view.blocks : [];
  const first: unknown = blocks.find((block) => isFrame(block) && block.type === "input");
  return isFrame(first) && typeof first.block_id === "string" ? first.block_id : null;
}

/** Errors under the ids by which Slack shows them; a sentence alone stands at the first field. */
export function errorsByBlock(submission: Submission, wrong: FieldErrors | string): Readonly<Record<string, string>> {
  const fields = blocksOf(submission);
  if (typeof wrong === "string") return { [fields.first]: plain(wrong, errorMax) };
  const told = Object.entries(wrong).map(([field, sentence]) => [
    fields.of[field] ?? fields.first,
    plain(sentence, errorMax),
  ]);
  return told.length === 0 ? { [fields.first]: "Something here is not right." } : Object.fromEntries(told);
}

/** Slack shows it in red below the field; some lines are read there. */
const errorMax = 300;

interface FieldBlocks {
  readonly first: string;
  readonly of: Readonly<Record<string, string>>;
}

function blocksOf(submission: Submission): FieldBlocks {
  const { host, duration, ownDuration, reason, reportHost, reportText } = dialogFields;
  if (submission.kind === "restart") {
    const { restartDaemon, restartReason } = dialogFields;
    return { first: restartReason, of: { reason: restartReason, daemon: restartDaemon } };
  }
  if (submission.kind === "code") return { first: dialogFields.code, of: { code: dialogFields.code } };
  if (submission.kind === "report") return { first: reportText, of: { text: reportText, host: reportHost } };
  const length = submission.choice === "own" ? ownDuration : duration;
  return { first: host, of: { scope: host, duration: length, reason } };
}

function silenceIn(view: Frame, user: string): Submission | null {
  const scope = scopeIn(view);
  const choice = chosenIn(view, dialogFields.duration);
  if (scope === null || choice === null || !isSilenceChoice(choice)) return null;
  const alert =
    typeof view.private_metadata === "string" && view.private_metadata !== "" ? view.private_metadata : null;
  const ownDuration = writtenIn(view, dialogFields.ownDuration);
  return { kind: "silence", user, alert, scope, choice, ownDuration, reason: writtenIn(view, dialogFields.reason) };
}

const silenceChoices: Readonly<Record<SilenceChoice, true>> = {
  "30 min": true,
  "2 h": true,
  "until tomorrow": true,
  "until next restart": true,
  own: true,
};

function isSilenceChoice(choice: string): choice is SilenceChoice {
  return Object.hasOwn(silenceChoices, choice);
}

function scopeIn(view: Frame): SilenceScope | null {
  const host = chosenIn(view, dialogFields.host);
  const daemon = chosenIn(view, dialogFields.daemon);
  const rule = chosenIn(view, dialogFields.rule);
  if (host === null || daemon === null || rule === null) return null;
  if (rule !== allValue && !isRule(rule)) return null;
  return { host: unlessAll(host), daemon: unlessAll(daemon), rule: rule === allValue ? null : rule };
}

function isRule(name: string): name is RuleName {
  return ruleNames.some((each) => each === name);
}

function unlessAll(value: string): string | null {
  return value === allValue ? null : value;
}

function reportIn(view: Frame, user: string): Submission | null {
  const host = chosenIn(view, dialogFields.reportHost);
  if (host === null) return null;
  return { kind: "report", user, host: unlessAll(host), text: writtenIn(view, dialogFields.reportText) };
}

/** What it is about was written into the dialog by the bot, and is looked up again like a name that somebody typed. */
function restartIn(view: Frame, who: Submitter): Submission | null {
  const [target, alert] = typeof view.private_metadata === "string" ? view.private_metadata.split(" ") : [];
  const timing = chosenIn(view, dialogFields.restartTiming) ?? "now";
  const [host, daemon] = (chosenIn(view, dialogFields.restartDaemon) ?? target ?? "").split("/");
  if (host === undefined || daemon === undefined || (timing !== "now" && timing !== "window")) return null;
  const reason = writtenIn(view, dialogFields.restartReason);
  return {
    kind: "restart",
    ...who,
    host,
    daemon,
    alert: alert === undefined || alert === "" ? null : alert,
    timing,
    reason,
  };
}

/** Which request and where it was clicked was written into the dialog by the bot; the desk holds it against what it knows. */
function codeIn(view: Frame, who: Submitter): Submission | null {
  const words = typeof view.private_metadata === "string" ? view.private_metadata.split(" ") : [];
  const [request, channel, ts, clicked = ""] = words;
  if (request === undefined || channel === undefined || ts === undefined) return null;
  const clickedAt = clicked === "" ? null : clicked;
  return {
    kind: "code",
    ...who,
    request,
    message: { channel, ts },
    clickedAt,
    code: writtenIn(view, dialogFields.code),
  };
}

function chosenIn(view: Frame, action: string): string | null {
  const option = fieldIn(view, action)?.selected_option;
  return isFrame(option) && typeof option.value === "string" ? option.value : null;
}

function writtenIn(view: Frame, action: string): string {
  const value = fieldIn(view, action)?.value;
  return typeof value === "string" ? value : "";
}

/** By its action alone: the id of a block changes where a field begins anew. */
function fieldIn({ state }: Frame, action: string): Frame | null {
  const values = isFrame(state) && isFrame(state.values) ? Object.values(state.values) : [];
  const block = values.find((each) => isFrame(each) && Object.hasOwn(each, action));
  const field: unknown = isFrame(block) ? block[action] : null;
  return isFrame(field) ? field : null;
}
