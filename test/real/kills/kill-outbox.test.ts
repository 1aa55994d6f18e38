import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import { faultsIn } from "../../support/accounts.ts";
import { buildChild } from "../../support/build-child.ts";
import { busyLives, killScripts } from "../../support/kill-scripts.ts";
import { type KillPoint, type KillServer, killPoints, startKillServer } from "../../support/kill-server.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { createRandom } from "../../support/random.ts";

/** In a life in which the point is not reached, the process is killed wherever it is. */
const lifeMaxMs = 500;
const random = createRandom(11);

it(`tells every alert once though it is killed ${busyLives} times`, { timeout: 900_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "scipy-kill-"));
  const server = await startKillServer(() => random() < 0.1);
  const kills = new Map<KillPoint | "anywhere", number>();
  try {
    const program = await buildChild(new URL("../../support/kill-child.ts", import.meta.url));
    for (let life = 1; life <= busyLives; life += 1) {
      const point = await liveAndDie({ program, folder, server, life });
      kills.set(point, (kills.get(point) ?? 0) + 1);
    }
    await liveToTheEnd({ program, folder, server, life: busyLives + 1 });
    const { transitions, messages } = await booksIn(folder);
    const { shown } = server.chat;
    expect(faultsIn({ scripts: killScripts(), shown, transitions, messages })).toEqual([]);
    expect(messages.filter(({ maybeTwice }) => maybeTwice)).toEqual([]);
    expect([...kills.keys()]).toEqual(expect.arrayContaining([...killPoints]));
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});

interface Life {
  readonly program: string;
  readonly folder: string;
  readonly server: KillServer;
  readonly life: number;
}

/** Kills the process at a point of chance, at the first to fifth time that it comes there. */
async function liveAndDie(one: Life): Promise<KillPoint | "anywhere"> {
  const point = killPoints[Math.floor(random() * killPoints.length)] ?? "find";
  let left = 1 + Math.floor(random() * (point.endsWith("commit") ? 5 : 2));
  let died: KillPoint | "anywhere" = "anywhere";
  const child = start(one);
  one.server.killsAt = (reached) => {
    if (child.killed) return true;
    if (reached !== point) return false;
    left -= 1;
    if (left > 0) return false;
    died = point;
    return child.kill("SIGKILL");
  };
  let late: NodeJS.Timeout | undefined;
  one.server.onUp = () => {
    late = setTimeout(() => child.kill("SIGKILL"), lifeMaxMs);
  };
  const [code, signal] = await once(child, "close");
  clearTimeout(late);
  expect([code, signal], `the bot ended by itself in life ${one.life}`).toEqual([null, "SIGKILL"]);
  return died;
}

async function liveToTheEnd(one: Life): Promise<void> {
  one.server.killsAt = () => false;
  const child = start(one);
  const closed = once(child, "close");
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (text) => String(text).includes("idle") && resolve());
    child.on("close", () => reject(new Error("the last bot ended by itself")));
  });
  child.kill("SIGKILL");
  await closed;
}

function start({ program, folder, server, life }: Life): ChildProcess {
  const args = [program, folder, server.address, String(life)];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

async function booksIn(folder: string) {
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const opened = await openSqliteStore({ folder, clock: systemClock, log: quietLog(), keep });
  if (!opened.ok) throw new Error(opened.error.detail);
  const loaded = await opened.value.load();
  const span = { from: instant(0), to: instant(Date.now() + 1000), max: 100_000 };
  const transitions = await opened.value.transitions(span);
  await opened.value.close();
  if (!loaded.ok || !transitions.ok) throw new Error("the store cannot be read");
  return { transitions: transitions.value, messages: loaded.value.outbox };
}
