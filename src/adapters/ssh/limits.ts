import type { Millis } from "../../domain/time.ts";
import { seconds } from "../../domain/time.ts";

/** The bounds of one host's connection; tests shorten them. */
export interface SshLimits {
  readonly connectFor: Millis;
  readonly keepaliveEvery: Millis;
  readonly keepaliveMissesMax: number;
  readonly answerBytesMax: number;
}

export const sshLimits: SshLimits = {
  // From the first packet to the end of the login. A healthy host needs 50 ms, one that swaps some seconds; the library
  // would wait 20 s.
  connectFor: seconds(8),
  // Two unanswered in a row end the link: a frozen peer is noticed 6 s after its last sign of life. The library never asks.
  keepaliveEvery: seconds(2),
  keepaliveMissesMax: 2,
  // A list of 8,000 processes at 60 bytes each; a usual answer has 1 KB. Above this the host floods us.
  answerBytesMax: 512 * 1024,
};

/** What a person may need to read of a program's complaint; the rest of its error output is thrown away. */
export const stderrBytesMax = 2048;

/** Callers of one host that wait for their turn: the poll, a few people who ask at once, and room to spare. */
export const questionsWaitingMax = 16;

/**
 * Missed deadlines in a row after which the connection is given up. Each may leave a session open on the host, and sshd
 * allows 10 by default; a single slow answer says nothing, since a host frozen for 10 s often answers afterwards.
 */
export const missedDeadlinesMax = 3;

/**
 * What a channel may still send after it was told to close, before the whole connection is cut. The library grants
 * 2 MiB ahead, so an obedient host that is far away stays below this.
 */
export const runawayBytesMax = 8 * 1024 * 1024;

/** How long a polite goodbye may take before the socket is destroyed; `close` promises 2 s in all. */
export const goodbyeFor: Millis = seconds(0.5);
