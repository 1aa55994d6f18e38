import type { HostFailure } from "../../domain/host.ts";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Chance, Clock, Log, ShellProgram } from "../../services/ports.ts";
import { BackOff } from "./back-off.ts";
import { ConnectAttempt } from "./connect-attempt.ts";
import type { Dialled } from "./dial.ts";
import type { FloodGuard } from "./flood-guard.ts";
import type { Gates } from "./gates.ts";
import type { KnownHostsFiles } from "./known-hosts-file.ts";
import type { SshLimits } from "./limits.ts";
import type { Place } from "./place.ts";
import { reasonOf } from "./reason-of.ts";
import { SshConnection } from "./ssh-connection.ts";
import type { ConnectStage, Trouble } from "./trouble.ts";

export interface LinkOptions {
  readonly place: Place;
  readonly program: ShellProgram;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits: SshLimits;
  readonly gates: Gates;
  readonly knownHosts: KnownHostsFiles;
}

/** The one connection to a host, made when it is needed and made anew, after a wait, when it was lost. */
export class HostLink {
  readonly #options: LinkOptions;
  readonly #backOff: BackOff;
  #state: LinkState = { kind: "down" };
  /** The reason last written to the log: a host that stays away is reported once. */
  #reported: string | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options);
  }

  /** Why nothing can be asked now; null when the host may be asked or tried. */
  get refusal(): HostFailure | null {
    return this.#state.kind === "stopped" ? this.explain({ kind: "stopped" }) : this.#backOff.refusal();
  }

  /** How far a connect that is under way has come; null when none is. */
  get connecting(): ConnectStage | null {
    return this.#state.kind === "connecting" ? this.#state.attempt.stage : null;
  }

  /** For one question: the standing connection, or the outcome of the connect under way, which goes on whoever stops waiting for it. */
  connect(): Promise<Result<SshConnection, HostFailure>> {
    const { refusal } = this;
    if (refusal !== null) return Promise.resolve(fail(refusal));
    if (this.#state.kind === "up") {
      this.#state.guard.renew();
      return Promise.resolve(succeed(this.#state.connection));
    }
    const connecting = this.#state.kind === "connecting" ? this.#state : this.#begin();
    this.#state = connecting;
    return connecting.outcome;
  }

  /** Puts into words why a question was not answered, and begins the wait that this calls for. */
  failed(trouble: Trouble): HostFailure {
    if (trouble.kind === "channel refused" && this.#state.kind === "up") this.#state.connection.lose(trouble);
    const waiting = this.#backOff.refusal();
    if (waiting !== null) return waiting;
    const failure = this.explain(trouble);
    return this.#report(isLasting(trouble) ? this.#backOff.begin(failure) : failure);
  }

  /** A whole answer came in time. */
  answered(): void {
    if (this.#state.kind !== "up") return;
    this.#state.connection.answered();
    this.#backOff.stood(this.#state.connection.age);
    this.#reported = null;
  }

  /** An answer did not come in time. */
  missed(trouble: Trouble): HostFailure {
    if (this.#state.kind === "up") this.#state.connection.missed(trouble);
    return this.#report(this.explain(trouble));
  }

  explain(trouble: Trouble): HostFailure {
    return reasonOf(trouble, this.#options.place);
  }

  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: "stopped" };
    if (state.kind === "up") await state.connection.close();
    if (state.kind === "connecting") state.attempt.cancel({ kind: "stopped" });
  }

  #begin(): Connecting {
    const { place, knownHosts, gates, clock, limits } = this.#options;
    const attempt = new ConnectAttempt({ reach: place.reach, knownHosts, gates, clock, limits });
    return { kind: "connecting", attempt, outcome: attempt.outcome.then((outcome) => this.#finish(outcome)) };
  }

  #finish(outcome: Result<Dialled, Trouble>): Result<SshConnection, HostFailure> {
    if (!outcome.ok) {
      if (outcome.error.kind === "stopped") return fail(this.explain(outcome.error));
      this.#state = { kind: "down" };
      return fail(this.#report(this.#backOff.begin(this.explain(outcome.error))));
    }
    const { place, program, clock, limits, log } = this.#options;
    const { client, socket, guard, hostKey } = outcome.value;
    const connection = new SshConnection({ client, socket, program, clock, limits });
    this.#state = { kind: "up", connection, guard };
    connection.onLost((trouble) => this.#lost(connection, trouble));
    guard.onFlood((trouble) => connection.lose(trouble));
    guard.renew();
    log.info("connected", { host: place.name, address: place.reach.address, hostKey: hostKey.fingerprint });
    return succeed(connection);
  }

  #lost(connection: SshConnection, trouble: Trouble): void {
    if (this.#state.kind !== "up" || this.#state.connection !== connection) return;
    this.#state = { kind: "down" };
    const failure = this.explain(trouble);
    this.#backOff.lost(failure, connection.age);
    this.#report(failure);
  }

  #report(failure: HostFailure): HostFailure {
    if (failure.reason === this.#reported) return failure;
    this.#reported = failure.reason;
    const { log, place } = this.#options;
    log.warn("no answer from a host", { host: place.name, reason: failure.reason, detail: failure.detail });
    return failure;
  }
}

/** On a link that stands: would the next question meet the same? */
function isLasting(trouble: Trouble): boolean {
  return trouble.kind === "too much output" || (trouble.kind === "program ended" && !trouble.hadAnswered);
}

type LinkState =
  | { readonly kind: "down" }
  | Connecting
  /** Until the connection is lost. */
  | { readonly kind: "up"; readonly connection: SshConnection; readonly guard: FloodGuard }
  | { readonly kind: "stopped" };

/** Until the outcome is there. */
interface Connecting {
  readonly kind: "connecting";
  readonly attempt: ConnectAttempt;
  readonly outcome: Promise<Result<SshConnection, HostFailure>>;
}
