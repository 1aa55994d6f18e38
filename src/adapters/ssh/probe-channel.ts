import type { ClientChannel } from "ssh2";
import { AnswerReader } from "../../domain/answer-reader.ts";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { ShellProgram } from "../../services/ports.ts";
import { runawayBytesMax, stderrBytesMax } from "./limits.ts";
import type { Trouble } from "./trouble.ts";

/**
 * One running program on a host, asked a line at a time. A question is answered by what arrives after it was written; to
 * keep a late answer from meeting the next question, a channel whose answer did not come in time is never used again.
 */
export class ProbeChannel {
  readonly #channel: ClientChannel;
  readonly #program: ShellProgram;
  readonly #bytesMax: number;
  #asked: Asked | null = null;
  #ended: Trouble | null = null;
  #hadAnswered = false;
  /** Bytes of both outputs, since the last question or since the end. */
  #bytes = 0;
  #stderr = Buffer.alloc(0);
  readonly #onRunaway: () => void;

  constructor(options: {
    readonly channel: ClientChannel;
    readonly program: ShellProgram;
    readonly bytesMax: number;
    /** It goes on sending although it was told to close: only the end of the connection stops it. */
    readonly onRunaway: () => void;
  }) {
    this.#channel = options.channel;
    this.#program = options.program;
    this.#bytesMax = options.bytesMax;
    this.#onRunaway = options.onRunaway;
    this.#listen();
  }

  /** False once it has ended or was abandoned. */
  get usable(): boolean {
    return this.#ended === null;
  }

  /** Pending until the answer is whole or the channel ends. One question at a time. */
  ask(question: string): Promise<Result<string, Trouble>> {
    if (this.#ended !== null) return Promise.resolve(fail(this.#ended));
    this.#bytes = 0;
    return new Promise((resolve) => {
      const reader = new AnswerReader((line) => this.#program.endsAnswer(question, line));
      this.#asked = { reader, resolve };
      this.#channel.write(`${question}\n`);
    });
  }

  /** Ends it with this trouble, which also answers a question under way, and closes it; what still comes is thrown away. */
  end(trouble: Trouble): void {
    if (this.#ended !== null) return;
    this.#ended = trouble;
    this.#bytes = 0;
    this.#settle(fail(trouble));
    this.#kill();
  }

  /**
   * A program that is stuck notices no close, and would outlive the bot. OpenSSH has sent the signal to all that was
   * started since 7.9 (2018), but not for a login of root or a key that forces its command. A server that does not support
   * it takes no notice, since no answer is asked for: there the program ends when it next reads or writes, if ever.
   */
  #kill(): void {
    this.#channel.signal("KILL");
    this.#channel.destroy();
  }

  #listen(): void {
    // For as long as the channel lives: an 'error' that nobody hears ends the process.
    this.#channel.on("error", (error: unknown) => this.end({ kind: "link lost", error }));
    this.#channel.stderr.on("error", (error: unknown) => this.end({ kind: "link lost", error }));
    this.#channel.on("data", (chunk: Buffer) => this.#takeOutput(chunk));
    this.#channel.stderr.on("data", (chunk: Buffer) => this.#takeComplaint(chunk));
    this.#channel.on("close", (code?: number | null, signal?: string) => this.#takeClose(code ?? null, signal ?? null));
  }

  #takeOutput(chunk: Buffer): void {
    if (!this.#accepts(chunk)) return;
    const answer = this.#asked?.reader.take(chunk) ?? null;
    if (answer !== null) this.#settle(succeed(answer));
  }

  #takeComplaint(chunk: Buffer): void {
    if (!this.#accepts(chunk)) return;
    const room = stderrBytesMax - this.#stderr.length;
    if (room > 0) this.#stderr = Buffer.concat([this.#stderr, chunk.subarray(0, room)]);
  }

  /** Both outputs are read to the end even when nobody wants them: unread, the channel would never report its close. */
  #accepts(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#ended !== null) {
      if (this.#bytes > runawayBytesMax) this.#onRunaway();
      return false;
    }
    if (this.#bytes <= this.#bytesMax) return true;
    this.end({ kind: "too much output", bytesMax: this.#bytesMax });
    return false;
  }

  #takeClose(code: number | null, signal: string | null): void {
    const answer = this.#asked?.reader.finish() ?? null;
    if (answer !== null) this.#settle(succeed(answer));
    const stderr = this.#stderr.toString("utf8");
    this.end({ kind: "program ended", code, signal, stderr, hadAnswered: this.#hadAnswered });
  }

  #settle(result: Result<string, Trouble>): void {
    const asked = this.#asked;
    this.#asked = null;
    if (result.ok) this.#hadAnswered = true;
    asked?.resolve(result);
  }
}

interface Asked {
  readonly reader: AnswerReader;
  readonly resolve: (result: Result<string, Trouble>) => void;
}
