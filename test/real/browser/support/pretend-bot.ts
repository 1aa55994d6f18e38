import { WebSocket } from "ws";

export type Json = Readonly<Record<string, unknown>>;

/** An envelope as a bot receives it. */
export interface Envelope {
  readonly type: string;
  readonly payload: Json;
}

/** What the bot says back with its acknowledgement; nothing for a bare one. */
export type Answer = (envelope: Envelope) => Json | undefined | Promise<Json | undefined>;

/** A bot without Bolt: one socket and the Web API by hand, so that the page is tested against the wire and not against our bot. */
export interface PretendBot {
  /** Every envelope so far. */
  readonly received: readonly Envelope[];
  /** Calls a Web API method; throws on `ok: false`, because a test's own message must be valid. */
  call(method: string, args: Json): Promise<Json>;
  onEnvelope(answer: Answer): void;
  stop(): void;
}

export async function startPretendBot(apiUrl: string): Promise<PretendBot> {
  const received: Envelope[] = [];
  let answer: Answer = () => undefined;
  const { url } = await callApi({ apiUrl, token: "xapp-trial" }, "apps.connections.open", {});
  const socket = new WebSocket(String(url));
  socket.on("message", (data) => {
    const envelope = JSON.parse(String(data)) as Envelope & { readonly envelope_id?: string };
    if (envelope.envelope_id === undefined) return;
    received.push(envelope);
    void Promise.resolve(answer(envelope)).then((payload) =>
      socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload === undefined ? {} : { payload }) })),
    );
  });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return {
    received,
    call: (method, args) => callApi({ apiUrl, token: "xoxb-trial" }, method, args),
    onEnvelope(next) {
      answer = next;
    },
    stop: () => socket.terminate(),
  };
}

async function callApi(
  { apiUrl, token }: { apiUrl: string; token: string },
  method: string,
  args: Json,
): Promise<Json> {
  const body = new URLSearchParams(
    Object.entries(args).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  const response = await fetch(`${apiUrl}${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  const answer = (await response.json()) as Json;
  if (answer.ok !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer;
}
