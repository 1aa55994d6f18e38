import { restartableOf } from "../../domain/restart/restartable.ts";
import type { Result } from "../../domain/result.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import type { Cancel, ChatFailure } from "../ports.ts";
import type { HomeReply } from "../ports-home.ts";
import type { StatusReply } from "../ports-status.ts";
import { alertsReplyOf } from "./answer-alerts.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { createDueRestarts, type DueRestarts } from "./due-restarts.ts";
import type { AnswerMemory, GivenAnswer } from "./remember-answers.ts";

export interface Homes {
  opened(user: string): Promise<void>;
  /** Shows new figures, after a Refresh. */
  publish(user: string, status: StatusReply): Promise<Result<null, ChatFailure>>;
  /** Shows at once what a click on it has changed. */
  touched(user: string): Promise<void>;
  /** No tab is shown anew by itself after this. */
  stop(): void;
}

/** Slack tells when a Home tab is opened, and not when it is left: most are looked at for minutes. */
const lookedAtFor: Millis = seconds(3600);
/** How often it is looked whether they show something older: Slack takes some 20 views a minute. */
const lookEvery: Millis = seconds(15);
/** Those who looked last. */
const homesMax = 10;

interface Home {
  readonly answer: GivenAnswer;
  readonly openedAt: Millis;
  /** What is shown, without the figures that change with each reading. */
  gist: string;
}

interface Showing extends AnswerOptions {
  readonly answers: AnswerMemory;
  readonly due: DueRestarts;
  readonly homes: Map<string, Home>;
  /** To the messages of open requests, by id; asked once each. */
  readonly links: Map<string, string>;
}

/** The Home tab of everybody who looks at it: published when it is opened, and when what it says has changed. */
export function createHomes(options: AnswerOptions, answers: AnswerMemory): Homes {
  const self: Showing = { ...options, answers, due: createDueRestarts(options), homes: new Map(), links: new Map() };
  let cancel: Cancel | null = null;

  function watch(): void {
    if (cancel !== null || self.homes.size === 0) return;
    cancel = self.clock.after(lookEvery, () => {
      cancel = null;
      void bringUpToDate(self).finally(watch);
    });
  }

  return {
    async opened(user) {
      const answer = answers.keep({ kind: "status", scope: null, note: null, board: self.watch.board() });
      self.homes.delete(user);
      self.homes.set(user, { answer, openedAt: self.clock.monotonic(), gist: "" });
      const [oldest] = self.homes.keys();
      if (self.homes.size > homesMax && oldest !== undefined) self.homes.delete(oldest);
      await show(self, user);
      watch();
      if (await self.due.bringUpToDate()) await show(self, user);
    },
    publish: (user, status) => publish(self, user, status),
    touched: (user) => show(self, user),
    stop() {
      self.homes.clear();
      cancel?.();
    },
  };
}

async function bringUpToDate(self: Showing): Promise<void> {
  for (const [user, { openedAt, gist }] of [...self.homes]) {
    if (self.clock.monotonic() - openedAt > lookedAtFor) self.homes.delete(user);
    else if (gist !== gistOf(self)) await show(self, user);
  }
}

async function show(self: Showing, user: string): Promise<void> {
  const home = self.homes.get(user);
  if (home === undefined) return;
  const { answer } = home;
  if (!answer.refreshing) answer.board = self.watch.board();
  const { id, scope, note, board } = answer;
  const shown = await publish(self, user, { kind: "status", id, scope, note, board, now: self.clock.now() });
  if (!shown.ok) self.log.warn("could not show the App Home", { reason: shown.error.reason });
}

async function publish(self: Showing, user: string, status: StatusReply): Promise<Result<null, ChatFailure>> {
  const gist = gistOf(self);
  const shown = await self.chat.publishHome(user, await homeOf(self, user, status));
  const home = self.homes.get(user);
  if (shown.ok && home !== undefined) home.gist = gist;
  return shown;
}

async function homeOf(self: Showing, user: string, status: StatusReply): Promise<HomeReply> {
  return {
    kind: "home",
    status,
    alerts: alertsReplyOf(self),
    requests: self.restarts.open(),
    ...(await forPerson(self, user)),
    locks: self.restarts.locks(),
    canAsk: self.hosts.some((host) => restartableOf(host).length > 0),
    due: self.due.known(),
    troubles: self.troubles(),
    channel: self.channel,
  };
}

/** With where each can be decided: the buttons that count are those of the request's own message. */
async function forPerson(self: Showing, user: string): Promise<Pick<HomeReply, "forYou" | "links">> {
  const forYou = await self.restarts.waitingFor({ user, team: "" });
  const open = new Set(self.restarts.open().map(({ id }) => id));
  for (const id of self.links.keys()) if (!open.has(id)) self.links.delete(id);
  for (const id of forYou) {
    const shown = self.links.has(id) ? null : self.restarts.shownAt(id);
    const link = shown === null ? null : await self.linkTo(shown);
    if (link !== null) self.links.set(id, link);
  }
  return { forYou, links: new Map(self.links) };
}

/** Verdicts, alerts, silences, restarts and troubles: what is worth a new view where it differs. */
function gistOf({ watch, desk, restarts, troubles, due }: Showing): string {
  const hosts = watch.board().hosts.map((host) => [host.kind, host.kind === "read" ? host.diagnosis.cause.kind : ""]);
  const alerts = desk
    .open()
    .map(({ id, severity, acknowledged, silencedBy }) => [id, severity, acknowledged, silencedBy]);
  return JSON.stringify([
    ...[hosts, alerts, desk.silences().map(({ id }) => id)],
    ...[restarts.open().map(({ id, version }) => [id, version]), restarts.locks()],
    ...[troubles().map(({ name }) => name), due.known()],
  ]);
}
