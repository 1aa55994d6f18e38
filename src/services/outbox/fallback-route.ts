import { millis, seconds } from "../../domain/time.ts";
import type { ChatFailure } from "../ports.ts";
import type { NoticeAddress } from "../ports-notices.ts";
import type { Entry, Lane } from "./outbox-book.ts";
import { type OutboxDesk, say } from "./outbox-desk.ts";

export interface RouteStep {
  readonly address: NoticeAddress;
  /** Whose pace counts. */
  readonly lane: Lane;
}

/**
 * Where a message may go, in this order: its channel, unless that has refused within the last minutes; the fallback channel;
 * the owner. A line goes under its root, wherever that stands.
 */
export function routeOf(desk: OutboxDesk, entry: Entry): readonly RouteStep[] {
  const all = fullRoute(desk, entry);
  const isLeftAlone = entry.lane.closedUntil > desk.clock.monotonic() && all.length > 1;
  return isLeftAlone ? all.slice(1) : all;
}

/** Everywhere that it may have been posted. */
export function addressesOf(desk: OutboxDesk, entry: Entry): readonly NoticeAddress[] {
  return fullRoute(desk, entry).map(({ address }) => address);
}

function fullRoute(desk: OutboxDesk, { message, lane }: Entry): readonly RouteStep[] {
  const { place } = message;
  if (place.kind === "direct") return [{ address: place, lane }];
  if (place.kind === "channel") return [{ address: place, lane }, ...fallbacks(desk, place.channel)];
  const root = desk.book.find(place.of)?.message.ref ?? null;
  return root === null ? [] : [{ address: { kind: "thread", root, broadcast: place.broadcast }, lane }];
}

function fallbacks({ fallbackChannel, owner, book }: OutboxDesk, channel: string): readonly RouteStep[] {
  const places = [
    ...(fallbackChannel === null || fallbackChannel === channel
      ? []
      : [{ kind: "channel", channel: fallbackChannel } as const]),
    ...(owner === null ? [] : [{ kind: "direct", user: owner } as const]),
  ];
  return places.map((place) => ({ address: place, lane: book.laneOf(place) }));
}

/** The channel, not the chat, is to blame: another place may take the message. */
export function isClosed({ reason }: ChatFailure): boolean {
  return reason === "not in channel" || reason === "no such channel" || reason === "refused";
}

/** Waits until the lane may be posted to again, at most a second a message. */
export async function takeTurn({ clock }: OutboxDesk, lane: Lane): Promise<void> {
  for (let left = lane.postAt - clock.monotonic(); left > 0; left = lane.postAt - clock.monotonic()) {
    await new Promise<void>((resolve) => clock.after(millis(left), resolve));
  }
}

/** Another place has taken what the channel refused. Says so once a day, and leaves the channel alone for a while. */
export function noteClosed(desk: OutboxDesk, lane: Lane, failure: ChatFailure): void {
  lane.closedUntil = millis(desk.clock.monotonic() + leftAloneFor);
  const [fallback] = fallbacks(desk, lane.key);
  // The message is kept for a day after it was sent, and while it is kept it is not said again.
  const id = `closed-${lane.key}`;
  if (fallback === undefined || desk.book.find(id) !== null) return;
  desk.log.warn("A channel refuses the bot's messages; they go to the fallback.", { channel: lane.key, ...failure });
  const sentence = `Messages for ${lane.key} come here instead, because Slack refuses them there. ${failure.detail} They go there again by themselves as soon as it works.`;
  say(desk, { id, place: fallback.lane.place, urgency: "warning", notice: { kind: "sentence", sentence } });
}

/** A channel that has refused is tried again after this: soon enough for who has just invited the bot. */
const leftAloneFor = seconds(300);
