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
 * What a channel may still send after it was told to close, whatever is asked meanwhile, before the whole connection is
 * cut. The library grants 2 MiB ahead, so an obedient host that is far away stays below this.
 */
export const runawayBytesMax = 8 * 1024 * 1024;

/** What may pass over one connection before it is given up as flooded, in bytes of its TCP stream. */
export interface Allowance {
  readonly receivedMax: number;
  /** What the host has not taken yet is counted on, however long ago it was written. */
  readonly sentMax: number;
}

/** A login takes 2 KB in each direction, with an RSA key of 16,384 bits 7 KB of ours. To receive: room for banners. */
export const loginAllowance: Allowance = { receivedMax: 256 * 1024, sentMax: 16 * 1024 };

/**
 * From one question to the next, which is at most 10 min. To receive: the largest answer in packets of 20 bytes each, of
 * which the wire makes 1.7 MiB; or that answer and the 2 MiB that the library grants ahead, since an obedient host may
 * have sent these before it reads that it shall stop. To send: the probe's program takes 13 KB; the keepalives of 10 min,
 * ours every 2 s and replies to the host's of every second, take 40 KB.
 */
export const questionAllowance: Allowance = { receivedMax: 3 * 1024 * 1024, sentMax: 128 * 1024 };

/** Replies of the host that the library may wait for: three keepalives, one proof of new host keys, and room to spare. */
export const awaitedMax = 64;

/**
 * The library works through a whole piece before anything else gets its turn. A piece holds at most 57 packets, and a host
 * may call for a signature with most of them, which takes 4 ms with RSA. Without this bound a piece has 64 KiB.
 */
export const pieceBytesMax = 2048;

/** How long a polite goodbye may take before the socket is destroyed; `close` promises 2 s in all. */
export const goodbyeFor: Millis = seconds(0.5);
