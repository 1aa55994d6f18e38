import { renderDuration } from "../../domain/time.ts";
import type { AnswerAddress, Chance, Clock, Log, Reply } from "../../services/ports.ts";
import type { FieldErrors } from "../../services/ports-dialogs.ts";
import { createFloodLimit, type FloodLimit } from "./flood-limit.ts";
import type { SlackLimits } from "./limits.ts";
import { createSeenIds, type SeenIds } from "./seen-ids.ts";

/** One thing that a person did, as it came in. */
export interface Interaction {
  /** By which a second delivery of the same thing is known. */
  readonly ids: readonly string[];
  readonly user: string;
  readonly answerTo: AnswerAddress | null;
  readonly acknowledge: () => Promise<void>;
}

/** A dialog that was sent in: what is acknowledged depends on what comes of it. */
export interface Form {
  readonly ids: readonly string[];
  readonly user: string;
  /** Null closes the dialog; a sentence for the whole of it, or for its fields, keeps it open. */
  readonly acknowledge: (answer: FormAnswer) => Promise<void>;
}

export type FormAnswer = FieldErrors | string | null;

export interface Intake {
  /** Acknowledges before anything else, then does the work unless it was done before or is too much. Never rejects. */
  take(interaction: Interaction, act: () => Promise<void>): Promise<void>;
  /**
   * Acknowledges once what was decided is stored, or after `decideWithin` in any case, so that nobody is shown an error for
   * what has been decided; then does the rest. Never rejects.
   */
  takeDecision(interaction: Interaction, decide: () => Promise<() => Promise<void>>): Promise<void>;
  /** Acknowledges with what the work comes to, or before Slack gives up that the person should try again. Never rejects. */
  takeForm(form: Form, act: () => Promise<FieldErrors | null>): Promise<void>;
  /** Resolves when no work is under way. */
  finished(): Promise<void>;
  /** From now on things are acknowledged and answered with "is stopping". */
  close(): void;
}

export interface IntakeOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly redact: (text: string) => string;
  readonly tell: (to: AnswerAddress, reply: Reply) => Promise<void>;
}

export function createIntake(options: IntakeOptions): Intake {
  const { clock, limits } = options;
  const monotonic = () => clock.monotonic();
  const gate: Gate = {
    ...options,
    seen: createSeenIds({ monotonic, rememberFor: limits.rememberFor, idsMax: limits.rememberedMax }),
    flood: createFloodLimit({ monotonic, perPersonMax: limits.perPersonMax, peopleMax: limits.peopleMax }),
    running: new Set(),
    closed: false,
  };
  return {
    take: async (interaction, act) => {
      await acknowledge(gate, interaction);
      if (!gate.seen.isNew(interaction.ids)) return;
      const objection = objectionTo(gate, interaction.user);
      if (objection === null) return runTold(gate, interaction, act);
      if (objection !== "") await tell(gate, interaction, objection);
    },
    takeDecision: (interaction, decide) => takeDecision(gate, interaction, decide),
    takeForm: async (form, act) => {
      const answer = await formAnswer(gate, form, act);
      await acknowledge(gate, { acknowledge: () => form.acknowledge(answer) });
    },
    finished: async () => {
      while (gate.running.size > 0) await Promise.allSettled(gate.running);
    },
    close: () => {
      gate.closed = true;
    },
  };
}

/** Whatever keeps it from being decided, the click is acknowledged, and the person is told. */
async function takeDecision(
  gate: Gate,
  interaction: Interaction,
  decide: () => Promise<() => Promise<void>>,
): Promise<void> {
  const objection = gate.seen.isNew(interaction.ids) ? objectionTo(gate, interaction.user) : "";
  if (objection !== null) {
    await acknowledge(gate, interaction);
    if (objection !== "") await tell(gate, interaction, objection);
    return;
  }
  const decided = decide();
  await waitAtMost(gate, decided);
  await acknowledge(gate, interaction);
  return runTold(gate, interaction, async () => (await decided)());
}

/** Until it is settled, well or not, but no longer than that. */
function waitAtMost(gate: Gate, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = gate.clock.after(gate.limits.decideWithin, resolve);
    const settled = (): void => {
      cancel();
      resolve();
    };
    void work.then(settled, settled);
  });
}

interface Gate extends IntakeOptions {
  readonly seen: SeenIds;
  readonly flood: FloodLimit;
  readonly running: Set<Promise<void>>;
  closed: boolean;
}

/** A lost acknowledgement is no reason to leave the person without an answer. */
async function acknowledge(gate: Gate, { acknowledge }: Pick<Interaction, "acknowledge">): Promise<void> {
  try {
    await acknowledge();
  } catch (error) {
    gate.log.warn("could not acknowledge to slack", { why: gate.redact(messageOf(error)) });
  }
}

/** A sentence for the person why this is not done now; "" to stay silent; null to go on. */
function objectionTo(gate: Gate, user: string): string | null {
  if (gate.closed) return "The bot is stopping. Ask again in a minute.";
  if (gate.running.size >= gate.limits.runningMax)
    return "The bot is busy with other questions. Ask again in a minute.";
  const verdict = gate.flood.note(user);
  if (verdict.kind === "within") return null;
  if (!verdict.tell) return "";
  gate.log.warn("a person asks too fast", { user });
  return `You have asked ${gate.limits.perPersonMax} times within a minute; the bot goes on in ${renderDuration(verdict.again)}.`;
}

async function formAnswer(gate: Gate, form: Form, act: () => Promise<FieldErrors | null>): Promise<FormAnswer> {
  if (!gate.seen.isNew(form.ids)) return null;
  const objection = objectionTo(gate, form.user);
  if (objection !== null) return objection || "You ask too fast. Wait a minute.";
  const work = act().catch((error: unknown) => noteFault(gate, form.user, error));
  const settled = work.then(() => undefined);
  gate.running.add(settled);
  void settled.finally(() => gate.running.delete(settled));
  return new Promise((resolve) => {
    const cancel = gate.clock.after(gate.limits.submitWithin, () => {
      gate.log.warn("a dialog was not answered in time", { user: form.user });
      resolve("The bot could not do it in time. Look whether it is done, or try again.");
    });
    void work.then((answer) => {
      cancel();
      resolve(answer);
    });
  });
}

async function runTold(gate: Gate, interaction: Interaction, act: () => Promise<void>): Promise<void> {
  const work = act().catch((error: unknown) => tellFault(gate, interaction, error));
  gate.running.add(work);
  await work.finally(() => gate.running.delete(work));
}

async function tellFault(gate: Gate, interaction: Interaction, error: unknown): Promise<void> {
  await tell(gate, interaction, noteFault(gate, interaction.user, error));
}

/** The id is in the log and in the message, so that who runs the bot finds the line that belongs to a complaint. */
function noteFault(gate: Gate, user: string, error: unknown): string {
  const id = Math.floor(gate.chance() * 36 ** 6)
    .toString(36)
    .padStart(6, "0");
  const why = gate.redact(error instanceof Error ? (error.stack ?? error.message) : String(error));
  gate.log.error("an answer failed", { id, user, why });
  return `Something went wrong on the bot's side, and this was not answered. Ask again; if it stays so, tell whoever runs the bot to look for ${id} in its log.`;
}

async function tell(gate: Gate, { answerTo, user }: Interaction, sentence: string): Promise<void> {
  if (answerTo === null) return gate.log.warn("could not tell a person", { user, sentence });
  await gate.tell(answerTo, { kind: "notice", sentence });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
