import { WebSocket } from "ws";
import { type Json, type Trial, until } from "./open-workspace.ts";

/** A bare Socket Mode client, which answers only when told to. */
export interface Peer {
  readonly hello: Json;
  readonly envelopes: Json[];
  readonly frames: Json[];
  readonly isClosed: () => boolean;
  /** The next envelope that has not been taken yet. */
  next(): Promise<Json>;
  ack(envelope: Json, payload?: object): void;
  /** Acknowledges everything from now on, with this payload where one is given. */
  ackAll(payload?: object): void;
  /** Sends a frame as it stands. */
  send(frame: string): void;
  close(): void;
}

export async function connectPeer(trial: Trial): Promise<Peer> {
  const { url } = await trial.api("apps.connections.open", {}, "xapp-trial");
  const socket = new WebSocket(url);
  const frames: Json[] = [];
  const envelopes: Json[] = [];
  let taken = 0;
  let answer: ((envelope: Json) => void) | null = null;
  const ack = (envelope: Json, payload?: object) =>
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload === undefined ? {} : { payload }) }));
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data));
    frames.push(frame);
    if (frame.envelope_id === undefined) return;
    envelopes.push(frame);
    answer?.(frame);
  });
  const hello = await until("hello", () => frames[0]);
  return {
    hello,
    envelopes,
    frames,
    isClosed: () => socket.readyState === WebSocket.CLOSED,
    next: () =>
      until("an envelope", () => {
        const envelope = envelopes[taken];
        if (envelope !== undefined) taken += 1;
        return envelope;
      }),
    ack,
    ackAll: (payload) => {
      answer = (envelope) => ack(envelope, payload);
    },
    send: (frame) => socket.send(frame),
    close: () => socket.close(),
  };
}
