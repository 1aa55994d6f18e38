import type { ModalView } from "@slack/types";
import type { RestartDetailsDialog } from "../../../services/ports-dialogs.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { plainText } from "./input-blocks.ts";
import { decidersLine, planLines } from "./plan-lines.ts";
import { auditLine } from "./render-audit.ts";
import { restartMark } from "./restart-state.ts";

const titleMax = 24;
/** Fifty to a dialog would be more than is read; the audit has them all. */
const rowsMax = 30;
const outputMax = 1500;

/** What was frozen with the request, what it printed, and every line that the audit has of it. */
export function renderRestartDetails({ request, rows }: RestartDetailsDialog): ModalView {
  const { number, host, daemon, state, plan, policy } = request;
  const output = outputOf(request);
  const printed = output === "" ? [] : ["*It printed*:", ...output.split("\n").map((line) => codeSpan(line))];
  return {
    type: "modal",
    title: plainText(`Restart ${number}`, titleMax),
    close: plainText("Close", titleMax),
    blocks: [
      ...sectionsOf([`${restartMark(state.kind)} · ${bold(daemon)} on ${bold(host)}`]),
      ...sectionsOf([...planLines(plan), decidersLine([...policy.users, ...policy.groups], policy.quorum)]),
      ...sectionsOf(printed),
      ...sectionsOf(["*On record*:", ...rows.slice(-rowsMax).map(auditLine)]),
      context(
        `plan ${codeSpan(plan.hash.slice(0, 12))} · process ${codeSpan(plan.epoch)}${plan.hostKey === null ? "" : ` · host key ${escapeMrkdwn(plan.hostKey)}`}`,
      ),
    ],
  };
}

function outputOf({ state }: RestartDetailsDialog["request"]): string {
  const text = "ran" in state ? state.ran.output : "output" in state ? (state.output ?? "") : "";
  return text.slice(-outputMax);
}
