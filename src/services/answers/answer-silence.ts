import { type Silence, type SilenceScope, silenceMaxMs } from "../../domain/alert/silence.ts";
import { untilTomorrow } from "../../domain/alert/until-tomorrow.ts";
import { lengthPhrase } from "../../domain/command/length-phrase.ts";
import type { SilenceLength } from "../../domain/command/parse-length.ts";
import { scopePhrase, scopeWords } from "../../domain/command/take-target.ts";
import { plural } from "../../domain/diagnosis/phrases.ts";
import type { SilenceRequest } from "../alerts/alert-desk.ts";
import type { AskedCommand } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisperObjection, whisperSentence } from "./whisper.ts";

type Asked = Pick<AskedCommand, "user" | "answerTo">;

export interface WantedSilence {
  readonly scope: SilenceScope;
  readonly length: SilenceLength;
  readonly reason: string;
}

/** `silence HOST …`: nothing else shows a silence of what is not open, so its maker is always told. */
export async function answerSilence(self: AnswerOptions, { user, answerTo }: Asked, wanted: WantedSilence) {
  const open = self.desk.wouldSilence(wanted.scope).length;
  const silenced = await self.desk.silence(silenceRequestOf(self, wanted, user));
  if (!silenced.ok) return whisperObjection(self, answerTo, silenced.error.sentence);
  return whisperSentence(self, answerTo, silencedSentence(self, wanted, open));
}

/** How long it is, counted from now. Where the zone has no tomorrow that can be told, a day. */
export function silenceRequestOf(
  { clock, calendar }: Pick<AnswerOptions, "clock" | "calendar">,
  { scope, length, reason }: WantedSilence,
  by: string,
): SilenceRequest {
  const request = { scope, reason, by, untilRestart: length.kind === "until restart" };
  switch (length.kind) {
    case "for":
      return { ...request, forMs: length.ms };
    case "until restart":
      return { ...request, forMs: silenceMaxMs };
    case "until tomorrow": {
      const now = clock.now();
      const until = untilTomorrow(now, calendar.next);
      return { ...request, forMs: until === null ? dayMs : until - now };
    }
  }
}

const dayMs = 86_400_000;

/** `open` is how many open alerts it keeps quiet. */
export function silencedSentence(
  { commandName }: Pick<AnswerOptions, "commandName">,
  { scope, length }: WantedSilence,
  open: number,
): string {
  const what = capitalized(scopePhrase(scope));
  const isPlural = scope.rule === null && scope.daemon === null;
  const now =
    open === 0
      ? "Nothing of it is open now."
      : `${plural(open, "open alert")} no longer ${open === 1 ? "tells" : "tell"} anybody, unless it gets worse.`;
  const end = `${commandName} unsilence ${scopeWords(scope)} ends it before.`;
  return `${what} ${isPlural ? "are" : "is"} quiet ${lengthPhrase(length, scope)}. ${now} ${end}`;
}

/** `unsilence HOST …`: ends each silence of exactly that host, and names the others where there is none. */
export async function answerUnsilence(self: AnswerOptions, { user, answerTo }: Asked, scope: SilenceScope) {
  const all = self.desk.silences();
  const meant = all.filter((silence) => isMeant(silence.scope, scope));
  if (meant.length === 0) return whisperObjection(self, answerTo, noneSentence(self, all, scope));
  const sentences: string[] = [];
  for (const silence of meant) {
    const ended = await self.desk.endSilence(silence.id, user);
    sentences.push(ended.ok ? endedSentence(ended.value) : ended.error.sentence);
  }
  return whisperSentence(self, answerTo, sentences.join(" "));
}

export function endedSentence({ scope, reason }: Silence): string {
  return `The silence of ${scopePhrase(scope)} (${reason}) has ended: what is wrong there is told again.`;
}

/** A host alone means all silences of it; a daemon or a rule narrows that down. */
function isMeant(scope: SilenceScope, { host, daemon, rule }: SilenceScope): boolean {
  if (scope.host !== host) return false;
  return (daemon === null || scope.daemon === daemon) && (rule === null || scope.rule === rule);
}

/** More would hide the sentence; the list has them all. */
const namedMax = 3;

function noneSentence({ commandName }: AnswerOptions, all: readonly Silence[], scope: SilenceScope): string {
  const what = scope.host === null ? scopePhrase(scope).replace("all alerts on", "alerts on") : scopePhrase(scope);
  if (all.length === 0) return `There is no silence of ${what}: nothing is silenced.`;
  const named = all.slice(0, namedMax).map((silence) => scopePhrase(silence.scope));
  const rest = all.length - named.length;
  const list = `${named.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
  return `There is no silence of ${what}. Silenced: ${list}. ${commandName} silence list has a button to end each.`;
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
