import type { SshReach } from "../../domain/host.ts";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import type { Millis } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import { hostKeyAlgorithms } from "./algorithms.ts";
import type { Dial, Dialled } from "./dial.ts";
import { dial } from "./dial.ts";
import type { Gates } from "./gates.ts";
import type { ExpectedKey } from "./host-key.ts";
import { knownTypes } from "./host-key.ts";
import type { KnownHostsFiles } from "./known-hosts-file.ts";
import type { SshLimits } from "./limits.ts";
import { loadPrivateKey } from "./private-key.ts";
import type { ConnectStage, Trouble } from "./trouble.ts";

interface AttemptOptions {
  readonly reach: SshReach;
  readonly knownHosts: KnownHostsFiles;
  readonly gates: Gates;
  readonly clock: Clock;
  readonly limits: SshLimits;
}

/** A host shows one of at most three kinds of key (Ed25519, ECDSA, RSA). */
const kindsOfKeyMax = 3;

/** From reading the key file to the end of the login, within `connectFor` once it has been admitted. */
export class ConnectAttempt {
  readonly outcome: Promise<Result<Dialled, Trouble>>;
  readonly #options: AttemptOptions;
  #dial: Dial | null = null;
  #cancelled: Trouble | null = null;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.outcome = this.#run();
  }

  get stage(): ConnectStage {
    return this.#dial?.stage() ?? "queued";
  }

  /** Ends it at once with this trouble. */
  cancel(trouble: Trouble): void {
    this.#cancelled ??= trouble;
    this.#dial?.cancel();
  }

  async #run(): Promise<Result<Dialled, Trouble>> {
    const { reach, gates } = this.#options;
    const privateKey = await loadPrivateKey(reach.keyFile);
    if (!privateKey.ok) return fail({ kind: "key file", file: reach.keyFile, fault: privateKey.error });
    const expected = await this.#expectedKey();
    if (!expected.ok) return expected;
    const admitted = await gates.admitConnect();
    return admitted.ok ? this.#dialInTime(privateKey.value, expected.value) : admitted;
  }

  async #expectedKey(): Promise<Result<ExpectedKey, Trouble>> {
    const { reach, knownHosts } = this.#options;
    if (reach.trust.kind === "fingerprint") return succeed(reach.trust);
    const { file } = reach.trust;
    const keys = await knownHosts.keysOf(file, reach);
    if (!keys.ok) return fail({ kind: "known hosts unreadable", file, error: keys.error });
    return succeed({ kind: "known hosts", file, keys: keys.value });
  }

  async #dialInTime(privateKey: Secret, expected: ExpectedKey): Promise<Result<Dialled, Trouble>> {
    const { clock, limits } = this.#options;
    const stopWaiting = clock.after(limits.connectFor, () => this.cancel(this.#overdue(limits.connectFor)));
    try {
      return await this.#dialUntilJudged(privateKey, expected);
    } finally {
      stopWaiting();
    }
  }

  #overdue(waited: Millis): Trouble {
    return { kind: "connect overdue", stage: this.stage, waited, goesOn: false };
  }

  /**
   * A pinned fingerprint does not tell its kind of key, and a host shows only the kind that we ask for first. So a host
   * that shows another key than the pinned one is asked for its other kinds, before it is said to have changed.
   */
  async #dialUntilJudged(privateKey: Secret, expected: ExpectedKey): Promise<Result<Dialled, Trouble>> {
    const refusedTypes: string[] = [];
    let distrust: Trouble | null = null;
    for (let tries = 0; tries < kindsOfKeyMax; tries += 1) {
      const outcome = await this.#dialOnce(privateKey, expected, refusedTypes);
      if (outcome.ok) return outcome;
      const another = expected.kind === "fingerprint" && outcome.error.kind === "host key distrusted";
      if (!another) return distrust === null ? outcome : fail(distrust);
      distrust ??= outcome.error;
      refusedTypes.push(outcome.error.distrust.seen.type);
    }
    return fail(distrust ?? { kind: "stopped" });
  }

  async #dialOnce(
    privateKey: Secret,
    expected: ExpectedKey,
    refusedTypes: readonly string[],
  ): Promise<Result<Dialled, Trouble>> {
    if (this.#cancelled !== null) return fail(this.#cancelled);
    const { reach, limits } = this.#options;
    const hostKeys = hostKeyAlgorithms(knownTypes(expected), refusedTypes);
    this.#dial = dial({ reach, privateKey, expected, hostKeys, limits });
    const outcome = await this.#dial.outcome;
    if (this.#cancelled === null) return outcome;
    // It may have been cancelled in the very moment of its success.
    if (outcome.ok) outcome.value.socket.destroy();
    return fail(this.#cancelled);
  }
}
