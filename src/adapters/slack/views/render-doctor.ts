import { concludeFindings } from "../../../domain/doctor/conclude.ts";
import type { Finding } from "../../../domain/doctor/finding.ts";
import type { DoctorReply } from "../../../services/ports-doctor.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { takeWithin } from "./take-within.ts";

/** With the small print below what Slack takes in all blocks of a message, about 13,200. */
const linesMax = 9000;
/** What to mend first is enough for one sitting. */
const listMax = 20;
/** Of what is fine only the names are shown. */
const fineMax = 2000;
/** Long enough for a fingerprint with its advice. */
const sentenceMax = 500;

/** The conclusion first, then what to mend, what could be better, and in small print what was fine. */
export function renderDoctor({ findings }: DoctorReply): Message {
  const conclusion = concludeFindings(findings);
  const told = [...of(findings, "failed"), ...of(findings, "warning")];
  const lines = [bold(conclusion), ...takeWithin(told.map(lineOf), linesMax, listMax)];
  const fine = fineLine(of(findings, "ok"));
  const blocks = [...sectionsOf(lines), ...(fine === "" ? [] : [context(fine)])];
  const first = told[0] === undefined ? "" : ` ${placeOf(told[0])}: ${escapeMrkdwn(told[0].sentence, sentenceMax)}`;
  return { text: `${escapeMrkdwn(conclusion)}${first}`, blocks, plainBlocks: blocks };
}

function of(findings: readonly Finding[], outcome: Finding["outcome"]): readonly Finding[] {
  return findings.filter((finding) => finding.outcome === outcome);
}

function lineOf(finding: Finding): string {
  const mark = finding.outcome === "failed" ? ":red_circle: *To mend*" : ":large_orange_circle: *Could be better*";
  return `${mark} · ${placeOf(finding)}: ${escapeMrkdwn(finding.sentence, sentenceMax)}`;
}

function placeOf({ subject, check }: Finding): string {
  return `${escapeMrkdwn(subject, 64)}, ${escapeMrkdwn(check, 80)}`;
}

/** "Fine: slack (bot token, scopes); web-1 (reach)". */
function fineLine(fine: readonly Finding[]): string {
  const subjects = [...new Set(fine.map(({ subject }) => subject))];
  const pieces = subjects.map((subject) => {
    const checks = fine.filter((finding) => finding.subject === subject).map(({ check }) => check);
    return `${escapeMrkdwn(subject, 64)} (${escapeMrkdwn(checks.join(", "), 200)})`;
  });
  return pieces.length === 0 ? "" : `Fine: ${takeWithin(pieces, fineMax).join("; ")}`;
}
