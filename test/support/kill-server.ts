import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../src/adapters/system/clock.ts";
import type { NoticeChat } from "../../src/services/ports-notices.ts";
import { createNoticeChat, type FakeNoticeChat } from "./notice-chat.ts";

export const killPoints = ["before commit", "after commit", "post arrives", "post done", "edit done", "find"] as const;
export type KillPoint = (typeof killPoints)[number];

export interface KillServer {
  readonly chat: FakeNoticeChat;
  readonly address: string;
  /** Asked at each point; true when the process was killed there, and gets no answer. */
  killsAt: (point: KillPoint) => boolean;
  /** The process has begun to work. */
  onUp: () => void;
  close(): void;
}

/** The chat that outlives the bots, and the places at which they are killed. */
export async function startKillServer(losesAnswer: () => boolean): Promise<KillServer> {
  const chat = createNoticeChat(systemClock);
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: KillServer = {
    chat,
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    killsAt: () => false,
    onUp: () => undefined,
    close() {
      http.closeAllConnections();
      http.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse(await textOf(request));
    const what = request.url?.slice(1);
    if (what === "point") {
      if (body === "up") server.onUp();
      else if (server.killsAt(body as KillPoint)) return;
      response.end("{}");
      return;
    }
    if (what === "post" && server.killsAt("post arrives")) return;
    const result = await carryOut(what, body);
    if (server.killsAt(what === "post" ? "post done" : what === "edit" ? "edit done" : "find")) return;
    if (what === "post" && losesAnswer()) response.destroy();
    else response.end(JSON.stringify(result));
  }

  function carryOut(what: string | undefined, body: unknown): Promise<unknown> {
    if (what === "post") return chat.postNotice(...(body as Parameters<NoticeChat["postNotice"]>));
    if (what === "edit") return chat.editNotice(...(body as Parameters<NoticeChat["editNotice"]>));
    return chat.findNotice(...(body as Parameters<NoticeChat["findNotice"]>));
  }

  return server;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
