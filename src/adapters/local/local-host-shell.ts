import { spawn } from "node:child_process";
import type { HostFailure, HostFailureReason } from "../../domain/host.ts";
import { fail, type Result } from "../../domain/result.ts";
import { instant, type Millis, millis, seconds } from "../../domain/time.ts";
import type { Clock, HostShell, ShellProgram } from "../../services/ports.ts";
import { ProbeProcess, type Spawn, type Trouble } from "./probe-process.ts";

export interface LocalShellOptions {
  readonly clock: Clock;
  /** Above this the answer is "too much output". */
  readonly answerBytesMax?: number;
  /** Node's own where nothing is said. */
  readonly spawn?: Spawn;
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
  readonly #spawn: Spawn;
  #process: ProbeProcess | null = null;
  /** Settles when all questions so far are answered; never rejects, since that would refuse every later question. */
  #turn: Promise<unknown> = Promise.resolve();
  /** The question whose turn it is: the program is ended at its deadline. */
  #underWay: Asked | null = null;
  #waiting = 0;
  #stopped = false;
  #failuresInARow = 0;
  #rest: { readonly failure: HostFailure; readonly until: Millis } | null = null;

  constructor(program: ShellProgram, options: LocalShellOptions) {
    this.#program = program;
    this.#clock = options.clock;
    this.#bytesMax = options.answerBytesMax ?? answerBytesMaxDefault;
    this.#spawn = options.spawn ?? spawn;
  }

  ask(question: string, deadline: Millis): Promise<Result<string, HostFailure>> {
    if (this.#stopped) return Promise.resolve(fail(stopped));
    if (this.#waiting >= questionsWaitingMax) return Promise.resolve(fail(crowded));
    this.#waiting += 1;
    const asked = { question, until: millis(this.#clock.monotonic() + deadline) };
    return new Promise((resolve) => {
      const cancel = this.#clock.after(deadline, () => {
        if (this.#underWay === asked) void this.#process?.kill({ reason: "timed out", detail: tooLate.detail });
        else resolve(fail(tooLate));
      });
      this.#turn = this.#turn.then(async () => {
        const result = await this.#askInTurn(asked).catch(unforeseen);
        cancel();
        this.#waiting -= 1;
        resolve(result);
      });
    });
  }

  async close(): Promise<void> {
    this.#stopped = true;
    await this.#process?.kill({ reason: "stopped", detail: stopped.detail });
  }

  async #askInTurn(asked: Asked): Promise<Result<string, HostFailure>> {
    if (this.#stopped) return fail(stopped);
    const refusal = this.#refusal();
    if (refusal !== null) return fail(refusal);
    if (this.#clock.monotonic() >= asked.until) return fail(tooLate);
    this.#underWay = asked;
    const result = await this.#usableProcess().ask(asked.question);
    this.#underWay = null;
    return result.ok ? this.#takeAnswer(result) : fail(this.#takeTrouble(result.error));
  }

  #usableProcess(): ProbeProcess {
    if (this.#process === null || !this.#process.usable) {
      const options = { bytesMax: this.#bytesMax, clock: this.#clock, spawn: this.#spawn };
      this.#process = new ProbeProcess(this.#program, options);
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

interface Asked {
  readonly question: string;
  readonly until: Millis;
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

/** A fault of our own code, which must not cost the questions that wait behind this one. */
function unforeseen(error: unknown): Result<string, HostFailure> {
  const message = error instanceof Error ? error.message : String(error);
  return fail(
    failure("no probe", `The bot has a fault and could not ask this machine (${message}). Please report it.`),
  );
}

function failure(reason: HostFailureReason, detail: string): HostFailure {
  return { reason, detail, nextTryAt: null };
}
