import type { Daemon } from "../domain/daemon.ts";
import type { Host, HostFailure } from "../domain/host.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import { type Millis, millis, seconds } from "../domain/time.ts";
import { type Answer, parseAnswer } from "../probe/answer.ts";
import { type Connections, parseConnections } from "../probe/connections.ts";
import { askDaemons, type Located, locateDaemons } from "../probe/locate-daemons.ts";
import { parsePidFiles } from "../probe/pid-files.ts";
import { parseProcesses } from "../probe/processes.ts";
import { type Question, renderQuestion } from "../probe/question.ts";
import { mustLocateAgain, readSample } from "../probe/read-sample.ts";
import { parseSupervised, supervisedCandidates } from "../probe/supervised.ts";
import type { Clock, HostShell } from "./ports.ts";
import type { HostReader } from "./read-once.ts";

export interface ReadOptions {
  readonly host: Host;
  readonly shell: HostShell;
  readonly clock: Clock;
  /** Ids that nobody on the host can guess: they keep its processes from forging an answer. */
  readonly newId: () => string;
}

/** Listing a host's processes is the one question that forks there: it is asked this seldom while nothing vanishes. */
export const locateEvery: Millis = seconds(60);
/** A pool that replaces its workers all the time changes at every reading: it is listed anew this seldom. */
export const locateAgainAfter: Millis = seconds(5);

/** Reads one host: finds its daemons now and then, asks for all figures in one question, and keeps nothing else. */
export function createHostReader(options: ReadOptions): HostReader {
  let found: Whereabouts = { located: options.host.daemons.map(notLookedFor), at: null };
  return {
    async read({ forPerson, deadline }) {
      const began = options.clock.monotonic();
      const left = (): Millis => millis(Math.max(1, began + deadline - options.clock.monotonic()));
      const ask = (question: Question) => askShell(options, question, left());
      const lost = forPerson && found.located.some((one) => one.kind !== "found");
      if (isOver(found, lost ? locateAgainAfter : locateEvery, options)) found = await locate(options, ask, found);
      let asked = await askFigures(options, ask, found.located);
      if (!asked.ok) return asked;
      if (mustLocateAgain(asked.value.answer, found.located) && isOver(found, locateAgainAfter, options)) {
        found = await locate(options, ask, found);
        asked = await askFigures(options, ask, found.located);
        if (!asked.ok) return asked;
      }
      const counted = forPerson ? await countConnections(options.host, ask) : null;
      return succeed(readSample({ ...asked.value, located: found.located, connections: counted }));
    },
    close: () => options.shell.close(),
  };
}

interface Whereabouts {
  readonly located: readonly Located[];
  /** When the host's processes were listed last; null before the first time. */
  readonly at: Millis | null;
}

function notLookedFor(daemon: Daemon): Located {
  return { kind: "unknown", daemon, reason: "it was not asked for" };
}

type Ask = (question: Question) => Promise<Result<Answer, HostFailure>>;

function isOver(found: Whereabouts, wait: Millis, { host, clock }: ReadOptions): boolean {
  if (host.daemons.length === 0) return false;
  return found.at === null || clock.monotonic() - found.at >= wait;
}

/** Where a listing fails, the daemons are taken to be where they were: the figures' own question tells what is wrong. */
async function locate({ host, clock }: ReadOptions, ask: Ask, before: Whereabouts): Promise<Whereabouts> {
  const listed = await ask({ verb: "processes" });
  if (!listed.ok) return before;
  const list = parseProcesses(listed.value);
  const paths = host.daemons.flatMap(({ find }) => (find.by === "pid file" ? [find.path] : []));
  const files = paths.length === 0 ? null : await ask({ verb: "files", paths });
  const isSupervised = host.daemons.some(({ find }) => find.by === "supervisor");
  const pids = isSupervised ? supervisedCandidates(list.processes) : [];
  const named = pids.length === 0 ? null : await ask({ verb: "supervised", pids });
  const pidFiles = files?.ok ? parsePidFiles(files.value, paths) : new Map();
  const supervised = named?.ok ? parseSupervised(named.value, pids) : new Map();
  return { located: locateDaemons(host.daemons, { list, pidFiles, supervised }), at: clock.monotonic() };
}

type Figures = Pick<Parameters<typeof readSample>[0], "host" | "takenAt" | "tookMs" | "answer">;

async function askFigures(
  { host, clock }: ReadOptions,
  ask: Ask,
  located: readonly Located[],
): Promise<Result<Figures, HostFailure>> {
  const began = clock.monotonic();
  const answer = await ask(askDaemons(located));
  if (!answer.ok) return answer;
  const tookMs = millis(clock.monotonic() - began);
  return succeed({ host: host.name, takenAt: clock.now(), tookMs, answer: answer.value });
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
