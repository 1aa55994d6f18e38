import { readFileSync } from "node:fs";
import { createSshCommands } from "../../src/adapters/ssh/create-ssh-commands.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { hashText, randomId } from "../../src/adapters/system/ids.ts";
import { known } from "../../src/domain/figure.ts";
import type { Host, SshReach } from "../../src/domain/host.ts";
import { instant, seconds } from "../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../src/domain/watched-host.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import { createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { BotStore, RestartStore, RestartSwap, StoredRestarts } from "../../src/services/ports-restart.ts";
import { createRestarts, type Restarts } from "../../src/services/restarts/create-restarts.ts";
import { createServerChat } from "./kill-chat.ts";
import { type KillPlace, openKillStore } from "./kill-store.ts";
import { timeOfDay } from "./notices.ts";
import { quickClock } from "./quick-clock.ts";
import { quietLog } from "./quiet-log.ts";
import { aPolicy } from "./restart-request.ts";
import { daemonNamed } from "./restart-rig.ts";
import { aDaemon, aSample } from "./sample.ts";

/**
 * A bot of its own process, to be killed at a point of a restart: the desk, the store and SSH as they are, one request asked for
 * and approved. Its argument is the setting as JSON. Prints "at work" once the store is its own, "over" when nothing is left to do.
 */
export interface ChildSetting {
  readonly place: KillPlace;
  /** The parent's chat and points. */
  readonly server: string;
  readonly reach: SshReach;
  /** The file with the daemon's pid, and the program that restarts it. */
  readonly pidFile: string;
  readonly control: string;
  readonly fault: SeededFault;
}

/** What the matrix has to find. */
export type SeededFault =
  | "none"
  /** What was running is run again after a crash, as a bot would that thinks no further. */
  | "runs again"
  /** A change is stored whatever the store holds by then. */
  | "compares nothing";

const setting = JSON.parse(process.argv[2] ?? "{}") as ChildSetting;
const log = quietLog();

/** Tells the parent where it is: it may answer, let this throw, or end the process. A cut connection says nothing. */
async function pass(point: string): Promise<void> {
  let said = "";
  try {
    said = await (await fetch(`${setting.server}/point`, { method: "POST", body: JSON.stringify(point) })).text();
  } catch {
    return;
  }
  if (said.includes("throw")) throw new Error(`thrown at ${point}`);
}

async function around<T>(name: string, act: () => Promise<T>): Promise<T> {
  await pass(`before ${name}`);
  const done = await act();
  await pass(`after ${name}`);
  return done;
}

const host: Host = {
  name: "web-1",
  reach: setting.reach,
  daemons: [daemonNamed("zope", { ports: [], restart: { by: "argv", argv: [setting.control] } })],
};

/** As a probe would see it: the daemon is on this machine. */
function board() {
  const { takenAt } = { takenAt: quickClock.now() };
  const sample = { ...aSample({ daemons: [figures()] }), takenAt };
  return { askedAt: takenAt, hosts: [takeSample(newWatchedHost(host, seconds(15)), sample).status] };
}

function figures() {
  const heap = 100 * 1024 ** 2;
  const daemon = aDaemon("zope", heap);
  const [process] = daemon.processes;
  try {
    const pid = Number(readFileSync(setting.pidFile, "utf8"));
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const start = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    if (process === undefined) throw new Error("no process");
    return { ...daemon, processes: [{ ...process, pid, startTicks: known(start) }] };
  } catch {
    return { ...daemon, state: "down" as const, processes: [] };
  }
}

function watchedStore(store: RestartStore): RestartStore {
  return {
    ...store,
    swap: (change) =>
      around(`${change.request.state.kind} is stored`, async () =>
        store.swap(setting.fault === "compares nothing" ? await unconditional(store, change) : change),
      ),
  };
}

async function unconditional(store: RestartStore, { request, audit }: RestartSwap): Promise<RestartSwap> {
  const found = await store.findRestart({ id: request.id });
  return { expected: found.ok && found.value !== null ? found.value.version : null, request, audit };
}

async function main(): Promise<void> {
  const store = await openKillStore(setting.place);
  const commit: BotStore["commit"] = (changes) => around("messages are stored", () => store.commit(changes));
  const saver = createChangeSaver({ store: { commit }, clock: systemClock, log });
  const loaded = await store.load();
  const stored = await store.restarts.loadRestarts();
  if (!loaded.ok || !stored.ok) throw new Error("the store does not load");
  const outbox = createOutbox({
    ...{ chat: createServerChat(setting.server), saver, clock: quickClock, chance: Math.random, log, timeOfDay },
    ...{ newId: randomId, fallbackChannel: null, owner: null, loaded: loaded.value.outbox },
  });
  const ssh = createSshCommands({ clock: systemClock, log });
  const desk = createRestarts({
    ...{
      clock: quickClock,
      log,
      newId: randomId,
      outbox,
      saver,
      hosts: [host],
      interval: seconds(15),
      channel: "C01",
      hashOf: hashText,
    },
    store: watchedStore(store.restarts),
    // sshd and the shell are no faster than they are: their deadlines are as long as in the product.
    commands: {
      reach: (_, deadline) =>
        around("the host is reached", () => ssh.reach({ name: "web-1", reach: setting.reach }, deadline)),
      run: (_, order, deadline) =>
        around("the command is sent", () => ssh.run({ name: "web-1", reach: setting.reach }, order, deadline)),
      close: async () => undefined,
    },
    people: {
      actor: async (id, team) => ({ id, team, isMember: true, whyNot: null }),
      members: async () => ({ ok: true, value: [] }),
    },
    watch: {
      board,
      look: async () => around("the host is read", async () => board()),
      sockets: async () => known({ listening: new Set<number>(), peers: [], more: 0 }),
    },
    callHealth: async () => ({ ok: true, tookMs: 1 }),
    desk: { find: () => null, open: () => [] },
    nextDue: async () => null,
    forecasts: store.forecasts,
    onMaintenance: () => undefined,
    policyOf: () => aPolicy(),
    settings: {
      commandForMs: seconds(60),
      verifyForMs: seconds(600),
      perDaemonMax: 3,
      perHostMax: 6,
      askByItself: false,
      breakGlass: { users: [], perDayMax: 2 },
    },
    stored: setting.fault === "runs again" ? forgetful(stored.value) : stored.value,
  });
  endInOrder(async () => {
    await desk.stop();
    await outbox.stop();
    await saver.stop();
    await ssh.stop();
    await store.close();
  });
  process.stdout.write("at work\n");
  outbox.start();
  desk.start();
  await play(desk, store.restarts);
}

/** What a bot makes of it that takes a running request for one that was not run. */
function forgetful(stored: StoredRestarts): StoredRestarts {
  const requests = stored.requests.map((one) =>
    one.state.kind === "running" || one.state.kind === "verifying"
      ? { ...one, state: { kind: "approved" as const, at: one.state.at } }
      : one,
  );
  return { ...stored, requests };
}

function endInOrder(close: () => Promise<void>): void {
  process.once("SIGTERM", () => {
    // Whatever hangs, a service manager kills after some seconds.
    setTimeout(() => process.exit(1), 3000);
    void close().finally(() => process.exit(0));
  });
}

/** Asks once, approves once, and says when it is over: whatever a life before has left undone. */
async function play(desk: Restarts, store: RestartStore): Promise<void> {
  for (;;) {
    const past = await store.pastRestarts({
      host: "web-1",
      daemon: "zope",
      span: { from: instant(0), to: instant(4e12) },
      max: 5,
    });
    const [request] = past.ok ? past.value : [];
    if (past.ok && request === undefined) await quietly(() => ask(desk));
    if (request?.state.kind === "pending") await quietly(() => approve(desk, request.id));
    const isOver = request !== undefined && desk.open().length === 0;
    if (isOver) process.stdout.write("over\n");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function ask(desk: Restarts): Promise<void> {
  const by = { user: "U01", team: "T01" };
  await desk.ask({
    host: "web-1",
    daemon: "zope",
    by,
    origin: { kind: "person" },
    reason: "slow",
    timing: { kind: "now" },
    isUrgent: false,
  });
}

async function approve(desk: Restarts, request: string): Promise<void> {
  const message = desk.shownAt(request);
  if (message === null) return;
  const done = await desk.decide({
    request,
    by: { user: "U02", team: "T01" },
    message,
    verdict: "approve",
    coded: false,
  });
  if (done.ok) process.stdout.write("approved\n");
}

/** A fault that the parent has thrown in is told to who clicked; here nobody has. */
async function quietly(act: () => Promise<void>): Promise<void> {
  await act().catch(() => undefined);
}

process.on("unhandledRejection", () => undefined);
await main();
