import { EventEmitter } from "node:events";
import type { SocketModeReceiver } from "@slack/bolt";
import { beforeEach, describe, expect, it } from "vitest";
import { createHolds } from "../../../src/adapters/slack/holds.ts";
import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { createOpeningTurn } from "../../../src/adapters/slack/opening-turn.ts";
import { createSocketSlot, type SocketSlot } from "../../../src/adapters/slack/socket-slot.ts";
import { createSockets } from "../../../src/adapters/slack/sockets.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { type LoggedLine, memoryLog } from "./slack-harness.ts";

let clock: VirtualClock;
let logged: LoggedLine[];
let made: FakeClient[];

beforeEach(() => {
  clock = new VirtualClock();
  logged = [];
  made = [];
});

describe("a place for one connection", () => {
  it("opens another when the watchdog finds that its socket is dead, once and as after any other end", async () => {
    const slot = slotOf();
    await serve();
    newest().isAlive = false;
    expect(slot.isServing()).toBe(false);
    slot.check();
    expect(pauses()).toHaveLength(1);
    expect(slot.open()).toBe(1);
    await clock.advance(slackLimits.reconnectMin + slackLimits.goodbyeWithin);
    expect(made).toHaveLength(2);
    expect(slot.open()).toBe(1);
  });

  it("waits longer after each failure in a row, up to a limit, and not at all after a connection that lived", async () => {
    slotOf();
    for (let each = 0; each < 8; each += 1) {
      await clock.advance(slackLimits.reconnectMax);
      newest().emit("disconnected");
    }
    expect(pauses()).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000, 5000]);
    await clock.advance(slackLimits.reconnectMax);
    newest().hello();
    await clock.advance(slackLimits.settledAfter);
    newest().emit("disconnected");
    expect(pauses().at(-1)).toBe(0);
    await clock.advance(0);
    newest().emit("disconnected");
    expect(pauses().at(-1)).toBe(500);
  });

  it("leaves its turn to the others when Slack has answered it, and when its connection ends before", async () => {
    const turn = createOpeningTurn();
    slotOf(turn);
    slotOf(turn);
    await clock.advance(0);
    expect(made).toHaveLength(1);
    newest().emit("authenticated");
    await clock.advance(0);
    expect(made).toHaveLength(2);
    newest().emit("disconnected");
    made[0]?.emit("disconnected");
    await clock.advance(slackLimits.reconnectMin);
    expect(made).toHaveLength(3);
  });

  it("opens nothing once it is stopped, though its turn comes", async () => {
    const turn = createOpeningTurn();
    slotOf(turn);
    const second = slotOf(turn);
    await clock.advance(0);
    const stopped = second.stop();
    newest().emit("authenticated");
    await clock.advance(0);
    await stopped;
    expect(made).toHaveLength(1);
  });
});

describe("the connections together", () => {
  it("are looked after every few seconds: one that only seems to serve is replaced", async () => {
    const sockets = createSockets({ ...shared(), count: 1 });
    await serve();
    newest().isAlive = false;
    await clock.advance(slackLimits.watchEvery + slackLimits.reconnectMin);
    expect(made).toHaveLength(2);
    const stopped = sockets.stop();
    await clock.advance(slackLimits.goodbyeWithin);
    await stopped;
  });
});

function shared() {
  const newReceiver = (): SocketModeReceiver => {
    const client = new FakeClient();
    made.push(client);
    // Resolves never: these connections say themselves how far they are.
    return { client, start: () => new Promise(() => undefined) } as unknown as SocketModeReceiver;
  };
  return {
    newReceiver,
    clock,
    chance: () => 1,
    log: memoryLog(logged),
    limits: slackLimits,
    onRefused: () => undefined,
  };
}

function slotOf(turn = createOpeningTurn()): SocketSlot {
  return createSocketSlot({ ...shared(), name: "1 of 1", holds: createHolds(clock), turn, onHello: () => undefined });
}

async function serve(): Promise<void> {
  await clock.advance(0);
  newest().hello();
}

function newest(): FakeClient {
  const client = made.at(-1);
  if (client === undefined) throw new Error("no connection was opened");
  return client;
}

/** How long the slot has waited before it opened another, each time. */
function pauses(): unknown[] {
  return logged.filter(({ message }) => message.startsWith("slack socket ended")).map(({ fields }) => fields["inMs"]);
}

/** What a slot sees of the SDK's client. */
class FakeClient extends EventEmitter {
  isAlive = true;

  get websocket() {
    return { isActive: () => this.isAlive, readyState: undefined };
  }

  hello(): void {
    this.emit("ws_message", JSON.stringify({ type: "hello", num_connections: 1 }));
  }

  async disconnect(): Promise<void> {
    this.emit("disconnected");
  }
}
