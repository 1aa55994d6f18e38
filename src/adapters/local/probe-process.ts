import type { ChildProcess, SpawnOptions } from "node:child_process";
import { AnswerReader } from "../../domain/answer-reader.ts";
import type { HostFailureReason } from "../../domain/host.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock, ShellProgram } from "../../services/ports.ts";
import { explainStartError } from "./explain-start-error.ts";

/** Node's own, or one that fails as a system at its limits does. */
export type Spawn = (file: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

export interface ProbeProcessOptions {
  readonly bytesMax: number;
  readonly clock: Clock;
  readonly spawn: Spawn;
}

/** Why a program can be asked no more. */
export interface Trouble {
  readonly reason: HostFailureReason;
  readonly detail: string;
}

/**
 * One program, asked a line at a time. Once it has ended, for whatever reason, it is never used again; one that the system
 * did not start has ended, too.
 */
export class ProbeProcess {
  readonly #child: ChildProcess | null;
  readonly #program: ShellProgram;
  readonly #bytesMax: number;
  readonly #clock: Clock;
  readonly #closed: Promise<void>;
  #asked: Asked | null = null;
  #ended: Trouble | null = null;
  #answered = false;
  /** Since the last question. */
  #bytes = 0;

  constructor(program: ShellProgram, options: ProbeProcessOptions) {
    this.#program = program;
    this.#bytesMax = options.bytesMax;
    this.#clock = options.clock;
    this.#child = this.#start(options.spawn);
    this.#closed = new Promise((resolve) => (this.#child === null ? resolve() : this.#child.once("close", resolve)));
  }

  /** False once it has ended. */
  get usable(): boolean {
    return this.#ended === null;
  }

  /** Pending until the answer is whole or the program ends. One question at a time. */
  ask(question: string): Promise<Result<string, Trouble>> {
    if (this.#ended !== null) return Promise.resolve(fail(this.#ended));
    this.#bytes = 0;
    return new Promise((resolve) => {
      const reader = new AnswerReader((line) => this.#program.endsAnswer(question, line));
      this.#asked = { reader, resolve };
      this.#child?.stdin?.write(`${question}\n`);
    });
  }

  /** Ends the program with this trouble, which also answers a question under way. Resolves when it is gone, or after 1 s. */
  kill(trouble: Trouble): Promise<void> {
    this.#end(trouble);
    // It only reads: there is nothing that it could leave half done. For a program that was not started, Node signals the pid
    // that happens to stand in its memory until the next tick; 0 is the bot's own process group.
    if (this.#child?.pid !== undefined) this.#child.kill("SIGKILL");
    return new Promise((resolve) => {
      const cancel = this.#clock.after(goodbyeFor, resolve);
      void this.#closed.then(() => {
        cancel();
        resolve();
      });
    });
  }

  /** Null where `spawn` throws, as it does without memory; other failures come by the child's event. */
  #start(spawn: Spawn): ChildProcess | null {
    try {
      // The bot's own environment holds its tokens, and a process's environment can be read by its user's other processes.
      const options: SpawnOptions = { stdio: ["pipe", "pipe", "ignore"], env: { PATH: path } };
      const child = spawn("/bin/sh", ["-c", this.#program.command], options);
      this.#listen(child);
      return child;
    } catch (error) {
      this.#end(notStarted(error instanceof Error ? error : new Error(String(error))));
      return null;
    }
  }

  /** A child for which there are no more file descriptors has no streams, whatever its type says, but tells its error. */
  #listen(child: ChildProcess): void {
    child.on("error", (error) => this.#end(notStarted(error)));
    child.on("close", () => this.#end(this.#answered ? died : neverAnswered));
    // A program that ends before it has read the question breaks the pipe; `close` says so in its own words.
    child.stdin?.on("error", () => undefined);
    child.stdout?.on("data", (chunk: Buffer) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    if (this.#ended !== null) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMax) {
      const detail = `This machine's probe answered with more than ${this.#bytesMax} bytes. Look for another program on its output.`;
      void this.kill({ reason: "too much output", detail });
      return;
    }
    const answer = this.#asked?.reader.take(chunk) ?? null;
    if (answer === null) return;
    this.#answered = true;
    this.#settle(succeed(answer));
  }

  #end(trouble: Trouble): void {
    this.#ended ??= trouble;
    this.#settle(fail(this.#ended));
  }

  #settle(result: Result<string, Trouble>): void {
    const asked = this.#asked;
    this.#asked = null;
    asked?.resolve(result);
  }
}

interface Asked {
  readonly reader: AnswerReader;
  readonly resolve: (result: Result<string, Trouble>) => void;
}

const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** `close` of the shell promises 2 s in all. */
const goodbyeFor = seconds(1);
const died: Trouble = {
  reason: "link lost",
  detail: "This machine's probe ended in the middle of its work. The bot starts it again.",
};
const neverAnswered: Trouble = {
  reason: "no probe",
  detail: "This machine's probe ended before it answered. Look whether awk or sh works on this machine.",
};

function notStarted(error: Error): Trouble {
  return { reason: "no probe", detail: explainStartError(error) };
}
