import type { SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError } from "@slack/web-api";
import type { Millis } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import { problemOf } from "./failures.ts";
import type { SlackLimits } from "./limits.ts";
import { screenEnvelopes } from "./screen-envelopes.ts";

/** Why a connection does not serve any more, or never did. */
export type ConnectionEnd =
  | { readonly why: "closed" }
  | { readonly why: "recycled"; readonly detail: string }
  | { readonly why: "no hello" }
  | { readonly why: "token refused"; readonly code: string }
  /** Slack asks for a pause before the next attempt of any connection. */
  | { readonly why: "limited"; readonly retryAfter: Millis }
  | { readonly why: "failed"; readonly detail: string };

export interface ConnectionEvents {
  /** Slack has given an address to connect to. */
  answered(): void;
  hello(connections: number | null): void;
  heard(): void;
  odd(what: string): void;
  /** Once; the connection answers nothing from now on, and its place is free. */
  ended(end: ConnectionEnd): void;
}

export interface SocketConnection {
  /** What the socket itself says, whatever has been heard of it. */
  isActive(): boolean;
  /**
   * Ends it for good, after lingering so long for what is still on its way. Resolves when Slack has let go, or when the time
   * for goodbyes is over and the socket was cut.
   */
  retire(linger: Millis): Promise<void>;
}

/**
 * One use of one receiver. The SDK's own reconnecting is switched off: it waits 5 s after every refresh, repeats without
 * end where it cannot be stopped, and leaves a rejection unhandled, and the bot deaf, when the token is refused meanwhile.
 */
export function openConnection(
  receiver: SocketModeReceiver,
  on: ConnectionEvents,
  timing: { readonly clock: Clock; readonly limits: SlackLimits },
): SocketConnection {
  const { client } = receiver;
  let ended = false;
  const end = (reason: ConnectionEnd) => {
    if (ended) return;
    ended = true;
    cancelHello();
    on.ended(reason);
  };
  const cancelHello = timing.clock.after(timing.limits.helloWithin, () => end({ why: "no hello" }));
  screenEnvelopes(client, {
    hello: (connections) => {
      cancelHello();
      if (!ended) on.hello(connections);
    },
    recycled: (detail) => end({ why: "recycled", detail }),
    heard: () => on.heard(),
    odd: (what) => on.odd(what),
  });
  client.on("authenticated", () => on.answered());
  client.on("disconnected", () => end({ why: "closed" }));
  // A retired connection may still be asking for its address: it is cut as soon as it begins to connect.
  client.on("connecting", () => ended && queueMicrotask(() => void client.disconnect()));
  receiver.start().catch((error: unknown) => end(endOf(error)));
  return {
    isActive: () => client.websocket?.isActive() === true,
    retire: async (linger) => {
      end({ why: "closed" });
      if (linger > 0) await new Promise<void>((resolve) => void timing.clock.after(linger, resolve));
      await sayGoodbye(receiver, timing);
    },
  };
}

function endOf(error: unknown): ConnectionEnd {
  if (error === undefined) return { why: "failed", detail: "the socket closed before it was ready" };
  if (error instanceof WebAPIPlatformError && error.data.error === "missing_scope") {
    return { why: "token refused", code: error.data.error };
  }
  const problem = problemOf(error);
  if (problem.kind === "limited") return { why: "limited", retryAfter: problem.retryAfter };
  if (problem.kind === "token refused") return { why: "token refused", code: problem.code };
  return { why: "failed", detail: problem.failure.detail };
}

/** The SDK waits up to 30 s for a peer that does not say goodbye; asked a second time, it cuts the socket. */
function sayGoodbye(
  receiver: SocketModeReceiver,
  { clock, limits }: { readonly clock: Clock; readonly limits: SlackLimits },
): Promise<void> {
  const { client } = receiver;
  return new Promise((resolve) => {
    const cancel = clock.after(limits.goodbyeWithin, () => {
      if (client.websocket?.readyState !== undefined) void client.disconnect();
      resolve();
    });
    client.once("disconnected", () => {
      cancel();
      resolve();
    });
    if (client.websocket?.readyState === undefined) client.emit("disconnected");
    else void client.disconnect();
  });
}
