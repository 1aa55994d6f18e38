import type { HostFailure } from "../../domain/host.ts";
import type { Result } from "../../domain/result.ts";
import { fail } from "../../domain/result.ts";
import type { Millis } from "../../domain/time.ts";
import type { Cancel, Clock, HostShell } from "../../services/ports.ts";
import type { Lane } from "./gates.ts";
import type { HostLink } from "./host-link.ts";
import { questionsWaitingMax } from "./limits.ts";
import type { SshConnection } from "./ssh-connection.ts";
import type { Trouble } from "./trouble.ts";

/**
 * Asks one question after another over a host's link. Each caller has its answer by its deadline, whatever the link does:
 * a connect goes on for the next caller, and a question without an answer takes its channel with it.
 */
export class SshHostShell implements HostShell {
  readonly #link: HostLink;
  readonly #lane: Lane;
  readonly #clock: Clock;
  readonly #waiting: Turn[] = [];
  #current: Turn | null = null;

  constructor(options: { readonly link: HostLink; readonly lane: Lane; readonly clock: Clock }) {
    this.#link = options.link;
    this.#lane = options.lane;
    this.#clock = options.clock;
  }

  ask(question: string, deadline: Millis): Promise<Result<string, HostFailure>> {
    const { refusal } = this.#link;
    if (refusal !== null) return Promise.resolve(fail(refusal));
    if (this.#waiting.length >= questionsWaitingMax) {
      const full: Trouble = { kind: "queue full", waiting: questionsWaitingMax, of: "this host" };
      return Promise.resolve(fail(this.#link.explain(full)));
    }
    return new Promise((resolve) => {
      const turn = new Turn(question, resolve);
      turn.cancelDeadline = this.#clock.after(deadline, () => this.#expire(turn, deadline));
      this.#waiting.push(turn);
      if (this.#current === null) void this.#serveAll();
    });
  }

  async close(): Promise<void> {
    const closed = this.#link.close();
    const stopped = this.#link.explain({ kind: "stopped" });
    for (const turn of [...this.#waiting.splice(0), this.#current]) turn?.settle(fail(stopped));
    await closed;
  }

  async #serveAll(): Promise<void> {
    for (let turn = this.#waiting.shift(); turn !== undefined; turn = this.#waiting.shift()) {
      this.#current = turn;
      turn.settle(await this.#answer(turn));
    }
    this.#current = null;
  }

  async #answer(turn: Turn): Promise<Result<string, HostFailure>> {
    const connected = await this.#link.connect();
    if (!connected.ok) return connected;
    const answer = await this.#lane(() => this.#converse(turn, connected.value));
    if (answer.ok) {
      this.#link.answered();
      return answer;
    }
    // A turn that is over has been told its failure already; what came of it afterwards is no new one.
    return fail(turn.isOver ? this.#link.explain(answer.error) : this.#link.failed(answer.error));
  }

  async #converse(turn: Turn, connection: SshConnection): Promise<Result<string, Trouble>> {
    turn.asked = !turn.isOver;
    // A program that starts too late for this question, or not at all, must not hold up the next.
    const probe = await Promise.race([turn.over, connection.probe()]);
    if (probe === null || turn.isOver) return fail({ kind: "stopped" });
    return probe.ok ? probe.value.ask(turn.question) : probe;
  }

  /** The deadline of a caller has come, wherever its question is. */
  #expire(turn: Turn, waited: Millis): void {
    const at = this.#waiting.indexOf(turn);
    if (at >= 0) this.#waiting.splice(at, 1);
    const stage = this.#link.connecting;
    if (stage !== null) {
      turn.settle(fail(this.#link.explain({ kind: "connect overdue", stage, waited, goesOn: true })));
    } else {
      const overdue: Trouble = { kind: "answer overdue", waited, asked: turn.asked };
      turn.settle(fail(turn.asked ? this.#link.missed(overdue) : this.#link.explain(overdue)));
    }
  }
}

/** One caller: its question until it has been answered, once. */
class Turn {
  readonly question: string;
  /** Settles with null when the caller has its answer. */
  readonly over: Promise<null>;
  readonly #resolve: (result: Result<string, HostFailure>) => void;
  #end: (over: null) => void = () => {};
  asked = false;
  isOver = false;
  cancelDeadline: Cancel = () => {};

  constructor(question: string, resolve: (result: Result<string, HostFailure>) => void) {
    this.question = question;
    this.#resolve = resolve;
    this.over = new Promise((end) => {
      this.#end = end;
    });
  }

  settle(result: Result<string, HostFailure>): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancelDeadline();
    this.#end(null);
    this.#resolve(result);
  }
}
