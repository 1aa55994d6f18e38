import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { fail, type Result, succeed } from "../domain/result.ts";
import { LOG_ENTRIES_MAX } from "./log.ts";
import { createState, type DemoFacts, type Settings, type Shortcut, type State } from "./state.ts";
import { upgrade } from "./upgrade.ts";
import { createWebServer } from "./web-server.ts";

/** Only this machine can reach the workspace: its tokens are no secret. */
const HOST = "127.0.0.1";

const PORT_MAX = 65_535;

/** Time for open connections to end before they are cut off. */
const STOP_WITHIN_MS = 2000;

/** What the methods here ask for, unless the scopes of one app are given. A call that lacks its scope fails, as in Slack. */
export const SCOPES = [
  "commands",
  "chat:write",
  "users:read",
  "files:write",
  "usergroups:read",
  "im:write",
  "app_mentions:read",
  "reactions:write",
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "im:history",
] as const;

/** The bot's own, as its manifest has it. */
export const SHORTCUTS: readonly Shortcut[] = [
  { callback_id: "report_problem", name: "Report a server problem", type: "message" },
];

/** A Slack workspace on this machine. */
export interface Workspace {
  readonly port: number;
  /** The web page, "http://127.0.0.1:8155/". */
  readonly url: string;
  /** What `SLACK_API_URL` must be for a bot to come here, "http://127.0.0.1:8155/api/". */
  readonly apiUrl: string;
  /** Tells the workspace how to ask whether the bot has its first reading; before that, a connection is enough. */
  setReady(check: () => boolean): void;
  /** Tells the workspace how to ask for the demo daemon's heap, in bytes. */
  setDemoHeap(read: () => number | null): void;
  /** Ends all connections and lets the port go, within some two seconds. */
  stop(): Promise<void>;
}

export interface WorkspaceOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly isBotReady?: () => boolean;
  /** Milliseconds since 1970; the clock of timestamps, triggers and limits. */
  readonly now?: () => number;
  /** "/scipy" unless the bot is configured otherwise. */
  readonly commandName?: string;
  readonly usageHint?: string;
  readonly shortcuts?: readonly Shortcut[];
  readonly scopes?: readonly string[];
  /** The daemon of the guided tour; no tour where nothing is said. */
  readonly demo?: DemoFacts | null;
  /** How many entries the log keeps; `LOG_ENTRIES_MAX` where nothing is said. */
  readonly logEntriesMax?: number;
}

/** Why there is no workspace; `sentence` says what happened and what to do now. */
export interface WorkspaceFailure {
  readonly reason: "port taken" | "no port" | "port forbidden" | "cannot listen";
  readonly sentence: string;
}

/** Opens a workspace, which serves until it is stopped. */
export async function createWorkspace(options: WorkspaceOptions): Promise<Result<Workspace, WorkspaceFailure>> {
  let port = options.port;
  let isBotReady = options.isBotReady ?? (() => true);
  let demoHeap: () => number | null = () => null;
  const state = createState({
    now: options.now ?? Date.now,
    origin: () => `http://${HOST}:${port}`,
    isBotReady: () => isBotReady(),
    demoHeap: () => demoHeap(),
    settings: settingsOf(options),
    logEntriesMax: options.logEntriesMax ?? LOG_ENTRIES_MAX,
  });
  const server = createHttpServer(state, () => port);
  const listening = await listen(server, options.port);
  if (!listening.ok) {
    state.sockets.stop();
    return listening;
  }
  port = listening.value;
  return succeed({
    port,
    url: `http://${HOST}:${port}/`,
    apiUrl: `http://${HOST}:${port}/api/`,
    setReady(check) {
      isBotReady = check;
    },
    setDemoHeap(read) {
      demoHeap = read;
    },
    stop: () => stop(server, state),
  });
}

function settingsOf(options: WorkspaceOptions): Settings {
  return {
    commandName: options.commandName ?? "/scipy",
    usageHint: options.usageHint ?? "status [host]",
    shortcuts: options.shortcuts ?? SHORTCUTS,
    scopes: options.scopes ?? SCOPES,
    demo: options.demo ?? null,
  };
}

function createHttpServer(state: State, port: () => number): Server {
  const app = createWebServer(state, port);
  // The library would put its own Request and Response in the place of those that the bot in this process uses.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.on("error", (error) => state.log.add("control", { path: "server", fault: String(error) }));
  server.on("upgrade", (request, socket, head) => upgrade(state, port(), { request, socket, head }));
  return server;
}

/** The port that was taken. */
function listen(server: Server, port: number): Promise<Result<number, WorkspaceFailure>> {
  if (!Number.isInteger(port) || port < 0 || port > PORT_MAX)
    return Promise.resolve(
      fail({ reason: "no port", sentence: `${port} is no port. Choose one from 1024 to ${PORT_MAX}.` }),
    );
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(fail(failureOf(error, port))));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(succeed(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

function failureOf(error: NodeJS.ErrnoException, port: number): WorkspaceFailure {
  if (error.code === "EADDRINUSE")
    return {
      reason: "port taken",
      sentence: `Port ${port} of ${HOST} is in use, perhaps by another trial. Stop that one, or choose another port with --port.`,
    };
  if (error.code === "EACCES")
    return {
      reason: "port forbidden",
      sentence: `Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`,
    };
  return {
    reason: "cannot listen",
    sentence: `The trial workspace cannot listen on ${HOST}:${port}: ${error.message}.`,
  };
}

async function stop(server: Server, state: State): Promise<void> {
  state.sockets.stop();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cutting = setTimeout(() => server.closeAllConnections(), 100);
  const giving = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
  await Promise.race([closed, giving]);
  clearTimeout(cutting);
}
