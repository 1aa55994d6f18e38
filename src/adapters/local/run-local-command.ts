import { spawn } from "node:child_process";
import { printableLines } from "../../domain/printable.ts";
import { type Millis, millis, renderDuration } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import type { HostOrder, OrderOutcome } from "../../services/ports-restart.ts";

/** The last of it is what tells why a command failed. */
const outputBytesMax = 64 * 1024;
/** All of what is kept, but for a flood of lines without words. */
const outputLinesMax = 10_000;

/** One command on the machine that the bot runs on, without any shell; answers within the deadline and never rejects. */
export function runLocalCommand({ argv }: HostOrder, deadline: Millis, clock: Clock): Promise<OrderOutcome> {
  const [program = "", ...words] = argv;
  const began = clock.monotonic();
  return new Promise((resolve) => {
    const output = createTail();
    // Of its own group: a bot that is stopped must not take along what it has just begun to restart.
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], detached: true, env: environment });
    const settle = (outcome: OrderOutcome): void => {
      cancel();
      child.unref();
      resolve(outcome);
    };
    const cancel = clock.after(deadline, () =>
      settle({
        kind: "unknown",
        detail: `The command has not ended within ${renderDuration(deadline)}.`,
        output: output.text(),
      }),
    );
    child.stdout.on("data", output.take);
    child.stderr.on("data", output.take);
    child.once("error", (error) =>
      settle({ kind: "not sent", detail: `${program} cannot be started on this machine (${error.message}).` }),
    );
    child.once("close", (code, signal) => {
      const tookMs = millis(clock.monotonic() - began);
      if (code !== null) settle({ kind: "ended", exit: code, output: output.text(), tookMs, hostKey: null });
      else
        settle({ kind: "unknown", detail: `The command was ended by ${signal ?? "a signal"}.`, output: output.text() });
    });
  });
}

/** Nothing of the bot's own environment, which holds its secrets. */
const environment = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

function createTail() {
  let kept = Buffer.alloc(0);
  return {
    take(chunk: Buffer): void {
      kept = Buffer.concat([kept, chunk]).subarray(-outputBytesMax);
    },
    text: () => printableLines(kept.toString("utf8"), outputLinesMax),
  };
}
