import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { AnswerReader } from "../../domain/answer-reader.ts";
import type { HostFailureReason } from "../../domain/host.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock, ShellProgram } from "../../services/ports.ts";

/** Why a program can be asked no more. */
export interface Trouble {
  readonly reason: HostFailureReason;
  readonly detail: string;
}

/** One running program, asked a line at a time. Once it has ended, for whatever reason, it is never used again. */
export class ProbeProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #program: ShellProgram;
  readonly #bytesMax: number;
  readonly #clock: Clock;
  readonly #closed: Promise<void>;
  #asked: Asked | null = null;
  #ended: Trouble | null = null;
  #answered = false;
  /** Since the last question. */
  #bytes = 0;

  constructor(program: ShellProgram, options: { readonly bytesMax: number; readonly clock: Clock }) {
    this.#program = program;
    this.#bytesMax = options.bytesMax;
    this.#clock = options.clock;
    // The bot's own environment holds its tokens, and a process's environment can be read by its user's other processes.
    this.#child = spawn("/bin/sh", ["-c", program.command], { stdio: ["pipe", "pipe", "ignore"], env: { PATH: path } });
    this.#closed = new Promise((resolve) => this.#child.once("close", () => resolve()));
    this.#listen();
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
      this.#child.stdin.write(`${question}\n`);
    });
  }

  /** Ends the program with this trouble, which also answers a question under way. Resolves when it is gone, or after 1 s. */
  kill(trouble: Trouble): Promise<void> {
    this.#end(trouble);
    // It only reads: there is nothing that it could leave half done.
    this.#child.kill("SIGKILL");
    return new Promise((resolve) => {
      const cancel = this.#clock.after(goodbyeFor, resolve);
      void this.#closed.then(() => {
        cancel();
        resolve();
      });
    });
  }

  #listen(): void {
    const child = this.#child;
    child.on("error", (error) => this.#end({ reason: "no probe", detail: `${cannotStart} (${error.message}).` }));
    child.on("close", () => this.#end(this.#answered ? died : neverAnswered));
    // A program that ends before it has read the question breaks the pipe; `close` says so in its own words.
    child.stdin.on("error", () => undefined);
    child.stdout.on("data", (chunk: Buffer) => this.#take(chunk));
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
const cannotStart = "This machine's /bin/sh could not be started; it may be out of processes or memory";
const died: Trouble = {
  reason: "link lost",
  detail: "This machine's probe ended in the middle of its work. The bot starts it again.",
};
const neverAnswered: Trouble = {
  reason: "no probe",
  detail: "This machine's probe ended before it answered. Look whether awk or sh works on this machine.",
};
