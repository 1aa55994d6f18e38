import type { Instant } from "../../domain/time.ts";
import type { AnswerAddress, ChatHandlers, Reply } from "../../services/ports.ts";
import type { AskedMarks } from "./asked-marks.ts";
import type { EphemeralMessages } from "./ephemeral-messages.ts";
import type { Intake, Interaction } from "./intake.ts";

/** What listeners hand things on to. */
export interface ListenOptions {
  readonly intake: Intake;
  readonly handlers: ChatHandlers;
  readonly ephemerals: EphemeralMessages;
  /** With its slash. */
  readonly commandName: string;
  readonly tell: (to: AnswerAddress, reply: Reply) => Promise<void>;
  readonly marks: AskedMarks;
  readonly botUserId: string;
  /** What Slack's clock shows. */
  readonly slackNow: () => Instant;
}

/** By this name Bolt hands the id of the envelope on to the listeners. */
export const envelopeKey = "envelopeId";

export interface Contextual {
  readonly context: Readonly<Record<string, unknown>>;
}

export interface Incoming extends Omit<Interaction, "ids"> {
  /** The id that Slack gave to the thing itself. */
  readonly id: string | undefined;
}

/** A trigger alone is not enough: there are servers that give every interaction the same. */
export function idOf(trigger: unknown, other: unknown): string | undefined {
  return typeof trigger === "string" && typeof other === "string" ? `${trigger} ${other}` : undefined;
}

/** A second delivery has the same id, the same envelope, or both. */
export function idsOf({ context }: Contextual, id: string | undefined): readonly string[] {
  return [id, context[envelopeKey]].filter((each) => typeof each === "string");
}

export function interactionOf(contextual: Contextual, { id, ...incoming }: Incoming): Interaction {
  return { ...incoming, ids: idsOf(contextual, id) };
}

export function addressOf(url: unknown): AnswerAddress | null {
  return typeof url === "string" && url !== "" ? (url as AnswerAddress) : null;
}

export function notice(sentence: string): Reply {
  return { kind: "notice", sentence };
}
