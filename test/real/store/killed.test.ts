import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { got, hearLog, keep, newFolder, newTime, openStore, start, startPlus } from "../../adapters/store/setting.ts";

const rounds = 4;

test("a bot that is killed at any moment has lost nothing that the store had taken, and leaves the folder free", async () => {
  for (let round = 0; round < rounds; round += 1) {
    const folder = newFolder();
    const writer = startWriter(folder.path);
    // Other moments in each round, on both sides of a roll-up every 20 readings.
    const taken = await untilTaken(writer, 25 + round * 17);
    const second = await openSqliteStore({ folder: folder.path, clock: newTime().clock, log: hearLog(), keep });
    expect(second).toMatchObject({ ok: false, error: { reason: "locked" } });
    writer.kill("SIGKILL");
    const last = Math.max(taken, await lastTaken(writer));
    const store = await openStore(folder.path);
    expect(Number((await got(store.load())).memos["number"])).toBeGreaterThanOrEqual(last);
    const span = { from: start, to: startPlus(last * 15_000) };
    const history = await got(store.daemonHistory({ host: "web-1", daemon: "zope" }, span));
    expect(history.map(({ heap }) => heap?.median)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    await store.close();
    folder.remove();
  }
});

interface Writer {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly child: ChildProcess;
  readonly numbers: number[];
  onNumber: (number: number) => void;
}

function startWriter(folder: string): Writer {
  const script = fileURLToPath(new URL("writer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const writer: Writer = { child, kill: (signal) => void child.kill(signal), numbers: [], onNumber: () => undefined };
  createInterface({ input: child.stdout }).on("line", (line) => {
    writer.numbers.push(Number(line));
    writer.onNumber(Number(line));
  });
  return writer;
}

function untilTaken(writer: Writer, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    writer.child.once("exit", () => reject(new Error("The writer ended by itself.")));
    writer.onNumber = (number) => {
      if (number >= count) resolve(number);
    };
  });
}

/** After the process has ended and all that it has written is read. */
async function lastTaken(writer: Writer): Promise<number> {
  await once(writer.child, "close");
  return writer.numbers.at(-1) ?? 0;
}
