import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { pressedHost } from "../../support/recorded-pressure.ts";
import { makePressedDaemon, type Needs, type PressedDaemon } from "./pressed-daemon.ts";
import { type PressureWatch, watchPressure } from "./watch-pressure.ts";

/** Records what the probe answers under real pressure, as root: npx tsx test/real/pressure/record.ts thrash|climb FILE */

interface Part {
  readonly needs: Needs;
  readonly readings: number;
  readonly everySeconds: number;
}

const scenarios: Readonly<Record<string, { readonly swapMib: number; readonly parts: readonly Part[] }>> = {
  /** 3 min of a daemon that needs 2.5 times its group, then the same restarted with next to nothing. */
  thrash: {
    swapMib: 256,
    parts: [
      { needs: { fileMib: 64, heapMib: 180, growMib: 0, seconds: 300 }, readings: 13, everySeconds: 15 },
      { needs: { fileMib: 0, heapMib: 8, growMib: 0, seconds: 300 }, readings: 12, everySeconds: 15 },
    ],
  },
  /** Half an hour of a leak into swap that hurts nobody yet. */
  climb: {
    swapMib: 1280,
    parts: [{ needs: { fileMib: 0, heapMib: 40, growMib: 30, seconds: 2100 }, readings: 66, everySeconds: 30 }],
  },
};

let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (stopped = true));
const [name = "", file = ""] = process.argv.slice(2);
const scenario = scenarios[name];
if (scenario === undefined || file === "")
  throw new Error("Say which scenario, thrash or climb, and the file to write.");
const made = makePressedDaemon(96, scenario.swapMib);
if (!made.ok) throw new Error(`There is no pressure to record here: ${made.error}.`);
const daemon = made.value;
const watch = watchPressure(pressedHost(daemon.group.path), 15);
try {
  for (const part of scenario.parts) await record(part, { daemon, watch });
} finally {
  await watch.close();
  await daemon.remove();
}
const path = daemon.group.path;
writeFileSync(
  file,
  watch.answers
    .map((answer) => `${answer}\n`)
    .join("")
    .replaceAll(path, "/scipy-pressure"),
);

async function record(part: Part, by: { readonly daemon: PressedDaemon; readonly watch: PressureWatch }) {
  await by.daemon.start(part.needs);
  for (let reading = 0; reading < part.readings && !stopped; reading += 1) {
    const { diagnosis, sample } = await by.watch.read();
    process.stdout.write(
      `${diagnosis.state} ${diagnosis.cause.sentence} ${sample.system.pressure.memory.value?.some60}\n`,
    );
    await pause(part.everySeconds * 1000);
  }
}
