import type { HostFailure, HostFailureReason } from "../../domain/host.ts";
import type { Millis } from "../../domain/time.ts";
import { instant, millis, seconds } from "../../domain/time.ts";
import type { Chance, Clock } from "../../services/ports.ts";

/** Keeps the bot from hammering a host: until the wait is over, questions are answered with the failure that began it. */
export class BackOff {
  readonly #clock: Clock;
  readonly #chance: Chance;
  #failures = 0;
  #wait: Wait | null = null;
  #soundAfter = soundAfter;

  constructor(options: { readonly clock: Clock; readonly chance: Chance }) {
    this.#clock = options.clock;
    this.#chance = options.chance;
  }

  /** Begins the wait that the failure calls for, and says in the failure when it ends. */
  begin(failure: HostFailure): HostFailure {
    this.#failures += 1;
    if (failure.reason === "too much output") this.#soundAfter = harmlessAfter;
    const wait = waitAfter(failure.reason, this.#failures, this.#chance);
    if (wait === 0) return failure;
    this.#wait = { failure, endsAt: millis(this.#clock.monotonic() + wait) };
    return this.refusal() ?? failure;
  }

  /** The failure to answer with while a wait lasts; null when the host may be tried. */
  refusal(): HostFailure | null {
    if (this.#wait === null) return null;
    const left = this.#wait.endsAt - this.#clock.monotonic();
    if (left <= 0) return null;
    return { ...this.#wait.failure, nextTryAt: instant(this.#clock.now() + left) };
  }

  /** A connection answers and has lasted so long. After a sound one the next failure counts as the first. */
  stood(age: Millis): void {
    if (age < this.#soundAfter) return;
    this.#failures = 0;
    this.#wait = null;
    this.#soundAfter = soundAfter;
  }

  /** A connection that had lasted so long is lost: after a sound one, which did no harm, the host is tried again at once. */
  lost(failure: HostFailure, age: Millis): void {
    const wasSound = age >= this.#soundAfter && failure.reason !== "too much output";
    this.stood(age);
    if (!wasSound) this.begin(failure);
  }
}

interface Wait {
  readonly failure: HostFailure;
  readonly endsAt: Millis;
}

const soundAfter = seconds(60);
/** A host that has flooded us could bear itself for a minute and begin anew. */
const harmlessAfter = seconds(3600);

const firstWaitMax = seconds(1);
/** A host that comes back is seen within two polls of 15 s. */
const waitMax = seconds(30);
/** OpenSSH's PerSourcePenalties and fail2ban shut out an address after a few refused logins in ten minutes. */
const refusedLoginWait = seconds(300);
/** 2^5 s is above `waitMax`; counting further would only overflow. */
const doublingsMax = 5;

/**
 * How long to leave a host alone. What a person must mend is tried every five minutes; what may pass by itself after a
 * random share of a doubling span ("full jitter": Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015),
 * so that a fleet that vanished together does not return together.
 */
export function waitAfter(reason: HostFailureReason, failures: number, chance: Chance): Millis {
  switch (reason) {
    case "auth failed":
    case "host key changed":
    case "host key unknown":
      return refusedLoginWait;
    case "unreachable":
    case "timed out":
    case "link lost":
    case "no probe":
    case "too many channels":
    case "too much output":
      return millis(chance() * Math.min(waitMax, firstWaitMax * 2 ** Math.min(failures - 1, doublingsMax)));
    // A file on the bot's own disk, or what another part of the bot found: nothing to spare.
    case "key unusable":
    case "malformed answer":
    case "stopped":
      return millis(0);
  }
}
