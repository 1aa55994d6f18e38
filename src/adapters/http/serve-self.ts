import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { isOverdue, overdueSentence, type Readiness, type VitalSign } from "../../domain/self/vital-sign.ts";
import type { MetricsPage } from "./create-metrics.ts";

export interface SelfPages {
  readonly vital: () => readonly VitalSign[];
  readonly readiness: () => Readiness;
  readonly metrics: MetricsPage;
}

export interface SelfServer {
  readonly port: number;
  /** Within a second: connections that are open are cut. */
  stop(): Promise<void>;
}

/** A scraper and some people; whoever holds more does not read. */
const connectionsMax = 32;

/** `/healthz`, `/readyz` and `/metrics` on 127.0.0.1 alone. The error is a sentence for who starts the bot. */
export function serveSelf(port: number, pages: SelfPages): Promise<Result<SelfServer, string>> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, pages).then(
      (page) => send(response, request, page),
      (error: unknown) => send(response, request, text(500, `${error instanceof Error ? error.name : "fault"}\n`)),
    );
  });
  server.maxConnections = connectionsMax;
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(fail(whyNot(error, port))));
    server.listen({ port, host: "127.0.0.1" }, () => {
      // What goes wrong with one connection later on is its own concern.
      server.on("error", () => undefined);
      resolve(succeed({ port: portOf(server, port), stop: () => close(server) }));
    });
  });
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer({ method, url = "" }: IncomingMessage, pages: SelfPages): Promise<Page> {
  if (method !== "GET" && method !== "HEAD") return text(405, "GET alone\n");
  switch (url.split("?", 1)[0]) {
    case "/healthz":
      return healthPage(pages.vital());
    case "/readyz":
      return readyPage(pages.readiness());
    case "/metrics":
      return { status: 200, type: pages.metrics.contentType, body: await pages.metrics.render() };
    default:
      return text(404, "There are /healthz, /readyz and /metrics.\n");
  }
}

function healthPage(vital: readonly VitalSign[]): Page {
  const overdue = vital.filter(isOverdue);
  return json(overdue.length === 0 ? 200 : 503, {
    ok: overdue.length === 0,
    problems: overdue.map(overdueSentence),
    signs: vital.map((sign) => ({
      name: sign.name,
      ok: !isOverdue(sign),
      ageSeconds: Math.round(sign.ageMs / 1000),
      limitSeconds: sign.limitMs / 1000,
    })),
  });
}

function readyPage(readiness: Readiness): Page {
  const ok = readiness.slackConnected && readiness.firstReading && readiness.storeOpen;
  return json(ok ? 200 : 503, { ok, ...readiness });
}

function json(status: number, value: object): Page {
  return { status, type: "application/json; charset=utf-8", body: `${JSON.stringify(value)}\n` };
}

function text(status: number, body: string): Page {
  return { status, type: "text/plain; charset=utf-8", body };
}

function send(response: ServerResponse, request: IncomingMessage, { status, type, body }: Page): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function whyNot(error: Error, port: number): string {
  const code = "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return `Port ${port} on 127.0.0.1 is taken: perhaps another copy of the bot is running. Stop it, or set self.port in scipy.yml to another port.`;
  }
  if (code === "EACCES") {
    return `The bot's user may not open port ${port}. Set self.port in scipy.yml to one above 1023.`;
  }
  return `Port ${port} on 127.0.0.1 cannot be opened (${String(code ?? error.name)}). Set self.port in scipy.yml to another one.`;
}

function portOf(server: Server, asked: number): number {
  const address: AddressInfo | string | null = server.address();
  return address === null || typeof address === "string" ? asked : address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
