import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NoticeChat } from "../../src/services/ports-notices.ts";
import { createNoticeChat, type FakeNoticeChat } from "./notice-chat.ts";
import { quickClock } from "./quick-clock.ts";

/** What becomes of a bot at a point. One that is stopped goes on when another has taken its place. */
export type Ending = "SIGKILL" | "SIGTERM" | "throw" | "cut" | "SIGSTOP";

/** The chat that outlives the bots, and the points at which they end. */
export interface PointServer {
  readonly chat: FakeNoticeChat;
  readonly address: string;
  /** Asked at each point. A killed process gets no answer, one that is to throw is told so, a cut one loses its connection. */
  reached: (point: string) => "go on" | "no answer" | "throw" | "cut";
  close(): void;
}

export async function startPointServer(): Promise<PointServer> {
  const chat = createNoticeChat(quickClock);
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: PointServer = {
    chat,
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    reached: () => "go on",
    close() {
      http.closeAllConnections();
      http.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse(await textOf(request));
    const what = request.url?.slice(1) ?? "";
    if (what === "point") return end(response, server.reached(String(body)), "{}");
    const before = server.reached(`before ${what}`);
    if (before !== "go on") return end(response, before, "{}");
    const result = JSON.stringify(await carryOut(what, body));
    end(response, server.reached(`after ${what}`), result);
  }

  function carryOut(what: string, body: unknown): Promise<unknown> {
    if (what === "post") return chat.postNotice(...(body as Parameters<NoticeChat["postNotice"]>));
    if (what === "edit") return chat.editNotice(...(body as Parameters<NoticeChat["editNotice"]>));
    return chat.findNotice(...(body as Parameters<NoticeChat["findNotice"]>));
  }

  return server;
}

function end(response: ServerResponse, how: ReturnType<PointServer["reached"]>, text: string): void {
  if (how === "no answer") return;
  if (how === "cut") response.destroy();
  else response.end(how === "throw" ? '"throw"' : text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
