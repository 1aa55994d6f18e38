import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { mostToGain, restartableOf } from "../../domain/restart/restartable.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { AskedCommand, Click, DialogRef } from "../ports.ts";
import type { FieldErrors, RestartDialog, Submission } from "../ports-dialogs.ts";
import type { DaemonName } from "../restarts/restart-desk.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { decidersOf, personOf, requestRestart, whisperRefusal } from "./answer-restart.ts";
import { nextWindow } from "./next-window.ts";
import type { AddressMemory } from "./remember-addresses.ts";
import { whisperSentence } from "./whisper.ts";
import { within } from "./within.ts";

export interface RestartDialogs {
  /** `restart DAEMON` without a reason. */
  open(asked: AskedCommand, of: DaemonName): Promise<void>;
  /** "Restart…" of an alert, or "Request again" of a request that came to nothing. */
  openFor(clicked: Click): Promise<void>;
  /** Another daemon was chosen: what it costs is shown anew. */
  changed(view: DialogRef, draft: RestartSubmission): Promise<void>;
  submit(submission: RestartSubmission): Promise<FieldErrors | null>;
  /** "Details" of a request. */
  details(clicked: Click): Promise<void>;
}

type RestartSubmission = Extract<Submission, { kind: "restart" }>;

/** Quiet hours take an analysis of weeks; whoever waits for the dialog does not wait for it. */
const windowFor: Millis = millis(5000);
/** The chat waits 2 s for what is wrong with a dialog. */
const submitLimit: Millis = millis(1500);
const rowsMax = 100;

/** The dialog that asks for a restart, shows what it costs, and takes it. */
export function createRestartDialogs(self: AnswerOptions, addresses: AddressMemory): RestartDialogs {
  const newest: Newest = new Map();
  const open = (from: Opening, of: Asked): Promise<void> => {
    addresses.opened(from.user, from.answerTo);
    return openDialog(self, from, { of, newest });
  };
  return {
    open: (asked, of) => open(asked, { ...of, alert: null, reason: "" }),
    async openFor(clicked) {
      const of = await whatFor(self, clicked);
      if (of !== null) return open(clicked, of);
      const sentence = `What this button was about is over. To ask for a restart, type ${self.commandName} restart and the daemon.`;
      await whisperSentence(self, clicked.answerTo, sentence);
    },
    async changed(view, draft) {
      // Beside the next change, which must not wait for this one's host.
      void fillIn(self, { view, newest }, firstOf(self, draft)).catch((error: unknown) =>
        self.log.error("could not show what a restart costs", { error: String(error) }),
      );
    },
    submit: (submission) => submit(self, addresses, submission),
    details: (clicked) => openDetails(self, clicked),
  };
}

type Opening = Pick<AskedCommand, "user" | "trigger"> & Pick<Click, "answerTo">;

interface Asked extends DaemonName {
  readonly alert: string | null;
  readonly reason: string;
}

/** What each open dialog was last asked to show, by view: an answer of the host that comes late is not shown over a newer one. */
type Newest = Map<string, RestartDialog>;

function firstOf(self: AnswerOptions, { host, daemon, alert, reason }: Asked): RestartDialog {
  const hosts = alert === null ? self.hosts : self.hosts.filter(({ name }) => name === host);
  const choices = hosts.flatMap((one) => restartableOf(one).map(({ name }) => ({ host: one.name, daemon: name })));
  const empty = { plan: null, problem: null, windowAt: null };
  return { kind: "restart", host, daemon, choices, alert, reason, ...empty, ...decidersOf(self, { host, daemon }) };
}

/** Opened at once, since its trigger does not last; what the host says is filled in when it is there. */
async function openDialog(
  self: AnswerOptions,
  from: Opening,
  { of, newest }: { readonly of: Asked; readonly newest: Newest },
): Promise<void> {
  const first = firstOf(self, of);
  const opened = await self.chat.openDialog(from.trigger, first);
  if (!opened.ok) {
    self.log.warn("could not open the dialog of a restart", { reason: opened.error.reason });
    const sentence = `Slack did not open the dialog. ${opened.error.detail} Type ${self.commandName} restart ${of.host}/${of.daemon} and why.`;
    return whisperSentence(self, from.answerTo, sentence);
  }
  if (opened.value !== null) await fillIn(self, { view: opened.value, newest }, first);
}

async function fillIn(
  self: AnswerOptions,
  { view, newest }: { readonly view: DialogRef; readonly newest: Newest },
  first: RestartDialog,
): Promise<void> {
  newest.set(view.id, first);
  const isNewest = () => newest.get(view.id) === first;
  try {
    const prepared = await self.restarts.prepare(first);
    const known: RestartDialog = prepared.ok
      ? { ...first, plan: prepared.value }
      : { ...first, problem: prepared.error.sentence };
    if (isNewest()) await show(self, view, known);
    if (!prepared.ok) return;
    const window = await within(self.clock, windowFor, nextWindow(self, first.host));
    if (window?.ok && isNewest()) await show(self, view, { ...known, windowAt: window.value.opensAt });
  } finally {
    if (isNewest()) newest.delete(view.id);
  }
}

async function show(self: AnswerOptions, view: DialogRef, dialog: RestartDialog): Promise<void> {
  const shown = await self.chat.updateDialog(view, dialog);
  if (!shown.ok) self.log.warn("could not show what a restart costs", { reason: shown.error.reason });
}

/** An id of an alert or of a request, or of neither on the Home tab; null where there is none any more. */
async function whatFor(self: AnswerOptions, { value: id, message }: Click): Promise<Asked | null> {
  const alert = self.desk.find(id);
  if (alert !== null) return ofAlert(self, alert.key, id);
  const found = await self.restarts.find({ id });
  const request: RestartRequest | null = found.ok ? found.value : null;
  if (request === null) return message === null ? anyOf(self) : null;
  const { host, daemon, reason } = request;
  return { host, daemon, reason, alert: null };
}

/** Of the first host that has a daemon to restart; another can be chosen. */
function anyOf(self: AnswerOptions): Asked | null {
  const host = self.hosts.find((one) => restartableOf(one).length > 0);
  const daemon = mostToGain(
    host,
    self.watch.board().hosts.find((one) => one.host === host?.name),
  );
  return host === undefined || daemon === null ? null : { host: host.name, daemon, alert: null, reason: "" };
}

/** Of an alert about the host alone it is the daemon that would give back most; another can be chosen. */
function ofAlert(
  self: AnswerOptions,
  { host, daemon, rule }: { readonly host: string; readonly daemon: string | null; readonly rule: string },
  alert: string,
): Asked | null {
  const status = self.watch.board().hosts.find((one) => one.host === host);
  const most = mostToGain(
    self.hosts.find(({ name }) => name === host),
    status,
  );
  const meant = daemon ?? most;
  return meant === null ? null : { host, daemon: meant, alert, reason: `Alert: ${rule}` };
}

async function submit(
  self: AnswerOptions,
  addresses: AddressMemory,
  submission: RestartSubmission,
): Promise<FieldErrors | null> {
  const { host, daemon, reason } = submission;
  const isKnown = self.hosts.some((one) => one.name === host && one.daemons.some(({ name }) => name === daemon));
  if (!isKnown) return { reason: `No daemon ${daemon} is watched on ${host} any more.` };
  if (reason.trim() === "") return { reason: "Say why, in a few words: whoever decides reads it." };
  const taking = requestRestart(self, personOf(submission), submission);
  const taken = await within(self.clock, submitLimit, taking);
  if (taken !== null) return { reason: taken.sentence };
  // Reading the host takes longer than the chat waits for a dialog: a refusal is whispered when it comes.
  void taking
    .then((refusal) => (refusal === null ? undefined : whisperRefusal(self, addresses.of(submission.user), refusal)))
    .catch((error: unknown) => self.log.error("a request for a restart was lost", { error: String(error) }));
  return null;
}

async function openDetails(self: AnswerOptions, clicked: Click): Promise<void> {
  const found = await self.restarts.find({ id: clicked.value });
  const request = found.ok ? found.value : null;
  if (request === null) return whisperSentence(self, clicked.answerTo, "The bot knows no such request.");
  const rows = await self.restarts.audit({ request: request.id, from: 0, max: rowsMax });
  const opened = await self.chat.openDialog(clicked.trigger, {
    kind: "restart details",
    request,
    rows: rows.ok ? rows.value : [],
  });
  if (opened.ok) return;
  await whisperSentence(
    self,
    clicked.answerTo,
    `Slack did not open the details. ${opened.error.detail} Press Details again.`,
  );
}
