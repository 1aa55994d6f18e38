import type { Daemon } from "../../domain/daemon.ts";
import { absent } from "../../domain/figure.ts";
import type { Host, HostFailure } from "../../domain/host.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import { type Answer, parseAnswer } from "../../probe/answer.ts";
import { type Connections, parseConnections } from "../../probe/connections.ts";
import { askDaemons, type Located } from "../../probe/locate-daemons.ts";
import { parsePeers } from "../../probe/peers.ts";
import { type Question, renderQuestion } from "../../probe/question.ts";
import { isMemoryShort, mustLocateAgain, readSample } from "../../probe/read-sample.ts";
import type { Clock, HostShell, MatchLines } from "../ports.ts";
import { type Ask, findDaemons } from "./find-daemons.ts";
import type { HostReader } from "./read-once.ts";

export interface ReadOptions {
  readonly host: Host;
  readonly shell: HostShell;
  readonly clock: Clock;
  /** Ids that nobody on the host can guess: they keep its processes from forging an answer. */
  readonly newId: () => string;
  readonly matchLines: MatchLines;
}

/** Listing a host's processes is the one question that forks there: it is asked this seldom while nothing vanishes. */
export const locateEvery: Millis = seconds(60);
/** While memory is short there, starting a process is what fails, and an awk that cannot start one may end. */
export const locateUnderPressureEvery: Millis = seconds(600);
/** A pool that replaces its workers all the time changes at every reading: it is listed anew this seldom. */
export const locateAgainAfter: Millis = seconds(5);
/** The same while a person waits, who would be told that a daemon is down which has just been restarted. */
export const locateForPersonAfter: Millis = seconds(1);
/** Of a reading's time, so that a listing that hangs leaves the figures their part. A healthy host needs 0.1 s. */
export const listFor: Millis = seconds(4);

/**
 * Reads one host: all figures in one question, and now and then a look for its daemons' processes. The figures come
 * first, by what is known of the processes, since a host that starves may answer them and no more.
 */
export function createHostReader(options: ReadOptions): HostReader {
  const { host, shell, clock } = options;
  let found: Whereabouts = {
    located: host.daemons.map(notLookedFor),
    isKnown: host.daemons.length === 0,
    askedAt: null,
  };
  return {
    async read({ forPerson, deadline }) {
      const began = clock.monotonic();
      const left = (): Millis => millis(Math.max(1, began + deadline - clock.monotonic()));
      const ask = (question: Question) => askShell(options, question, left());
      const look = async (): Promise<void> => {
        const askedAt = clock.monotonic();
        const askInTime = (question: Question) => askShell(options, question, millis(Math.min(left(), listFor)));
        const located = await findDaemons(host.daemons, askInTime, options);
        found = located === null ? { ...found, askedAt } : { located, isKnown: true, askedAt };
      };
      if (found.askedAt === null && !found.isKnown) await look();
      const first = await askFigures(options, ask, found.located);
      if (!first.ok) return first;
      if (isDue(first.value, { found, forPerson }, options)) await look();
      const isMoved = JSON.stringify(first.value.located) !== JSON.stringify(found.located);
      const second = isMoved ? await askFigures(options, ask, found.located) : first;
      const figures = second.ok ? second.value : first.value;
      const connections = forPerson ? await countConnections(host, ask) : null;
      return succeed(readSample({ ...figures, connections }));
    },
    async sockets(ports, deadline) {
      if (ports.length === 0) return succeed(absent("it was not asked for"));
      const answer = await askShell(options, { verb: "peers", ports }, deadline);
      return answer.ok ? succeed(parsePeers(answer.value)) : answer;
    },
    close: () => shell.close(),
  };
}

interface Whereabouts {
  readonly located: readonly Located[];
  /** False until the host has listed its processes for the first time. */
  readonly isKnown: boolean;
  /** When it was last asked to, in vain or not; null before the first time. */
  readonly askedAt: Millis | null;
}

/** Whether the daemons have to be looked for again. */
function isDue(
  { answer, located }: Figures,
  { found, forPerson }: { readonly found: Whereabouts; readonly forPerson: boolean },
  { clock }: ReadOptions,
): boolean {
  if (found.askedAt === null) return false;
  const ago = clock.monotonic() - found.askedAt;
  if (mustLocateAgain(answer, located)) return ago >= (forPerson ? locateForPersonAfter : locateAgainAfter);
  if (forPerson && located.some((one) => one.kind !== "found")) return ago >= locateAgainAfter;
  const isShort = isMemoryShort(answer);
  if (!found.isKnown) return ago >= (isShort ? locateEvery : locateAgainAfter);
  return ago >= (isShort ? locateUnderPressureEvery : locateEvery);
}

function notLookedFor(daemon: Daemon): Located {
  return { kind: "unknown", daemon, reason: "it was not asked for" };
}

/** An answer, and the places that it was asked by. */
type Figures = Omit<Parameters<typeof readSample>[0], "connections">;

async function askFigures(
  { host, clock }: ReadOptions,
  ask: Ask,
  located: readonly Located[],
): Promise<Result<Figures, HostFailure>> {
  const began = clock.monotonic();
  const answer = await ask(askDaemons(located));
  if (!answer.ok) return answer;
  const tookMs = millis(clock.monotonic() - began);
  return succeed({ host: host.name, takenAt: clock.now(), tookMs, answer: answer.value, located });
}

async function countConnections(host: Host, ask: Ask): Promise<Connections | null> {
  const ports = host.daemons.flatMap((daemon) => daemon.ports);
  if (ports.length === 0) return null;
  const answer = await ask({ verb: "connections", ports });
  return answer.ok ? parseConnections(answer.value) : null;
}

async function askShell(
  options: ReadOptions,
  question: Question,
  deadline: Millis,
): Promise<Result<Answer, HostFailure>> {
  const id = options.newId();
  const answered = await options.shell.ask(renderQuestion(id, question), deadline);
  if (!answered.ok) return answered;
  const answer = parseAnswer(id, answered.value);
  if (answer.ok) return answer;
  const detail = `${options.host.name} answered, but its answer ${answer.error}. Run scipy-bot doctor, and look at what its login shell prints.`;
  return fail({ reason: "malformed answer", detail, nextTryAt: null });
}
