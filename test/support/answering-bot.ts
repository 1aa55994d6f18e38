import { createHourOfWeek } from "../../src/adapters/worker/hour-of-week.ts";
import type { BotTrouble } from "../../src/domain/alert/event.ts";
import { defaultAlertSettings } from "../../src/domain/alert/settings.ts";
import type { Daemon } from "../../src/domain/daemon.ts";
import type { MeasuredThresholds } from "../../src/domain/daemon-status.ts";
import type { Deploy } from "../../src/domain/deploy.ts";
import type { Finding } from "../../src/domain/doctor/finding.ts";
import { absent } from "../../src/domain/figure.ts";
import { outlookOf } from "../../src/domain/heap/heap-outlook.ts";
import { planHost } from "../../src/domain/heap/plan-host.ts";
import type { Host } from "../../src/domain/host.ts";
import type { MessageRef } from "../../src/domain/notice/message-ref.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { StatusBoard } from "../../src/domain/status.ts";
import { instant, seconds } from "../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../src/domain/watched-host.ts";
import { createAnswerCommand } from "../../src/services/answers/answer-command.ts";
import type { AnswerAddress, Chat, ChatFailure, Click, Log, LogFields, Reply } from "../../src/services/ports.ts";
import type { Dialog } from "../../src/services/ports-dialogs.ts";
import type { HeapModel, HeapModelFailure } from "../../src/services/ports-heap.ts";
import type { HomeReply } from "../../src/services/ports-home.ts";
import type { CodeVerdict } from "../../src/services/ports-restart.ts";
import type {
  DaemonPoint,
  Feedback,
  HostPoint,
  Span,
  StoreFailure,
  TransitionRecord,
} from "../../src/services/ports-store.ts";
import type { HostWatch } from "../../src/services/watch/watch-hosts.ts";
import { FakeAlertDesk } from "./fake-alert-desk.ts";
import { FakeDeploys } from "./fake-deploys.ts";
import { FakeForecasts } from "./fake-forecasts.ts";
import { FakeRestartDesk } from "./fake-restart-desk.ts";
import { aPolicy } from "./restart-request.ts";
import { aSample } from "./sample.ts";
import { VirtualClock } from "./virtual-clock.ts";

export const alice = {
  channel: "C01",
  user: "U01",
  team: "T01",
  trigger: "trigger",
  answerTo: "https://answer" as AnswerAddress,
};

export interface Said {
  readonly how: "post" | "update" | "whisper" | "dialog" | "change" | "home";
  readonly where: unknown;
  readonly reply: Reply | Dialog | HomeReply;
}

export type Fails = Partial<
  Readonly<Record<"postFails" | "updateFails" | "dialogFails" | "whisperFails", ChatFailure>>
>;

/** Answers in a chat that keeps what is said, about web-1 with zope and db-1; the looks, desk and store are pretended. */
export function answeringBot(options: Fails & { readonly hosts?: readonly string[] } = {}) {
  const said: Said[] = [];
  const logged: { readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const clock = new VirtualClock();
  const desk = new FakeAlertDesk();
  const restarts = new FakeRestartDesk();
  const past = new FakePast();
  const heaps = new FakeHeaps();
  const deploys = new FakeDeploys();
  const forecasts = new FakeForecasts();
  const zope = { deploys: [] as Deploy[] };
  const looks = {
    hold: async (): Promise<void> => undefined,
    troubles: [] as readonly BotTrouble[],
    codes: new Map<string, CodeVerdict>(),
    /** Why nobody is a full member; null where everybody is. */
    whyNoMember: null as string | null,
    examine: async (): Promise<readonly Finding[]> => [],
  };
  const names = options.hosts ?? ["web-1", "db-1"];
  let ids = 0;
  const watch = pretendWatch(names, { clock, looking: () => looks.hold() });
  const handlers = createAnswerCommand({
    chat: recordingChat(said, options),
    watch,
    restarts,
    examine: () => looks.examine(),
    policyOf: () => aPolicy(),
    codes: { check: (_: string, code: string) => looks.codes.get(code) ?? "wrong" },
    troubles: () => looks.troubles,
    linkTo: async ({ channel, ts }) => `https://chat.example/${channel}/${ts}`,
    desk,
    past,
    ...{ readings: heaps, deploys, forecasts },
    people: {
      actor: async (id, team) => ({ id, team, isMember: looks.whyNoMember === null, whyNot: looks.whyNoMember }),
    },
    heapModel: heaps.model,
    zone: "UTC",
    calendar: { next: (_cron, after) => instant(after + 3_600_000), last: () => null },
    clock,
    log: recordingLog(logged),
    newId: () => String(++ids),
    commandName: "/scipy",
    channel: "#ops",
    hosts: names.map((name) => pretendHost(name, zope.deploys)),
    settings: defaultAlertSettings,
    settingsOf: () => defaultAlertSettings,
  });
  return { said, logged, clock, watch, desk, restarts, past, heaps, deploys, forecasts, zope, looks, handlers };
}

/** What happened to alerts, as a store gives it; or its failure. */
export class FakePast {
  asked: { readonly from: number; readonly to: number }[] = [];
  records: TransitionRecord[] = [];
  judged: Feedback[] = [];
  failure: StoreFailure | null = null;
  gate: Promise<void> = Promise.resolve();

  async transitions(span: { readonly from: number; readonly to: number }) {
    this.asked.push(span);
    await this.gate;
    return this.failure === null ? succeed(this.records) : fail(this.failure);
  }

  async feedback() {
    return this.failure === null ? succeed(this.judged) : fail(this.failure);
  }
}

/** What is kept of heaps, and the model at once on this thread; or their failures. */
export class FakeHeaps {
  points: DaemonPoint[] = [];
  asked: { readonly host: string; readonly daemon: string; readonly from: number; readonly to: number }[] = [];
  failure: StoreFailure | null = null;
  modelFailure: HeapModelFailure | null = null;

  async daemonHistory(of: { readonly host: string; readonly daemon: string }, span: Span) {
    this.asked.push({ ...of, ...span });
    return this.failure === null ? succeed(this.points) : fail(this.failure);
  }

  rows: HostPoint[] = [];

  async hostHistory() {
    return this.failure === null ? succeed(this.rows) : fail(this.failure);
  }

  readonly model: HeapModel = {
    plan: async ({ zone, ...question }) =>
      this.modelFailure === null
        ? succeed(planHost({ ...question, hourOfWeek: createHourOfWeek(zone) }))
        : fail(this.modelFailure),
    analyze: async (points, options) =>
      this.modelFailure === null ? succeed(outlookOf(points, options)) : fail(this.modelFailure),
  };
}

function recordingLog(logged: { message: string; fields: LogFields | undefined }[]): Log {
  const note = (message: string, fields?: LogFields): void => void logged.push({ message, fields });
  return { info: note, warn: note, error: note };
}

function recordingChat(said: Said[], { postFails, updateFails, dialogFails, whisperFails }: Fails): Chat {
  const note = (how: Said["how"], where: unknown, reply: Reply | Dialog | HomeReply) => {
    said.push({ how, where, reply });
    return Promise.resolve(succeed(null));
  };
  const ref: MessageRef = { channel: "C01", ts: "1.0" };
  return {
    post: async (channel, reply) => {
      if (postFails !== undefined) return fail(postFails);
      await note("post", channel, reply);
      return succeed(ref);
    },
    update: async (message, reply) => {
      if (updateFails !== undefined) return fail(updateFails);
      await note("update", message, reply);
      return succeed(message);
    },
    whisper: async (to, reply) => (whisperFails === undefined ? note("whisper", to, reply) : fail(whisperFails)),
    openDialog: async (trigger, reply) => {
      if (dialogFails !== undefined) return fail(dialogFails);
      await note("dialog", trigger, reply);
      return succeed({ id: "V1", hash: "1" });
    },
    updateDialog: async (view, dialog) =>
      dialogFails === undefined ? note("change", view, dialog) : fail(dialogFails),
    publishHome: (user, reply) => note("home", user, reply),
  };
}

/** Every host answers at once; the last of a look of all of them, when the look is let go. */
function pretendWatch(
  names: readonly string[],
  { clock, looking }: { readonly clock: VirtualClock; readonly looking: () => Promise<void> },
): HostWatch {
  let thresholds: MeasuredThresholds = new Map();
  const read = (name: string) =>
    takeSample({ ...newWatchedHost(pretendHost(name), seconds(15)), thresholds }, aSample({ host: name })).status;
  const waiting = (host: string) => ({ kind: "waiting", host }) as const;
  const boardOf = (hosts: StatusBoard["hosts"]): StatusBoard => ({ askedAt: clock.now(), hosts });
  return {
    start: () => undefined,
    stop: async () => undefined,
    remind: () => undefined,
    setThresholds: (_, measured) => {
      thresholds = measured;
    },
    sockets: async () => absent("it was not asked for"),
    board: () => boardOf(names.map((name) => read(name))),
    waiting: () => boardOf(names.map(waiting)),
    look: async (scope, onProgress) => {
      const [first, ...others] = names.filter((name) => scope === null || name === scope);
      if (first === undefined) return boardOf([]);
      if (others.length > 0) onProgress(boardOf([read(first), ...others.map(waiting)]));
      await looking();
      return boardOf([first, ...others].map(read));
    },
  };
}

function pretendHost(name: string, deploys: readonly Deploy[] = []): Host {
  return { name, reach: { kind: "local" }, daemons: name === "web-1" ? [{ ...aDaemonNamed("zope"), deploys }] : [] };
}

function aDaemonNamed(name: string): Daemon {
  const find = { by: "unit", unit: `${name}.service` } as const;
  return {
    name,
    find,
    ports: [],
    healthUrl: null,
    threshold: { kind: "auto" },
    restart: { by: "systemd", unit: "zope.service" },
  };
}

export function aClick(action: Click["action"], value: string, changes: Partial<Click> = {}): Click {
  return {
    action,
    value,
    user: "U01",
    team: "T01",
    message: { channel: "C01", ts: "1.0" },
    trigger: "trigger",
    answerTo: alice.answerTo,
    ...changes,
  };
}

/** The sentences told to somebody alone. */
export function whispered(said: readonly Said[]): readonly string[] {
  return said.flatMap(({ how, reply }) => (how === "whisper" && reply.kind === "notice" ? [reply.sentence] : []));
}
