import type { Socket } from "node:net";
import type { Client, ClientChannel } from "ssh2";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Millis } from "../../domain/time.ts";
import { millis } from "../../domain/time.ts";
import type { Clock, ShellProgram } from "../../services/ports.ts";
import type { SshLimits } from "./limits.ts";
import { goodbyeFor, missedDeadlinesMax } from "./limits.ts";
import { ProbeChannel } from "./probe-channel.ts";
import type { Trouble } from "./trouble.ts";

interface Parts {
  readonly client: Client;
  readonly socket: Socket;
  readonly program: ShellProgram;
  readonly clock: Clock;
  readonly limits: SshLimits;
}

/** One authenticated connection and the one probe that runs on it. Once lost it stays lost. */
export class SshConnection {
  readonly #parts: Parts;
  readonly #since: Millis;
  #lost: Trouble | null = null;
  #channel: ProbeChannel | null = null;
  #opening: Promise<Result<ProbeChannel, Trouble>> | null = null;
  #missed = 0;
  #onLost: (trouble: Trouble) => void = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#since = parts.clock.monotonic();
    const { client } = parts;
    client.on("error", (error) => this.lose({ kind: "link lost", error }));
    client.on("end", () => this.lose({ kind: "link lost", error: null }));
    client.on("close", () => this.lose({ kind: "link lost", error: null }));
  }

  /** How long it has lasted. */
  get age(): Millis {
    return millis(this.#parts.clock.monotonic() - this.#since);
  }

  /** Tells once when the connection is gone, at once if it is already. */
  onLost(act: (trouble: Trouble) => void): void {
    this.#onLost = act;
    if (this.#lost !== null) act(this.#lost);
  }

  /** The running probe; starts it where none runs. A start that takes longer than one question serves the next. */
  async probe(): Promise<Result<ProbeChannel, Trouble>> {
    if (this.#lost !== null) return fail(this.#lost);
    if (this.#channel?.usable) return succeed(this.#channel);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** An answer came in time. */
  answered(): void {
    this.#missed = 0;
  }

  /** An answer did not come in time: its channel is given up, and after several in a row the connection. */
  missed(trouble: Trouble): void {
    this.#missed += 1;
    this.#channel?.end(trouble);
    if (this.#missed >= missedDeadlinesMax) this.lose(trouble);
  }

  /** Gives the connection up; the question under way is answered with this trouble. */
  lose(trouble: Trouble): void {
    if (this.#lost !== null) return;
    this.#lost = trouble;
    this.#channel?.end(trouble);
    this.#parts.socket.destroy();
    this.#onLost(trouble);
  }

  /** Says goodbye and waits a moment for the other side to close. */
  async close(): Promise<void> {
    const { client, socket, clock } = this.#parts;
    if (this.#lost !== null) return;
    this.#lost = { kind: "stopped" };
    this.#channel?.end(this.#lost);
    await new Promise<void>((resolve) => {
      const cancel = clock.after(goodbyeFor, resolve);
      socket.once("close", () => {
        cancel();
        resolve();
      });
      client.end();
    });
    socket.destroy();
  }

  async #open(): Promise<Result<ProbeChannel, Trouble>> {
    const opened = await this.#execute();
    if (this.#lost !== null) return fail(this.#lost);
    if (!opened.ok) return fail({ kind: "channel refused", error: opened.error });
    this.#channel = opened.value;
    return opened;
  }

  #execute(): Promise<Result<ProbeChannel, unknown>> {
    const { client, program, limits } = this.#parts;
    const bytesMax = limits.answerBytesMax;
    const onRunaway = () => this.lose({ kind: "too much output", bytesMax });
    return new Promise((resolve) => {
      // It listens within this callback: the program may have ended, and its channel closed, before any promise is settled.
      const take = (channel: ClientChannel) => succeed(new ProbeChannel({ channel, program, bytesMax, onRunaway }));
      try {
        client.exec(program.command, (error, channel) => resolve(error ? fail(error) : take(channel)));
      } catch (error) {
        // Thrown where the goodbye has been read but no event has told of it yet.
        this.lose({ kind: "link lost", error });
        resolve(fail(error));
      }
    });
  }
}
