import { botHost, ruleNames } from "../../domain/alert/rule.ts";
import type { SilenceScope } from "../../domain/alert/silence.ts";
import type { KnownWords } from "../../domain/command/command.ts";
import { daemonNames } from "../../domain/command/find-name.ts";
import { parseLength, type SilenceLength } from "../../domain/command/parse-length.ts";
import { reasonMax, reasonToFill } from "../../domain/command/parse-silence.ts";
import { printable } from "../../domain/printable.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { FieldErrors, SilenceChoice, Submission } from "../ports-dialogs.ts";
import type { WantedSilence } from "./answer-silence.ts";

type SilenceSubmission = Extract<Submission, { kind: "silence" }>;

/** What was filled in as a silence, or which fields are wrong and why: all of them at once. */
export function checkSilence(submission: SilenceSubmission, known: KnownWords): Result<WantedSilence, FieldErrors> {
  const { scope, choice, ownDuration } = submission;
  const reason = printable(submission.reason, reasonMax);
  const length = lengthOf(choice, ownDuration);
  const wrong = {
    scope: scopeProblem(scope, known),
    duration: typeof length === "string" ? length : restartProblem(length, scope),
    reason: reason === "" || reason === reasonToFill ? "Say why, so that others know." : null,
  };
  if (typeof length !== "string" && Object.values(wrong).every((problem) => problem === null))
    return succeed({ scope, length, reason });
  return fail(Object.fromEntries(Object.entries(wrong).filter(([, problem]) => problem !== null)));
}

/** The dialog opens with nothing chosen, so that an empty scope is no decision to keep everything quiet. */
function scopeProblem({ host, daemon, rule }: SilenceScope, known: KnownWords): string | null {
  const { commandName } = known;
  if (host === null && daemon === null && rule === null)
    return `Choose a host, a daemon or a rule. To keep everything quiet type ${commandName} silence all 2 h REASON.`;
  if (host !== null && host !== botHost && !known.hosts.includes(host)) return `No host ${host} is watched any more.`;
  if (rule !== null && !ruleNames.includes(rule)) return `There is no rule ${rule}.`;
  if (daemon === null || daemonNames(known, host).includes(daemon)) return null;
  return host === null ? `No host has a daemon ${daemon}.` : `${host} has no daemon ${daemon}. Choose one of its own.`;
}

function lengthOf(choice: SilenceChoice, own: string): SilenceLength | string {
  const typed = choice === "own" ? own : choice;
  const length = parseLength(typed);
  if (length === null) return 'Write a length such as "3 h", "45 min" or "1 d 12 h".';
  if (length === "too long") return "A silence lasts at most 7 d.";
  return length === "too short" ? "A silence lasts at least 1 min." : length;
}

function restartProblem(length: SilenceLength, { daemon }: SilenceScope): string | null {
  if (length.kind !== "until restart" || daemon !== null) return null;
  return "Choose the daemon whose restart ends the silence.";
}
