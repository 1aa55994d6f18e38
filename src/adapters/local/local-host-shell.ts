import type { HostFailure, HostFailureReason } from "../../domain/host.ts";
import { fail, type Result } from "../../domain/result.ts";
import { instant, type Millis, millis, seconds } from "../../domain/time.ts";
import type { Clock, HostShell, ShellProgram } from "../../services/ports.ts";
import { ProbeProcess, type Trouble } from "./probe-process.ts";

export interface LocalShellOptions {
  readonly clock: Clock;
  /** Above this the answer is "too much output". */
  readonly answerBytesMax?: number;
}

/** The machine that the bot runs on, asked through a program of its own. Nothing runs before the first question. */
export function createLocalShell(program: ShellProgram, options: LocalShellOptions): HostShell {
  return new LocalHostShell(program, options);
}

/** A list of 4,000 processes is half of this. Above it something else than the probe is talking. */
const answerBytesMaxDefault = 1024 * 1024;
/** Callers that wait for their turn: the poll, a few people who ask at once, and room to spare. */
const questionsWaitingMax = 16;
/** Starting a program costs a starved machine a fork: a program that dies at once is tried at most twice a minute. */
const waitMax: Millis = seconds(30);
const firstWait: Millis = seconds(1);
/** 2^5 s is above `waitMax`; counting further would only overflow. */
const doublingsMax = 5;

class LocalHostShell implements HostShell {
  readonly #program: ShellProgram;
  readonly #clock: Clock;
  readonly #bytesMax: number;
  #process: ProbeProcess | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #stopped = false;
  #failuresInARow = 0;
  #rest: { readonly failure: HostFailure; readonly until: Millis } | null = null;

  constructor(program: ShellProgram, options: LocalShellOptions) {
    this.#program = program;
    this.#clock = options.clock;
    this.#bytesMax = options.answerBytesMax ?? answerBytesMaxDefault;
  }

  ask(question: string, deadline: Millis): Promise<Result<string, HostFailure>> {
    if (this.#stopped) return Promise.resolve(fail(stopped));
    if (this.#waiting >= questionsWaitingMax) return Promise.resolve(fail(crowded));
    this.#waiting += 1;
    const until = millis(this.#clock.monotonic() + deadline);
    return new Promise((resolve) => {
      const cancel = this.#clock.after(deadline, () => resolve(fail(tooLate)));
      this.#turn = this.#turn.then(async () => {
        cancel();
        const result = await this.#askInTurn(question, until);
        this.#waiting -= 1;
        resolve(result);
      });
    });
  }

  async close(): Promise<void> {
    this.#stopped = true;
    await this.#process?.kill({ reason: "stopped", detail: stopped.detail });
  }

  async #askInTurn(question: string, until: Millis): Promise<Result<string, HostFailure>> {
    if (this.#stopped) return fail(stopped);
    const refusal = this.#refusal();
    if (refusal !== null) return fail(refusal);
    const left = millis(until - this.#clock.monotonic());
    if (left <= 0) return fail(tooLate);
    const probe = this.#usableProcess();
    const cancel = this.#clock.after(left, () => void probe.kill({ reason: "timed out", detail: tooLate.detail }));
    const result = await probe.ask(question);
    cancel();
    return result.ok ? this.#takeAnswer(result) : fail(this.#takeTrouble(result.error));
  }

  #usableProcess(): ProbeProcess {
    if (this.#process === null || !this.#process.usable) {
      this.#process = new ProbeProcess(this.#program, { bytesMax: this.#bytesMax, clock: this.#clock });
    }
    return this.#process;
  }

  #takeAnswer(result: Result<string, never>): Result<string, never> {
    this.#failuresInARow = 0;
    return result;
  }

  #takeTrouble(trouble: Trouble): HostFailure {
    if (trouble.reason === "stopped") return stopped;
    this.#failuresInARow += 1;
    const wait = millis(Math.min(waitMax, firstWait * 2 ** Math.min(this.#failuresInARow - 1, doublingsMax)));
    const failure = { ...trouble, nextTryAt: instant(this.#clock.now() + wait) };
    this.#rest = { failure, until: millis(this.#clock.monotonic() + wait) };
    return failure;
  }

  #refusal(): HostFailure | null {
    if (this.#rest === null || this.#clock.monotonic() >= this.#rest.until) return null;
    return this.#rest.failure;
  }
}

const stopped = failure("stopped", "The bot is stopping and asks this machine nothing more.");
const tooLate = failure(
  "timed out",
  "This machine's probe did not answer in time. The machine is probably starved; the bot starts the probe again.",
);
const crowded = failure(
  "timed out",
  `${questionsWaitingMax} questions to this machine already wait for their answers. Ask again in a few seconds.`,
);

function failure(reason: HostFailureReason, detail: string): HostFailure {
  return { reason, detail, nextTryAt: null };
}
