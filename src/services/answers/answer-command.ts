import type { Command } from "../../domain/command/command.ts";
import { parseCommand } from "../../domain/command/parse-command.ts";
import type { AskedCommand, ChatHandlers, Click, ClickAction, DecisionAction } from "../ports.ts";
import { createAlertClicks } from "./answer-alert-click.ts";
import { answerAlerts, answerNoise, answerTest } from "./answer-alerts.ts";
import { answerDeploy } from "./answer-deploy.ts";
import { createDoctorAnswers, type DoctorAnswers } from "./answer-doctor.ts";
import { answerHeap } from "./answer-heap.ts";
import { answerHelp } from "./answer-help.ts";
import { createHomes } from "./answer-home.ts";
import { type AnswerOptions, knownWordsOf } from "./answer-options.ts";
import { answerPlan } from "./answer-plan.ts";
import { createReportAnswers, type ReportAnswers } from "./answer-report.ts";
import { answerRestart } from "./answer-restart.ts";
import { decideByClick } from "./answer-restart-click.ts";
import { takeCode } from "./answer-restart-code.ts";
import { createRestartDialogs, type RestartDialogs } from "./answer-restart-dialog.ts";
import { answerSilence, answerUnsilence } from "./answer-silence.ts";
import { createSilenceDialogs, type SilenceDialogs } from "./answer-silence-dialog.ts";
import { createStatusAnswers, type StatusAnswers } from "./answer-status.ts";
import { answerTrackRecord } from "./answer-track-record.ts";
import { asksByDialog, createDialogOffers, type DialogOffers } from "./offer-dialogs.ts";
import { rememberAddresses } from "./remember-addresses.ts";
import { createAnswerMemory } from "./remember-answers.ts";
import { whisper } from "./whisper.ts";

export interface ChatAnswers extends ChatHandlers {
  /** Nothing is shown by itself after this. */
  stop(): void;
}

/** Answers what people ask and do in the chat: commands, buttons, dialogs. */
export function createAnswerCommand(options: AnswerOptions): ChatAnswers {
  const addresses = rememberAddresses();
  const answers = createAnswerMemory(options.newId);
  const homes = createHomes(options, answers);
  const status = createStatusAnswers({ ...options, answers, homes });
  const silences = createSilenceDialogs(options, addresses);
  const reports = createReportAnswers(options, addresses);
  const dialogs = createRestartDialogs(options, addresses);
  const doctor = createDoctorAnswers(options);
  const offers = createDialogOffers(options);
  const answerers = { options, status, silences, reports, dialogs, doctor, offers };
  const clickAlert = createAlertClicks(options, silences);
  const click = async (clicked: Click): Promise<void> => {
    const { action } = clicked;
    if (action === "status_refresh" || action === "details") return status.click(clicked);
    if (action === "dialog_open") {
      const asked = await offers.take(clicked);
      return asked === null ? undefined : answerCommand(answerers, asked);
    }
    if (action === "restart_request") return dialogs.openFor(clicked);
    if (action === "restart_details") return dialogs.details(clicked);
    if (isDecision(action)) return (await decideByClick(options, { ...clicked, action }))();
    return clickAlert({ ...clicked, action });
  };
  return {
    command: (asked) => answerCommand(answerers, asked),
    async click(clicked) {
      await click(clicked);
      // On the Home tab: what the click has changed is to be seen there. A refresh has shown it already.
      if (clicked.message === null && clicked.action !== "status_refresh") await homes.touched(clicked.user);
    },
    decide: (clicked) => decideByClick(options, clicked),
    homeOpened: homes.opened,
    stop: homes.stop,
    submit(submission) {
      if (submission.kind === "silence") return silences.submit(submission);
      if (submission.kind === "code") return takeCode(options, submission);
      return submission.kind === "report" ? reports.submit(submission) : dialogs.submit(submission);
    },
    changed: ({ view, draft }) =>
      draft.kind === "silence" ? silences.changed(view, draft) : dialogs.changed(view, draft),
    reportShortcut: reports.shortcut,
  };
}

function isDecision(action: ClickAction): action is DecisionAction {
  return ["restart_approve", "restart_deny", "restart_cancel", "restart_settle"].includes(action);
}

interface Answerers {
  readonly dialogs: RestartDialogs;
  readonly doctor: DoctorAnswers;
  readonly offers: DialogOffers;
  readonly options: AnswerOptions;
  readonly status: StatusAnswers;
  readonly silences: SilenceDialogs;
  readonly reports: ReportAnswers;
}

function answerCommand(answerers: Answerers, asked: AskedCommand): Promise<void> {
  const { options, offers } = answerers;
  const known = knownWordsOf(options);
  const parsed = parseCommand(asked.text, known);
  if (!parsed.ok)
    return whisper(options, asked.answerTo, { kind: "usage", commandName: known.commandName, ...parsed.error });
  const command = parsed.value;
  return asked.trigger === "" && asksByDialog(command)
    ? offers.offer(asked, command)
    : carryOut(answerers, asked, command);
}

function carryOut(answerers: Answerers, asked: AskedCommand, command: Command): Promise<void> {
  const { options, status, silences, reports, dialogs, doctor } = answerers;
  switch (command.kind) {
    case "help":
      return answerHelp(options, asked);
    case "doctor":
      return doctor.answer(asked);
    case "status":
    case "why":
      return status.answer(asked, { kind: command.kind, scope: command.host });
    case "heap":
      return answerHeap(options, asked, command.daemons);
    case "track record":
      return answerTrackRecord(options, asked, command.daemons);
    case "deploy":
      return answerDeploy(options, asked, command);
    case "plan":
    case "capacity":
      return answerPlan(options, asked, command);
    case "alerts":
    case "silence list":
      return answerAlerts(options, asked);
    case "alerts noise":
      return answerNoise(options, asked);
    case "alerts test":
      return answerTest(options, asked, command);
    case "silence dialog":
      return silences.open(asked);
    case "silence":
      return answerSilence(options, asked, command);
    case "unsilence":
      return answerUnsilence(options, asked, command.scope);
    case "report":
      return reports.answer(asked, command);
    case "restart":
      return command.reason === "" ? dialogs.open(asked, command) : answerRestart(options, asked, command);
    default:
      return answerRestart(options, asked, command);
  }
}
