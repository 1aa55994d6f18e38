import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isOver, type RestartRequest } from "../../src/domain/restart/restart-request.ts";
import { eventually } from "./eventually.ts";
import { isAlive, type KillBot, startKillBot } from "./kill-bot.ts";
import type { KillDatabases } from "./kill-databases.ts";
import { booksIn, type KillPlace } from "./kill-store.ts";
import type { SeededFault } from "./restart-child.ts";
import { type Ending, type PointServer, startPointServer } from "./restart-kill-server.ts";
import { hostPoints, Stage } from "./restart-stage.ts";
import type { Sshd } from "./sshd.ts";
import { TcpFaultProxy } from "./tcp-fault-proxy.ts";

/** One restart, and what ends its bot where. */
export interface KillCase {
  readonly point: string;
  readonly ending: Ending;
  /** SQLite is one bot's; in PostgreSQL another bot waits for its place. */
  readonly store: "SQLite" | "PostgreSQL";
  readonly fault: SeededFault;
}

export interface KillRun extends KillCase {
  readonly wasReached: boolean;
  /** How often the command was begun. */
  readonly starts: number;
  readonly state: RestartRequest["state"]["kind"] | "none";
  readonly faults: readonly string[];
}

export interface KillWorld {
  /** The bot's program, as `buildChild` makes it of restart-child.ts. */
  readonly program: string;
  readonly sshd: Sshd;
  readonly databases: KillDatabases;
}

/** What must come is waited for as long as a busy machine may need: that costs nothing where it comes. In ms. */
const eventWithinMs = 120_000;
/** A bot that threw or was cut goes on for so long before its machine loses its power. In ms. */
const goesOnForMs = 1500;
/** The command waits on the host for so long after its bot was struck. In ms. */
const heldForMs = 300;

/** Ends the bot at the point, lets another one end what is left, and judges what came of it. */
export async function killRestart(one: KillCase, { program, sshd, databases }: KillWorld): Promise<KillRun> {
  const stage = new Stage();
  const server = await startPointServer();
  const proxy = await TcpFaultProxy.start(sshd.port);
  const placeOf = await placesFor(one, { stage, databases });
  const trust = { kind: "fingerprint", sha256: await sshd.fingerprint("ed25519") } as const;
  const { user, keyFile } = sshd;
  const reach = { kind: "ssh", address: "127.0.0.1", port: proxy.port, user, keyFile, trust } as const;
  const { pidFile, control } = stage;
  const startAs = (name: string): KillBot =>
    startKillBot(program, { place: placeOf(name), server: server.address, reach, pidFile, control, fault: one.fault });
  try {
    const lived = await liveTwice({ one, stage, server, proxy, startAs });
    const judged = await judge(lived, { place: placeOf("first"), stage, server });
    return { ...one, ...judged, wasReached: lived.wasReached };
  } finally {
    server.close();
    await proxy.close();
    stage.remove();
  }
}

type Places = (bot: string) => KillPlace;

async function placesFor(
  { store, fault }: KillCase,
  { stage, databases }: { readonly stage: Stage; readonly databases: KillDatabases },
): Promise<Places> {
  const folder = join(stage.folder, "data");
  if (store === "SQLite") return () => ({ folder, database: null });
  const url = await databases.fresh();
  // Bots of one name have one lease, so that nothing but the comparison keeps them apart.
  const ownerOf = (bot: string): string => (fault === "compares nothing" ? "both" : bot);
  return (bot) => ({
    folder: `${folder} ${bot}`,
    database: { url, owner: ownerOf(bot), auditKey: "the key that both bots have" },
  });
}

interface Lives {
  readonly one: KillCase;
  readonly stage: Stage;
  readonly server: PointServer;
  readonly proxy: TcpFaultProxy;
  readonly startAs: (name: string) => KillBot;
}

interface Lived {
  readonly wasReached: boolean;
  readonly wasApproved: boolean;
  readonly isOver: boolean;
  readonly isToldWhole: boolean;
}

/** The first bot until it is ended, the second until all is over and told. */
async function liveTwice(lives: Lives): Promise<Lived> {
  const { one, startAs } = lives;
  const first = startAs("first");
  const isShared = one.store === "PostgreSQL" && one.ending !== "SIGSTOP";
  let wasReplacedAlive = false;
  const startSecond = (): KillBot => {
    const bot = startAs("second");
    void bot.isAtWork.then(() => {
      wasReplacedAlive = isAlive(first);
    });
    return bot;
  };
  const standby = isShared ? Promise.race([first.isAtWork, first.closed]).then(startSecond) : null;
  const wasReached = await strikeFirst(lives, first);
  const second = (await standby) ?? startSecond();
  if (one.ending === "SIGSTOP") {
    await atMost(second.isAtWork, eventWithinMs);
    first.process.kill("SIGCONT");
  }
  const isOver = await atMost(second.isOver, eventWithinMs);
  const mayBeTwice = wasReplacedAlive || isFaultAndCrash(one);
  if (isOver) await eventually(() => isTold(lives.server, mayBeTwice), eventWithinMs).catch(() => undefined);
  const isToldWhole = isTold(lives.server, mayBeTwice);
  const bots = [first, second];
  for (const bot of bots) bot.process.kill("SIGKILL");
  await Promise.all(bots.map(({ closed }) => closed));
  return { wasReached, isOver, isToldWhole, wasApproved: bots.some((bot) => bot.wasApproved()) };
}

/** Resolves when the first bot has ended, or stands still. False where all was over and the point never came. */
async function strikeFirst({ one, stage, server, proxy }: Lives, first: KillBot): Promise<boolean> {
  const { point, ending } = one;
  let wasReached = false;
  let resolve = (): void => undefined;
  const struck = new Promise<void>((settle) => {
    resolve = settle;
  });
  const strike = (): ReturnType<PointServer["reached"]> => {
    wasReached = true;
    resolve();
    if (ending === "throw") return "throw";
    if (ending === "cut") proxy.reset();
    else first.process.kill(ending);
    return ending === "cut" ? "cut" : ending === "SIGKILL" ? "no answer" : "go on";
  };
  server.reached = (at) => (at === point && !wasReached ? strike() : "go on");
  let hasEnded = false;
  if (point in hostPoints) void strikeOnHost({ one, stage, strike, isOver: () => hasEnded });
  await atMost(Promise.race([struck, first.closed, first.isOver]), eventWithinMs);
  if (ending === "SIGTERM" && wasReached) await atMost(first.closed, eventWithinMs);
  if (ending === "throw" || ending === "cut") await atMost(Promise.race([first.isOver, first.closed]), goesOnForMs);
  if (ending === "SIGSTOP" && wasReached) return true;
  first.process.kill("SIGKILL");
  await first.closed;
  hasEnded = true;
  return wasReached;
}

interface HostStrike {
  readonly one: KillCase;
  readonly stage: Stage;
  readonly strike: () => unknown;
  readonly isOver: () => boolean;
}

/** The command waits at the point, and goes on a moment after the bot was struck; one that is to run twice, when it does. */
async function strikeOnHost({ one: { point, fault }, stage, strike, isOver }: HostStrike): Promise<void> {
  stage.hold(point);
  if (!(await stage.reached(point, isOver))) return;
  strike();
  if (fault === "none") await pause(heldForMs);
  else await eventually(() => stage.starts() > 1, eventWithinMs).catch(() => undefined);
  stage.goOn(point);
}

/** Whether it came within that time. */
async function atMost(event: Promise<unknown>, withinMs: number): Promise<boolean> {
  const late = new AbortController();
  const ended = pause(withinMs, false, { signal: late.signal }).catch(() => false);
  const came = await Promise.race([event.then(() => true), ended]);
  late.abort();
  return came;
}

interface Told {
  readonly place: KillPlace;
  readonly stage: Stage;
  readonly server: PointServer;
}

async function judge(
  lived: Lived,
  { place, stage, server }: Told,
): Promise<Pick<KillRun, "starts" | "state" | "faults">> {
  const { requests, recorded, isWhole } = await booksIn(place);
  const starts = stage.starts();
  const [request] = requests;
  const state = request?.state.kind ?? "none";
  const faults = [
    ...(starts > 1 ? ["run twice"] : []),
    ...(requests.length > 1 ? ["asked twice"] : []),
    ...(lived.isOver && request !== undefined && isOver(request) ? [] : [`stuck ${state}`]),
    ...(lived.wasApproved && !recorded.includes("approved") ? ["a decision was lost"] : []),
    ...(starts > 0 && !recorded.includes("sent") ? ["run without a record"] : []),
    ...(starts === 0 && state === "succeeded" ? ["called succeeded, and not run"] : []),
    ...(starts === 1 && state === "failed" ? ["called failed, and run"] : []),
    ...(isWhole ? [] : ["the audit is broken"]),
    ...(lived.isOver && !lived.isToldWhole ? [`the messages say: ${sentencesIn(server).join("; ")}`] : []),
  ];
  return { starts, state, faults };
}

/** Its message says how it ended, and there is no other; where there may be, one of the two. */
function isTold(server: PointServer, mayBeTwice: boolean): boolean {
  const sentences = sentencesIn(server);
  const isAlone = sentences.length === 1 || (sentences.length === 2 && mayBeTwice);
  return isAlone && sentences.some((said) => /and all is well|not restarted|expired|denied/i.test(said));
}

/**
 * After a fault of the store a message is posted before it is on disk that this is tried; a crash within the second until
 * the store is tried again leaves the next bot without that knowledge. Beside this a message comes twice only where a bot
 * lives that does not know yet that another has taken its place, as docs/store.md says.
 */
function isFaultAndCrash({ point, ending }: KillCase): boolean {
  return ending === "throw" && point.endsWith("messages are stored");
}

function sentencesIn({ chat }: PointServer): readonly string[] {
  return chat.shown.filter(({ to }) => to.kind === "channel").map(({ notice }) => notice.sentence);
}
