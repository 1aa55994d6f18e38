import { App, type Logger, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient, type WebClientOptions } from "@slack/web-api";
import { type Result, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { AnswerAddress, Chance, Chat, ChatHandlers, Clock, Log, Reply } from "../../services/ports.ts";
import type { NoticeChat } from "../../services/ports-notices.ts";
import type { Painter } from "../../services/ports-pictures.ts";
import type { People } from "../../services/ports-restart.ts";
import { type AskedMarks, createAskedMarks } from "./asked-marks.ts";
import { createMarks } from "./create-marks.ts";
import { createPeople } from "./create-people.ts";
import { createEphemeralMessages, type EphemeralMessages } from "./ephemeral-messages.ts";
import { fetchFromSlack } from "./fetch-from-slack.ts";
import { learnIdentity, type SlackIdentity, type SlackStartFailure, tokenRefused } from "./identity.ts";
import { envelopeKey } from "./incoming.ts";
import { createIntake, type Intake } from "./intake.ts";
import { type SlackLimits, slackLimits } from "./limits.ts";
import { listen } from "./listen.ts";
import { createOutgoingQueue, type OutgoingQueue } from "./outgoing-queue.ts";
import { createPictureFiles } from "./picture-files.ts";
import { redact } from "./redact.ts";
import { createSdkLog } from "./sdk-log.ts";
import { createSlackChat } from "./slack-chat.ts";
import { createSlackNotices } from "./slack-notices.ts";
import { createSlackTime, type SlackTime } from "./slack-time.ts";
import { createSockets, type Sockets, type SocketsHealth } from "./sockets.ts";
import { createTokenWatch, type TokenWatch } from "./token-watch.ts";

export interface SlackOptions {
  readonly settings: SlackSettings;
  /** With its slash. */
  readonly commandName: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** Slack has refused a token for good: nothing helps but a new one and a new start. At most once. */
  readonly onFault?: (fault: SlackFault) => void;
  readonly limits?: Partial<SlackLimits>;
  /** Without one, charts are shown natively alone. */
  readonly painter?: Painter;
}

export interface SlackSettings {
  readonly botToken: Secret;
  readonly appToken: Secret;
  /** With its final slash. */
  readonly apiUrl: string;
  /** Connections held at once; with two, the recycling of one is not noticed. */
  readonly sockets: number;
}

export type SlackFault = Extract<SlackStartFailure, { reason: "token refused" }>;

export interface Slack {
  readonly chat: Chat;
  /** What it says unasked. */
  readonly notices: NoticeChat;
  readonly people: People;
  /** Resolves when commands arrive, or with the reason why they do not. Called once. */
  start(handlers: ChatHandlers): Promise<Result<SlackIdentity, SlackStartFailure>>;
  /** Takes nothing more, finishes what is under way and closes the sockets; within 5 s in any case. */
  stop(): Promise<void>;
  health(): SocketsHealth;
}

/** The bot's only way to and from Slack: Bolt over Socket Mode in, the Web API through a queue out. */
export function createSlack(options: SlackOptions): Slack {
  const wiring = wire(options);
  let sockets: Sockets | null = null;
  return {
    chat: wiring.chat,
    notices: wiring.notices,
    people: wiring.people,
    start: async (handlers) => {
      const started = await start(wiring, handlers, (made) => {
        sockets = made;
      });
      if (!started.ok) await sockets?.stop();
      return started;
    },
    stop: () => stop(wiring, sockets),
    health: () =>
      sockets?.health() ?? {
        connected: 0,
        sockets: options.settings.sockets,
        lastHeardAt: null,
        problem: "Not started.",
      },
  };
}

interface Wiring extends SlackOptions {
  readonly limits: SlackLimits;
  readonly client: WebClient;
  readonly chat: Chat;
  readonly notices: NoticeChat;
  readonly people: People;
  /** Who the bot is; null before Slack has said it. */
  readonly identity: { known: SlackIdentity | null };
  readonly queue: OutgoingQueue;
  readonly ephemerals: EphemeralMessages;
  readonly intake: Intake;
  readonly marks: AskedMarks;
  readonly time: SlackTime;
  readonly tokens: TokenWatch;
  readonly newWebOptions: () => WebClientOptions;
  /** The SDK's log, for all its parts. */
  readonly logger: Logger;
  /** Leaves no secret in a text. */
  readonly mask: (text: string) => string;
  readonly tell: (to: AnswerAddress, reply: Reply) => Promise<void>;
}

function wire(options: SlackOptions): Wiring {
  const { settings, log } = options;
  const limits = { ...slackLimits, ...options.limits };
  const mask = (text: string) => redact(text, settings.botToken.reveal(), settings.appToken.reveal());
  const logger = createSdkLog(log, mask);
  const time = createSlackTime(options.clock);
  // Made anew for each client, since the SDK writes into the options it is given.
  const newWebOptions = (): WebClientOptions => ({
    slackApiUrl: settings.apiUrl,
    fetch: time.listening(fetchFromSlack),
    timeout: limits.callWithin,
    // The queue repeats what may be repeated; the SDK would post twice, and pause every call for one that is limited.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  });
  const client = new WebClient(settings.botToken.reveal(), newWebOptions());
  const tokens = createTokenWatch({ ...options, limits, client });
  const queue = createOutgoingQueue({ ...options, limits });
  const ephemerals = createEphemeralMessages();
  const shared = { ...options, limits, client, queue, onToken: tokens.botToken };
  const files = createPictureFiles({ ...shared, painter: options.painter ?? null });
  const marks = createAskedMarks(createMarks(shared));
  const chat = createSlackChat({ ...shared, ephemerals, files, onTold: marks.told });
  const identity: Wiring["identity"] = { known: null };
  const botId = () => identity.known?.botId ?? null;
  const notices = createSlackNotices({ ...shared, files, time, botId });
  const people = createPeople({ client, log, clock: options.clock, teamId: () => identity.known?.teamId ?? null });
  const tell = async (to: AnswerAddress, reply: Reply) => {
    const told = await chat.whisper(to, reply);
    if (!told.ok) log.warn("could not tell a person", { reason: told.error.reason, detail: told.error.detail });
  };
  const intake = createIntake({ ...options, limits, redact: mask, tell });
  const speaking = { client, chat, notices, people, identity, queue, ephemerals, tell, marks, time };
  return { ...options, ...speaking, limits, intake, tokens, newWebOptions, logger, mask };
}

async function start(
  wiring: Wiring,
  handlers: ChatHandlers,
  onSockets: (sockets: Sockets) => void,
): Promise<Result<SlackIdentity, SlackStartFailure>> {
  const identity = await learnIdentity(wiring.client, wiring);
  if (!identity.ok) return identity;
  wiring.identity.known = identity.value;
  const app = newApp(wiring, identity.value);
  await app.init();
  const slackNow = () => wiring.time.of(wiring.clock.now());
  listen(app, { ...wiring, handlers, botUserId: identity.value.botUserId, slackNow });
  const sockets = createSockets({
    ...wiring,
    count: wiring.settings.sockets,
    newReceiver: () => newReceiver(wiring, app),
    onRefused: wiring.tokens.appToken,
  });
  onSockets(sockets);
  const refused = new Promise<string>((resolve) => wiring.tokens.onAppRefused(resolve));
  const first = await Promise.race([sockets.connected(wiring.limits.startWithin), refused]);
  if (first === true) {
    wiring.tokens.arm();
    return succeed(identity.value);
  }
  if (typeof first === "string") return { ok: false, error: tokenRefused("app", first) };
  const detail = `Slack at ${wiring.settings.apiUrl} knows the bot, but opens no connection: ${sockets.health().problem ?? "no reason given"}`;
  return { ok: false, error: { reason: "unreachable", detail } };
}

/** The bot's identity is known already, so that no call to Slack stands between a command and its acknowledgement. */
function newApp(wiring: Wiring, identity: SlackIdentity): App {
  const botToken = wiring.settings.botToken.reveal();
  const { botUserId, botId } = identity;
  const app = new App({
    receiver: newReceiver(wiring, null),
    socketMode: true,
    deferInitialization: true,
    authorize: async () => ({ botToken, botUserId, ...(botId === null ? {} : { botId }) }),
    convoStore: false,
    clientOptions: wiring.newWebOptions(),
    logger: wiring.logger,
    logLevel: LogLevel.WARN,
  });
  app.error(async (error) =>
    wiring.log.error("a listener failed", { why: wiring.mask(String(error.original ?? error)) }),
  );
  return app;
}

function newReceiver(wiring: Wiring, app: App | null): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken: wiring.settings.appToken.reveal(),
    installerOptions: { clientOptions: wiring.newWebOptions() },
    logger: wiring.logger,
    // Slots reconnect, see `openConnection`.
    autoReconnectEnabled: false,
    clientPingTimeout: 5000,
    serverPingTimeout: 30_000,
    customPropertiesExtractor: (args: { envelope_id?: unknown }) => ({ [envelopeKey]: args.envelope_id }),
    processEventErrorHandler: async ({ error }) => {
      wiring.log.error("an envelope could not be processed", { why: wiring.mask(String(error)) });
      return true;
    },
  });
  if (app !== null) receiver.init(app);
  return receiver;
}

/** Sockets stay open while work is finished, so that who asks meanwhile is told; but they are closed in any case. */
async function stop(wiring: Wiring, sockets: Sockets | null): Promise<void> {
  const { intake, queue, tokens, limits } = wiring;
  intake.close();
  tokens.disarm();
  const finished = intake.finished().then(() => queue.drained());
  await within(wiring.clock, limits.finishWithin, finished);
  await within(wiring.clock, millis(limits.stopWithin - limits.finishWithin), sockets?.stop() ?? Promise.resolve());
}

/** Waits for the work, but no longer than that. */
async function within(clock: Clock, limit: Millis, work: Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(limit, resolve);
    void work.finally(() => {
      cancel();
      resolve();
    });
  });
}
