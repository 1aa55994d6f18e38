import type { HealthOutcome } from "../domain/alert/event.ts";
import type { HostFailureReason } from "../domain/host.ts";
import type { Millis } from "../domain/time.ts";
import type { ChatFailure } from "./ports.ts";

/**
 * Calls addresses of the configuration, and no other network than these mean: see docs/self-watch.md. Both resolve within
 * the deadline and never reject. What a failure says holds neither the address nor anything that the other side has sent.
 */
export interface HttpProbe {
  /** Ok for an answer below 400 with its whole body, or the first 64 KiB of it; redirects are answers and not followed. */
  get(url: string, deadline: Millis): Promise<HealthOutcome>;
  /** Without a body. Ok for an answer of 200 to 299. */
  post(url: string, deadline: Millis): Promise<HealthOutcome>;
}

/** One sign of life to whoever waits for it; resolves within 10 s and never rejects. */
export type Beat = () => Promise<HealthOutcome>;

/** What the bot counts of its own work. */
export interface WorkCounter {
  /** A reading of a host is over; null for one that succeeded. */
  polled(outcome: { readonly failure: HostFailureReason | null; readonly tookMs: number }): void;
  /** The chat has answered; null for success. */
  sent(kind: "post" | "edit", failure: ChatFailure["reason"] | null): void;
  /** A health address of a daemon was called. */
  called(outcome: HealthOutcome): void;
}
