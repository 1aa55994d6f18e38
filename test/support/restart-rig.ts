import type { FiringAlert } from "../../src/domain/alert/alert.ts";
import type { Daemon } from "../../src/domain/daemon.ts";
import { known } from "../../src/domain/figure.ts";
import { type Host, plainAccess } from "../../src/domain/host.ts";
import type { BreakGlassRules } from "../../src/domain/restart/break-glass.ts";
import type { RestartPolicy } from "../../src/domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../src/domain/restart/restart-request.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { StatusBoard } from "../../src/domain/status.ts";
import { type Instant, instant, millis, seconds } from "../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../src/domain/watched-host.ts";
import { createOutbox } from "../../src/services/outbox/deliver-messages.ts";
import type { Outbox } from "../../src/services/outbox/outbox.ts";
import { type ChangeSaver, createChangeSaver } from "../../src/services/outbox/save-changes.ts";
import type { HostOrder, OrderOutcome } from "../../src/services/ports-restart.ts";
import { createRestarts, type Restarts } from "../../src/services/restarts/create-restarts.ts";
import type { Person, RestartAsked } from "../../src/services/restarts/restart-desk.ts";
import type { RestartOptions } from "../../src/services/restarts/restart-state.ts";
import { stampAudit } from "../../src/services/restarts/stamp-audit.ts";
import { FakeForecasts } from "./fake-forecasts.ts";
import { createMemoryRestarts } from "./memory-restarts.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createNoticeChat } from "./notice-chat.ts";
import { quietLog } from "./quiet-log.ts";
import { aPolicy } from "./restart-request.ts";
import { aDaemon, aSample, size } from "./sample.ts";
import { VirtualClock } from "./virtual-clock.ts";

const mebibyte = 1024 ** 2;
const startsAt = "2026-11-23T03:00:00Z";

/** A daemon on a pretended host. What a command does to it is for the test to say. */
export class PretendDaemon {
  /** Grows with each restart; the pid is made of it. */
  starts = 1;
  isUp = true;
  /** Whether the host does not let the bot see it. */
  isHidden = false;
  heap = 900 * mebibyte;
  connections = 12;
  listening = true;
  health: "answers" | "fails" = "answers";

  restart(): void {
    this.starts += 1;
    this.isUp = true;
    this.heap = 100 * mebibyte;
    this.connections = 1;
  }

  figures(name: string) {
    const [one] = aDaemon(name, this.heap).processes;
    if (one === undefined) throw new Error("a daemon without processes");
    const process = { ...one, pid: 4000 + this.starts, startTicks: known(50_000 + this.starts) };
    return aDaemon(name, this.heap, {
      state: this.isHidden ? "unknown" : this.isUp ? "up" : "down",
      processes: this.isUp && !this.isHidden ? [process] : [],
      heapBytes: size(this.heap),
      connections: known(this.connections),
    });
  }
}

/** The bot's desk for restarts over stores that outlive it, with a host, people and a chat that a test pretends. */
export class RestartRig {
  readonly clock = new VirtualClock(startsAt, 2);
  readonly chat = createNoticeChat(this.clock);
  readonly store = createMemoryStore();
  readonly restarts = createMemoryRestarts();
  readonly log = quietLog();
  readonly daemons = new Map<string, PretendDaemon>();
  readonly sent: (readonly string[])[] = [];
  /** Full members by id; the groups, and who is in them now. */
  readonly members = new Set(["U01", "U02", "U03", "U04", "U05"]);
  readonly groups = new Map<string, readonly string[]>();
  policy: RestartPolicy = aPolicy();
  breakGlass: BreakGlassRules = { users: ["U04"], perDayMax: 2 };
  hostKey: string | null = "SHA256:key";
  isReachable = true;
  /** How old the newest reading of the host is. */
  readingAgeMs = 0;
  /** PSI memory full avg60 of the host, in percent. */
  memoryFull60 = 0;
  /** Ids of alerts that are open. */
  readonly openAlerts = new Set<string>();
  /** As the desk of alerts shows them. */
  firing: readonly FiringAlert[] = [];
  /** The window in which the plan wants zope restarted. */
  due: { readonly opensAt: Instant; readonly closesAt: Instant } | null = null;
  readonly forecasts = new FakeForecasts();
  readonly maintenance: string[] = [];
  host: Host;
  /** What a command does and how it ends. */
  onRun: (order: HostOrder, rig: RestartRig) => Promise<OrderOutcome> = async (_, rig) => {
    rig.daemon("zope").restart();
    return rig.ended();
  };

  #running: { desk: Restarts; outbox: Outbox; saver: ChangeSaver }[] = [];
  #ids = 0;

  constructor(changes: Partial<Host> = {}, daemons: readonly Daemon[] = [daemonNamed("zope")]) {
    this.host = { name: "web-1", reach: { kind: "local" }, daemons, ...changes };
    for (const { name } of daemons) this.daemons.set(name, new PretendDaemon());
  }

  daemon(name: string): PretendDaemon {
    const found = this.daemons.get(name);
    if (found === undefined) throw new Error(`no daemon ${name}`);
    return found;
  }

  get desk(): Restarts {
    const [running] = this.#running;
    if (running === undefined) throw new Error("no bot runs");
    return running.desk;
  }

  ended(changes: Partial<Extract<OrderOutcome, { kind: "ended" }>> = {}): OrderOutcome {
    return { kind: "ended", exit: 0, output: "restarted", tookMs: millis(3000), hostKey: this.hostKey, ...changes };
  }

  /** A bot over the same stores; a second one is one that should not be there. */
  async start(changes: Partial<RestartOptions> = {}): Promise<Restarts> {
    const loaded = await this.store.load();
    const stored = await this.restarts.loadRestarts();
    if (!loaded.ok || !stored.ok) throw new Error("the stores are broken");
    const saver = createChangeSaver({ store: this.store, clock: this.clock, log: this.log });
    const outbox = createOutbox({
      ...{ chat: this.chat, saver, clock: this.clock, log: this.log, loaded: loaded.value.outbox },
      ...{ chance: () => 0.5, newId: () => this.newId(), timeOfDay: () => "03:00", fallbackChannel: null, owner: null },
    });
    const desk = createRestarts({ ...this.#options(outbox, saver), stored: stored.value, ...changes });
    this.#running.push({ desk, outbox, saver });
    outbox.start();
    desk.start();
    await this.clock.advance(0);
    return desk;
  }

  /** The next command's link is lost, and its host is away. */
  loseLink(): void {
    this.onRun = async () => {
      this.isReachable = false;
      return { kind: "unknown", detail: "the link was lost", output: "" };
    };
  }

  /** As a process is killed: nothing of what it had begun goes on, and nothing is told any more. */
  async kill(): Promise<void> {
    const running = this.#running.splice(0);
    const stopping = running.flatMap(({ desk, outbox, saver }) => [desk.stop(), outbox.stop(), saver.stop()]);
    await this.clock.advance(10_000);
    await Promise.race([Promise.all(stopping), this.clock.advance(0)]);
  }

  async ask(changes: Partial<RestartAsked> = {}): Promise<RestartRequest> {
    const asked = await this.tryAsk(changes);
    if (!asked.ok) throw new Error(asked.error.sentence);
    await this.clock.advance(2000);
    return asked.value;
  }

  tryAsk(changes: Partial<RestartAsked> = {}) {
    const usual = { host: "web-1", daemon: "zope", by: person("U01"), origin: { kind: "person" } } as const;
    return this.desk.ask({ ...usual, reason: "pages are slow", timing: { kind: "now" }, isUrgent: false, ...changes });
  }

  /** A click on the request's own message. */
  async click(request: Pick<RestartRequest, "id">, user = "U02", verdict: "approve" | "deny" = "approve") {
    const message = this.desk.shownAt(request.id);
    return this.desk.decide({ request: request.id, by: person(user), message, verdict, coded: false });
  }

  /** As it is stored. */
  stored(id: string): RestartRequest {
    const found = this.restarts.all().find((one) => one.id === id);
    if (found === undefined) throw new Error("no such request");
    return found;
  }

  /** What the audit says happened, in order. */
  recorded(): readonly string[] {
    return this.restarts.entries.map(({ what }) => what);
  }

  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  #options(outbox: Outbox, saver: ChangeSaver): RestartOptions {
    return {
      ...{ clock: this.clock, log: this.log, outbox, saver, channel: "C01", hosts: [this.host], interval: seconds(15) },
      newId: () => this.newId(),
      store: stampAudit(this.restarts, { version: "1.2.3", hashOf: (text) => `hash of ${text}` }),
      people: {
        actor: async (id, team) =>
          this.members.has(id) && team === "T01"
            ? { id, team, isMember: true, whyNot: null }
            : { id, team, isMember: false, whyNot: "You are not a full member of this workspace" },
        members: async (group) => {
          const members = this.groups.get(group);
          return members === undefined ? fail("Slack does not say") : succeed(members);
        },
      },
      commands: {
        reach: async () => (this.isReachable ? succeed({ hostKey: this.hostKey }) : fail("web-1 does not answer.")),
        run: async (_, order) => {
          this.sent.push(order.argv);
          return this.onRun(order, this);
        },
        close: async () => undefined,
      },
      watch: {
        board: () => this.#board(),
        look: async () => this.#board(),
        sockets: async (_, ports) => {
          const { connections, listening } = this.daemon("zope");
          const peers =
            connections === 0 ? [] : [{ address: "192.0.2.7", port: ports[0] ?? 0, count: connections, quiet: null }];
          return known({ listening: new Set(listening ? ports : []), peers, more: 0 });
        },
      },
      callHealth: async () =>
        this.daemon("zope").health === "answers" ? { ok: true, tookMs: 5 } : { ok: false, what: "answered 500" },
      nextDue: async () => this.due,
      forecasts: this.forecasts,
      desk: { open: () => this.firing, find: (id) => (this.openAlerts.has(id) ? ({ kind: "firing" } as never) : null) },
      onMaintenance: ({ daemon }, forMs, what) =>
        void this.maintenance.push(`${daemon} ${forMs === null ? "over" : what}`),
      policyOf: () => this.policy,
      settings: {
        commandForMs: seconds(60),
        verifyForMs: seconds(600),
        perDaemonMax: 3,
        perHostMax: 6,
        askByItself: true,
        breakGlass: this.breakGlass,
      },
      hashOf: (text) => `hash of ${text.length}`,
      stored: { requests: [], locks: [], standing: [] },
    };
  }

  #board(): StatusBoard {
    const daemons = [...this.daemons].map(([name, one]) => one.figures(name));
    const { pressure } = aSample().system;
    const one = this.memoryFull60;
    const memory = known({ some10: one, some60: one, some300: one, full10: one, full60: one, full300: one });
    const system = { pressure: { ...pressure, memory } };
    const sample = { ...aSample({ daemons, system }), takenAt: instant(this.clock.now() - this.readingAgeMs) };
    const { status } = takeSample(newWatchedHost(this.host, seconds(15)), sample);
    if (this.isReachable) return { askedAt: this.clock.now(), hosts: [status] };
    const failure = { reason: "unreachable", detail: "web-1 does not answer.", nextTryAt: null } as const;
    return {
      askedAt: this.clock.now(),
      hosts: [{ kind: "failed", host: "web-1", state: "unreachable", failure, tookMs: 5000, lastGood: null }],
    };
  }
}

export function person(user: string, team = "T01"): Person {
  return { user, team };
}

export function daemonNamed(name: string, changes: Partial<Daemon> = {}): Daemon {
  return {
    name,
    find: { by: "unit", unit: `${name}.service` },
    ports: [8080],
    healthUrl: null,
    threshold: { kind: "auto" },
    restart: { by: "systemd", unit: `${name}.service` },
    ...changes,
  };
}

/** A host whose restarts go through the guard on it. */
export const guarded = { ...plainAccess, guard: true };
