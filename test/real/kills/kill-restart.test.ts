import { availableParallelism } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildChild } from "../../support/build-child.ts";
import { type KillDatabases, startKillDatabases } from "../../support/kill-databases.ts";
import { type KillCase, type KillRun, type KillWorld, killRestart } from "../../support/kill-restart.ts";
import type { Ending } from "../../support/restart-kill-server.ts";
import { hostPoints } from "../../support/restart-stage.ts";
import { type Sshd, startSshd } from "../../support/sshd.ts";

/**
 * Every labelled point of a restart × all ways to end there, on a real sshd, once with SQLite and once with two bots that share
 * a PostgreSQL: none is run twice, no decision is lost, none is stuck. SCIPY_RESTART_KILLS says how often all of it is done.
 */

const stored = ["pending", "approved", "checking", "running", "verifying", "succeeded"];
const points = [
  ...stored.flatMap((kind) => [`before ${kind} is stored`, `after ${kind} is stored`]),
  ...["the host is reached", "the command is sent", "the host is read", "messages are stored", "post", "edit"].flatMap(
    (what) => [`before ${what}`, `after ${what}`],
  ),
  ...Object.keys(hostPoints),
];
const endings: Readonly<Record<KillCase["store"], readonly Ending[]>> = {
  SQLite: ["SIGKILL", "SIGTERM", "throw", "cut"],
  // One that only stood still finds that another has taken its place.
  PostgreSQL: ["SIGKILL", "SIGTERM", "throw", "cut", "SIGSTOP"],
};
const stores = ["SQLite", "PostgreSQL"] as const;
const rounds = Number(process.env["SCIPY_RESTART_KILLS"] ?? 1);
/** Most of a run is waiting. */
const lanes = 4 * availableParallelism();
const toldEvery = 100;
const dayMs = 86_400_000;

let program = "";
let sshd: Sshd;
let databases: KillDatabases;
const world = (): KillWorld => ({ program, sshd, databases });

beforeAll(async () => {
  program = await buildChild(new URL("../../support/restart-child.ts", import.meta.url));
  databases = await startKillDatabases();
  sshd = await startSshd({ config: ["MaxStartups 200"] });
});
afterAll(async () => {
  await sshd?.stop();
  databases?.stop();
});

it("is run once at most, whatever ends the bot or cuts its links at whichever point", { timeout: dayMs }, async () => {
  const all = stores.flatMap((store) =>
    points.flatMap((point) => endings[store].map((ending) => ({ point, ending, store, fault: "none" as const }))),
  );
  const runs = await inLanes(Array.from({ length: rounds }, () => all).flat(), tellingRun);
  process.stdout.write(`${stores.map((store) => tableOf(store, runs)).join("\n\n")}\n\n${totalsOf(runs)}\n`);
  expect(runs.flatMap((run) => run.faults.map((fault) => `${nameOf(run)}: ${fault}`))).toEqual([]);
  expect(runs.filter(({ wasReached }) => !wasReached).map(nameOf)).toEqual([]);
  expect(runs.length).toBeGreaterThanOrEqual(243);
});

it.each([
  { store: "SQLite", fault: "runs again", point: "the command begins", ending: "SIGKILL" },
  { store: "PostgreSQL", fault: "runs again", point: "the command begins", ending: "SIGKILL" },
  { store: "PostgreSQL", fault: "compares nothing", point: "before checking is stored", ending: "SIGSTOP" },
] as const)("would show a bot that $fault with $store, as a run that was made twice", async (one) => {
  const run = await killRestart(one, world());
  expect(run.starts).toBe(2);
  expect(run.faults).toContain("run twice");
});

/** Hours may be left when it is found. */
async function tellingRun(one: KillCase): Promise<KillRun> {
  const run = await killRestart(one, world());
  for (const fault of run.faults) process.stdout.write(`${nameOf(run)}: ${fault}\n`);
  return run;
}

async function inLanes<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      results.push(await act(item));
      if (results.length % toldEvery === 0) process.stdout.write(`${results.length} of ${items.length}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

function nameOf({ ending, point, store }: KillRun): string {
  return `${ending} at "${point}" with ${store}`;
}

/** Each point with how its runs ended. */
function tableOf(store: KillCase["store"], runs: readonly KillRun[]): string {
  const cell = (point: string, ending: Ending) => {
    const here = runs.filter((run) => run.store === store && run.point === point && run.ending === ending);
    const counts = new Map<string, number>();
    for (const { state, starts } of here) {
      const how = `${state}×${starts}`;
      counts.set(how, (counts.get(how) ?? 0) + 1);
    }
    return [...counts].map(([how, count]) => (count === 1 ? how : `${count} ${how}`)).join(" ");
  };
  const lines = points.map((point) =>
    [point.padEnd(34), ...endings[store].map((ending) => cell(point, ending))].join(" | "),
  );
  return [[store.padEnd(34), ...endings[store]].join(" | "), ...lines].join("\n");
}

function totalsOf(runs: readonly KillRun[]): string {
  const count = (fault: RegExp) => runs.filter(({ faults }) => faults.some((one) => fault.test(one))).length;
  const kinds = stores.map(
    (store) => `${runs.filter((run) => run.store === store).length} with ${store} (${endings[store].join(", ")})`,
  );
  return (
    `${runs.length} runs at ${points.length} points: ${kinds.join(", ")}. ` +
    `${count(/twice/)} double restarts, ${count(/lost/)} lost decisions, ${count(/stuck/)} stuck`
  );
}
