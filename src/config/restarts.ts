import { z } from "zod";
import type { BreakGlassRules } from "../domain/restart/break-glass.ts";
import { type Millis, millis, seconds } from "../domain/time.ts";
import { type FilePlaces, resolveFile } from "./resolve-file.ts";
import { userId } from "./slack-values.ts";
import { count, duration } from "./units.ts";
import { describedAs, keyFile, listOf } from "./values.ts";

/** How restarts are decided and run. */
export interface RestartConfig {
  readonly quorum: number;
  /** So long a request may be decided; an urgent one at most 15 min. */
  readonly deadlineMs: Millis;
  readonly commandForMs: Millis;
  readonly verifyForMs: Millis;
  readonly perDaemonMax: number;
  readonly perHostMax: number;
  /** The bot asks for a restart where a heap is critical and nobody has taken the alert. */
  readonly askByItself: boolean;
  readonly breakGlass: BreakGlassRules;
  /** The file with the secrets of one-time codes; null for none. */
  readonly codesFile: string | null;
}

export const usualRestarts: RestartConfig = {
  quorum: 1,
  deadlineMs: seconds(3600),
  commandForMs: seconds(60),
  verifyForMs: seconds(600),
  perDaemonMax: 3,
  perHostMax: 6,
  askByItself: true,
  breakGlass: { users: [], perDayMax: 2 },
  codesFile: null,
};

/** More people than are awake at one time. */
export const quorumMax = 10;

/** More is no emergency. */
const breakersMax = 20;

const breakGlass = z
  .strictObject(
    {
      users: listOf(userId, breakersMax, "a list of member ids: [U0123456789]").meta(
        describedAs("Members who may, by id. Nobody unless listed.", ["U0123456789"]),
      ),
      per_day: count({ min: 1, max: 20, example: 2, says: "How often all of them together within a day." }).optional(),
    },
    "a mapping with users and per_day",
  )
  .meta(describedAs("Who may restart without anybody else's approval, which is told to all. Left out: nobody."));

export const restartsSchema = z
  .strictObject(
    {
      quorum: count({
        min: 1,
        max: quorumMax,
        example: 1,
        says: "How many people have to approve; one denial ends it.",
      }).optional(),
      deadline: duration({
        min: "1 min",
        max: "1 d",
        example: "1 h",
        says: "So long a request may be decided; a critical one 15 min at most.",
      }).optional(),
      command_timeout: duration({
        min: "1 s",
        max: "30 min",
        example: "60 s",
        says: "A command that takes longer may still be at work: its outcome is unknown.",
      }).optional(),
      verify_for: duration({
        min: "10 s",
        max: "1 h",
        example: "10 min",
        says: "So long is waited until all is well after a restart.",
      }).optional(),
      per_daemon: count({
        min: 1,
        max: 60,
        example: 3,
        says: "Restarts of one daemon within an hour; more is a loop.",
      }).optional(),
      ask_by_itself: z
        .enum(["critical", "off"], "critical or off")
        .optional()
        .meta(
          describedAs("Whether the bot asks for a restart where a heap is critical and nobody has taken it.", "off"),
        ),
      per_host: count({ min: 1, max: 200, example: 6, says: "Restarts on one host within an hour." }).optional(),
      break_glass: breakGlass.optional(),
      codes: keyFile
        .optional()
        .meta(
          describedAs(
            "The file with the secrets of one-time codes: a member id and a secret in base32 a line.",
            "codes",
          ),
        ),
    },
    "a mapping with quorum, deadline, command_timeout, verify_for, per_daemon, per_host, ask_by_itself, break_glass and codes",
  )
  .meta({ description: "How restarts are decided and run." });

export function buildRestarts(input: z.output<typeof restartsSchema> | undefined, places: FilePlaces): RestartConfig {
  const { quorum, deadline, command_timeout, verify_for, per_daemon, per_host, ask_by_itself, break_glass, codes } =
    input ?? {};
  return {
    quorum: quorum ?? usualRestarts.quorum,
    deadlineMs: millis(deadline ?? usualRestarts.deadlineMs),
    commandForMs: millis(command_timeout ?? usualRestarts.commandForMs),
    verifyForMs: millis(verify_for ?? usualRestarts.verifyForMs),
    perDaemonMax: per_daemon ?? usualRestarts.perDaemonMax,
    perHostMax: per_host ?? usualRestarts.perHostMax,
    codesFile: codes === undefined ? null : resolveFile(codes, places),
    breakGlass: {
      users: break_glass?.users ?? usualRestarts.breakGlass.users,
      perDayMax: break_glass?.per_day ?? usualRestarts.breakGlass.perDayMax,
    },
    askByItself: ask_by_itself === undefined ? usualRestarts.askByItself : ask_by_itself === "critical",
  };
}
