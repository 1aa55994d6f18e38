import { expect } from "vitest";
import { control, type Message, messagesIn, textOf } from "./control.ts";
import { eventually } from "./eventually.ts";
import { startTrialProcess, type TrialProcess } from "./trial-process.ts";

const ops = "C01OPS";

/** A trial that runs as a process of its own, and what people do there about restarts on web-1. */
export class RestartDeskInTrial {
  readonly url: string;
  readonly #trial: TrialProcess;

  private constructor(trial: TrialProcess, url: string) {
    this.#trial = trial;
    this.url = url;
  }

  /** Resolves when the bot has read its hosts. */
  static async start({
    config,
    data,
  }: {
    readonly config: string;
    readonly data: string;
  }): Promise<RestartDeskInTrial> {
    const trial = startTrialProcess(["--config", config, "--port", "0", "--data", data]);
    const desk = new RestartDeskInTrial(trial, await trial.said(/Open {2}(http:\S+)/));
    await eventually(async () => (await control(desk, "ready")).status === 200);
    return desk;
  }

  say(user: string, text: string) {
    return control(this, "command", { channel: ops, user, command: "/scipy", text });
  }

  messages(): Promise<readonly Message[]> {
    return messagesIn(this, ops);
  }

  /** What stands in the newest message about a restart of the daemon; "" where there is none. */
  async textAbout(daemon: string): Promise<string> {
    return textOf(await this.#requestOf(daemon));
  }

  /** Presses Approve as soon as there is something to approve. */
  async approve(daemon: string, user = "U02BOB"): Promise<void> {
    await this.isAsked(daemon);
    const message = await this.#requestOf(daemon);
    const action = message?.blocks
      .flatMap(({ elements = [] }) => elements)
      .find(({ action_id }) => action_id === "restart_approve");
    const pressed = { type: "button", action_id: "restart_approve", block_id: "restart_actions", value: action?.value };
    const clicked = await control(this, "interact", { channel: ops, messageTs: message?.ts, user, action: pressed });
    expect(clicked.body).toMatchObject({ ok: true });
  }

  /** Resolves with the text of the request once somebody may decide on it. */
  isAsked(daemon: string): Promise<string> {
    return this.outcomeOf(daemon, /restart_approve/);
  }

  /** Resolves with the text of the request once the words stand in it. */
  async outcomeOf(daemon: string, words: RegExp): Promise<string> {
    await eventually(async () => words.test(await this.textAbout(daemon)));
    return this.textAbout(daemon);
  }

  async expectNoViolations(): Promise<void> {
    expect((await control(this, "violations")).body).toEqual({ violations: [] });
  }

  async stop(): Promise<void> {
    this.#trial.child.kill("SIGINT");
    await this.#trial.ended;
  }

  async #requestOf(daemon: string): Promise<Message | undefined> {
    return (await this.messages()).findLast(
      ({ text, thread_ts }) =>
        thread_ts === undefined && text.includes(`of ${daemon} on web-1`) && text.startsWith("Restart"),
    );
  }
}
