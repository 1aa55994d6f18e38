import type { SshReach } from "../../domain/host.ts";
import { printableLines } from "../../domain/printable.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, millis, renderDuration } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { HostOrder, OrderOutcome } from "../../services/ports-restart.ts";
import { type ChannelEnd, listenToCommand } from "./command-channel.ts";
import { commandLine } from "./command-line.ts";
import { ConnectAttempt } from "./connect-attempt.ts";
import type { Dialled } from "./dial.ts";
import { createGates } from "./gates.ts";
import { KnownHostsFiles } from "./known-hosts-file.ts";
import { type SshLimits, sshLimits } from "./limits.ts";
import type { Place } from "./place.ts";
import { reasonOf } from "./reason-of.ts";

export interface SshCommands {
  /** Connects and logs in, and runs nothing. */
  reach(place: Place, deadline: Millis): Promise<Result<{ readonly hostKey: string }, string>>;
  /** One command over a connection of its own; answers within the deadline, and never rejects. */
  run(place: Place, order: HostOrder, deadline: Millis): Promise<OrderOutcome>;
  stop(): Promise<void>;
}

export interface SshCommandsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<SshLimits>;
}

/** Single commands over SSH, beside the lasting conversations: another account and key, and a connection for each. */
export function createSshCommands(options: SshCommandsOptions): SshCommands {
  const self: Commanding = {
    ...options,
    limits: { ...sshLimits, ...options.limits },
    gates: createGates(options),
    knownHosts: new KnownHostsFiles(),
    open: new Set(),
  };
  return {
    async reach(place, deadline) {
      const dialled = await connect(self, place, deadline);
      if (!dialled.ok) return dialled;
      hangUp(self, dialled.value);
      return succeed({ hostKey: dialled.value.hostKey.fingerprint });
    },
    run: (place, order, deadline) => run(self, { place, order }, deadline),
    async stop() {
      for (const dialled of [...self.open]) hangUp(self, dialled);
      await self.gates.close();
    },
  };
}

interface Commanding extends SshCommandsOptions {
  readonly limits: SshLimits;
  readonly gates: ReturnType<typeof createGates>;
  readonly knownHosts: KnownHostsFiles;
  readonly open: Set<Dialled>;
}

async function connect(self: Commanding, place: Place, deadline: Millis): Promise<Result<Dialled, string>> {
  const { clock } = self;
  const limits = { ...self.limits, connectFor: millis(Math.min(self.limits.connectFor, deadline)) };
  const attempt = new ConnectAttempt({ ...self, limits, reach: place.reach, clock });
  const outcome = await attempt.outcome;
  if (!outcome.ok) return fail(reasonOf(outcome.error, place).detail);
  const dialled = outcome.value;
  self.open.add(dialled);
  // For as long as it lives: an 'error' that nobody hears ends the process.
  dialled.client.on("error", () => dialled.socket.destroy());
  return succeed(dialled);
}

function hangUp(self: Commanding, dialled: Dialled): void {
  self.open.delete(dialled);
  dialled.client.end();
  dialled.socket.destroySoon();
}

interface Ordered {
  readonly place: Place;
  readonly order: HostOrder;
}

async function run(self: Commanding, { place, order }: Ordered, deadline: Millis): Promise<OrderOutcome> {
  const began = self.clock.monotonic();
  const dialled = await connect(self, place, deadline);
  if (!dialled.ok) return { kind: "not sent", detail: dialled.error };
  const hostKey = dialled.value.hostKey.fingerprint;
  if (order.hostKey !== null && order.hostKey !== hostKey) {
    hangUp(self, dialled.value);
    const detail = `${place.name} shows the key ${hostKey}, and not ${order.hostKey}, which was approved. Nothing was sent.`;
    return { kind: "not sent", detail };
  }
  const left = millis(Math.max(1, began + deadline - self.clock.monotonic()));
  const outcome = await execute(self, { dialled: dialled.value, order, place }, left);
  hangUp(self, dialled.value);
  if (outcome.kind !== "ended") return outcome;
  return { ...outcome, tookMs: millis(self.clock.monotonic() - began), hostKey };
}

interface Execution extends Ordered {
  readonly dialled: Dialled;
}

function execute(self: Commanding, { dialled, order, place }: Execution, deadline: Millis): Promise<OrderOutcome> {
  return new Promise((resolve) => {
    const cancel = self.clock.after(deadline, () =>
      resolve(unknownAfter(`${place.name} has not told the end of the command within ${renderDuration(deadline)}.`)),
    );
    const settle = (outcome: OrderOutcome): void => {
      cancel();
      resolve(outcome);
    };
    dialled.socket.once("close", () =>
      settle(unknownAfter(`The connection to ${place.name} broke while the command was running.`)),
    );
    try {
      dialled.client.exec(commandLine(order.argv), (error, channel) => {
        // The library says the same where the link was lost before any answer: then it may have been started.
        if (error && dialled.socket.destroyed)
          return settle(unknownAfter(`The connection to ${place.name} broke before it said whether the command runs.`));
        // Refused before it was run: sshd answers a request for a command only after it has started it.
        if (error)
          return settle({
            kind: "not sent",
            detail: `${place.name} let the bot in but refused to run a command (${error.message}).`,
          });
        listenToCommand(channel, (end) => settle(outcomeOf(end, place)));
      });
    } catch (error) {
      // Thrown where the link is gone already, but no event has told of it yet.
      settle(
        unknownAfter(
          `The connection to ${place.name} broke (${error instanceof Error ? error.message : String(error)}).`,
        ),
      );
    }
  });
}

function unknownAfter(detail: string): OrderOutcome {
  return { kind: "unknown", detail, output: "" };
}

function outcomeOf({ code, signal, output, flooded }: ChannelEnd, { name }: Place): OrderOutcome {
  const text = printableLines(output.toString("utf8"), outputLinesMax);
  if (flooded) return { kind: "unknown", detail: `The command on ${name} printed without end.`, output: text };
  if (code !== null) return { kind: "ended", exit: code, output: text, tookMs: millis(0), hostKey: null };
  const how = signal === null ? "the connection broke before its end" : `it was ended by ${signal}`;
  return { kind: "unknown", detail: `The end of the command on ${name} was not seen: ${how}.`, output: text };
}

/** All of what is kept, but for a flood of lines without words: a guard's answer stands in the first of them. */
const outputLinesMax = 10_000;

/** The account and key of restarts, where a host has others for them. */
export function restartReach(
  reach: SshReach,
  by: { readonly user: string | null; readonly keyFile: string | null },
): SshReach {
  return { ...reach, user: by.user ?? reach.user, keyFile: by.keyFile ?? reach.keyFile };
}
