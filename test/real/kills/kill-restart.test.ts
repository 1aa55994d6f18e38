import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAuditAnchor } from "../../../src/adapters/store/audit-key.ts";
import { openSqliteStore } from "../../../src/adapters/store/open-sqlite-store.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import type { SshReach } from "../../../src/domain/host.ts";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import { quietLog } from "../../support/quiet-log.ts";
import type { ChildSetting } from "../../support/restart-child.ts";
import { type Ending, type PointServer, startPointServer } from "../../support/restart-kill-server.ts";
import { type Sshd, startSshd } from "../../support/sshd.ts";
import { TcpFaultProxy } from "../../support/tcp-fault-proxy.ts";

/**
 * Every labelled point of a restart × four ways to end there, on a real sshd: none is run twice, no decision is lost, none is
 * stuck. SCIPY_RESTART_KILLS says how often each is done; 20 make more than 2,000 runs.
 */

const stored = ["pending", "approved", "checking", "running", "verifying", "succeeded"];
const points = [
  ...stored.flatMap((kind) => [`before ${kind} is stored`, `after ${kind} is stored`]),
  ...["the host is reached", "the command is sent", "the host is read", "messages are stored", "post", "edit"].flatMap(
    (what) => [`before ${what}`, `after ${what}`],
  ),
  // On the host, by the command itself.
  "the command begins",
  "the old process has ended",
  "the new process runs",
];
const endings: readonly Ending[] = ["SIGKILL", "SIGTERM", "throw", "cut"];
const rounds = Number(process.env["SCIPY_RESTART_KILLS"] ?? 2);
/** Most of a run is waiting. */
const lanes = 4;
/** A life that ends by itself nowhere, and the whole of a run after it. */
const lifeMaxMs = 6000;
const overWithinMs = 40_000;

const source = fileURLToPath(new URL("../../support/restart-child.ts", import.meta.url));
/** Within reach of the packages that it needs. */
const built = fileURLToPath(new URL("../../../node_modules/.cache/scipy-kill-restart", import.meta.url));
let sshd: Sshd;

beforeAll(async () => {
  const output = { entryFileNames: "restart-child.mjs" };
  const target = { ssr: source, outDir: built, emptyOutDir: true, rollupOptions: { output } };
  await build({ build: target, logLevel: "silent", configFile: false });
  sshd = await startSshd({ config: ["MaxStartups 100"] });
}, 60_000);
afterAll(() => sshd.stop());

interface Run {
  readonly point: string;
  readonly ending: Ending;
  readonly wasReached: boolean;
  /** How often the command was begun. */
  readonly starts: number;
  readonly wasApproved: boolean;
  readonly request: RestartRequest | null;
  readonly faults: readonly string[];
}

it("is run once at most, whatever ends the bot or cuts its links at whichever point", {
  timeout: 1_800_000,
}, async () => {
  const cases = Array.from({ length: rounds }, () =>
    points.flatMap((point) => endings.map((ending) => ({ point, ending }))),
  ).flat();
  const runs = await inLanes(cases, (one) => runOnce(one, false));
  process.stdout.write(`${tableOf(runs)}\n`);
  expect(
    runs.flatMap(({ point, ending, faults }) => faults.map((fault) => `${ending} at "${point}": ${fault}`)),
  ).toEqual([]);
  expect(runs.filter(({ wasReached }) => !wasReached).map(({ point, ending }) => `${ending} at "${point}"`)).toEqual(
    [],
  );
  expect(runs.length).toBeGreaterThanOrEqual(200);
});

it("is run twice by a bot that runs again what was running: so the matrix would show it", {
  timeout: 120_000,
}, async () => {
  const run = await runOnce({ point: "the command begins", ending: "SIGKILL" }, true);
  expect(run.starts).toBe(2);
  expect(run.faults).toContain("run twice");
});

async function inLanes<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.push(await act(item));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** The daemon, whose restart stops at a file where the test wants it to. */
class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "scipy-kill-restart-"));
  readonly pidFile = join(this.folder, "pid");
  readonly control = join(this.folder, "control.sh");

  constructor() {
    const at = (point: string, name: string) =>
      `touch '${this.folder}/${name}'; n=0; while [ -e '${this.folder}/hold ${name}' ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n + 1)); done # ${point}`;
    const text = `#!/bin/sh
echo run >>${this.folder}/starts
${at(points.at(-3) ?? "", "begins")}
old=$(cat ${this.pidFile} 2>/dev/null); [ -z "$old" ] || kill "$old" 2>/dev/null
${at(points.at(-2) ?? "", "ended")}
sleep 600 >/dev/null 2>&1 </dev/null & echo $! >${this.pidFile}
${at(points.at(-1) ?? "", "runs")}
echo restarted
`;
    writeFileSync(this.control, text);
    chmodSync(this.control, 0o755);
    spawnSync(this.control);
    for (const name of ["starts", "begins", "ended", "runs"]) rmSync(join(this.folder, name), { force: true });
  }

  starts(): number {
    const file = join(this.folder, "starts");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").length : 0;
  }

  remove(): void {
    spawnSync("kill", [readFileSync(this.pidFile, "utf8").trim()]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const onHost: Readonly<Record<string, string>> = {
  "the command begins": "begins",
  "the old process has ended": "ended",
  "the new process runs": "runs",
};

async function runOnce(
  { point, ending }: { readonly point: string; readonly ending: Ending },
  isNaive: boolean,
): Promise<Run> {
  const stage = new Stage();
  const server = await startPointServer();
  const proxy = await TcpFaultProxy.start(sshd.port);
  const trust = { kind: "fingerprint", sha256: await sshd.fingerprint("ed25519") } as const;
  const reach: SshReach = {
    kind: "ssh",
    address: "127.0.0.1",
    port: proxy.port,
    user: sshd.user,
    keyFile: sshd.keyFile,
    trust,
  };
  const setting = {
    folder: join(stage.folder, "data"),
    server: server.address,
    reach,
    pidFile: stage.pidFile,
    control: stage.control,
    isNaive,
  };
  try {
    const first = await liveAndEnd({ setting, server, proxy, stage }, { point, ending });
    const last = await liveToTheEnd(setting, () => isFinal(server));
    const wasApproved = first.wasApproved || last.wasApproved;
    return await judge(
      { point, ending, wasReached: first.wasReached, wasApproved },
      { setting, stage, server, isOver: last.isOver },
    );
  } finally {
    server.close();
    await proxy.close();
    stage.remove();
  }
}

interface World {
  readonly setting: ChildSetting;
  readonly server: PointServer;
  readonly proxy: TcpFaultProxy;
  readonly stage: Stage;
}

/** Until the point is reached and the process has ended there, or has gone on for a while after what befell it. */
async function liveAndEnd(world: World, { point, ending }: { readonly point: string; readonly ending: Ending }) {
  const { setting, server, proxy, stage } = world;
  const child = start(setting);
  let wasReached = false;
  const strike = (): ReturnType<PointServer["reached"]> => {
    wasReached = true;
    if (ending === "throw") return "throw";
    if (ending === "cut") {
      proxy.reset();
      return "cut";
    }
    child.process.kill(ending);
    return ending === "SIGKILL" ? "no answer" : "go on";
  };
  server.reached = (at) => (at === point && !wasReached ? strike() : "go on");
  const held = onHost[point];
  if (held !== undefined) {
    writeFileSync(join(stage.folder, `hold ${held}`), "");
    void strikeOnHost({ stage, held, strike, forMs: setting.isNaive ? 4000 : 300 }).catch(() => undefined);
  }
  const closed = once(child.process, "close");
  await Promise.race([closed, child.over, pause(lifeMaxMs)]);
  // What threw or was cut goes on; then it ends as a machine ends whose power is cut.
  if (ending === "throw" || ending === "cut") await Promise.race([child.over, closed, pause(1500)]);
  child.process.kill("SIGKILL");
  await closed;
  server.reached = () => "go on";
  return { wasReached, wasApproved: child.wasApproved() };
}

/** The command has come to the point: it waits there, and goes on a moment after the bot was struck. */
async function strikeOnHost({
  stage,
  held,
  strike,
  forMs,
}: {
  readonly stage: Stage;
  readonly held: string;
  readonly strike: () => unknown;
  readonly forMs: number;
}) {
  for (let tries = 0; tries < 300 && !existsSync(join(stage.folder, held)); tries += 1) await pause(20);
  if (!existsSync(join(stage.folder, held))) return;
  strike();
  await pause(forMs);
  rmSync(join(stage.folder, `hold ${held}`), { force: true });
}

async function liveToTheEnd(setting: ChildSetting, isTold: () => boolean) {
  const child = start(setting);
  const isOver = await Promise.race([child.over.then(() => true), pause(overWithinMs).then(() => false)]);
  // Its last messages are on their way; a busy machine takes its time.
  for (let tries = 0; tries < 100 && !isTold(); tries += 1) await pause(50);
  child.process.kill("SIGKILL");
  await once(child.process, "close");
  return { isOver, wasApproved: child.wasApproved() };
}

function start(setting: ChildSetting) {
  const child: ChildProcess = spawn(process.execPath, [join(built, "restart-child.mjs"), JSON.stringify(setting)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  const over = new Promise<void>((resolve) => {
    child.stdout?.on("data", (text) => {
      said += String(text);
      if (said.includes("over\n")) resolve();
    });
  });
  return { process: child, over, wasApproved: () => said.includes("approved\n") };
}

interface Told {
  readonly setting: ChildSetting;
  readonly stage: Stage;
  readonly server: PointServer;
  readonly isOver: boolean;
}

async function judge(
  run: Pick<Run, "point" | "ending" | "wasReached" | "wasApproved">,
  { setting, stage, server, isOver }: Told,
): Promise<Run> {
  const { request, recorded, isWhole } = await booksIn(setting.folder);
  const starts = stage.starts();
  const kind = request?.state.kind ?? "none";
  const shown = server.chat.sentences("C01")[0] ?? "";
  const faults = [
    ...(starts > 1 ? ["run twice"] : []),
    ...(isOver ? [] : [`stuck ${kind}`]),
    ...(run.wasApproved && !recorded.includes("approved") ? ["a decision was lost"] : []),
    ...(starts > 0 && !recorded.includes("sent") ? ["run without a record"] : []),
    ...(starts === 0 && kind === "succeeded" ? ["called succeeded, and not run"] : []),
    ...(starts === 1 && kind === "failed" ? ["called failed, and run"] : []),
    ...(isWhole ? [] : ["the audit is broken"]),
    ...(isOver && !isFinal(server) ? [`the message says: ${shown}`] : []),
  ];
  return { ...run, starts, request, faults };
}

/** Its message, of which there is one, says how it ended. */
function isFinal(server: PointServer): boolean {
  const roots = server.chat.shown.filter(({ to }) => to.kind === "channel");
  return roots.length === 1 && /and all is well|not restarted|expired|denied/i.test(roots[0]?.notice.sentence ?? "");
}

async function booksIn(folder: string) {
  const keep = { readingsMs: seconds(3600), minutesMs: seconds(3600), hoursMs: seconds(3600) };
  const anchor = openAuditAnchor(folder, null);
  if (!anchor.ok) throw new Error(anchor.error.detail);
  const opened = await openSqliteStore({ folder, clock: systemClock, log: quietLog(), keep, anchor: anchor.value });
  if (!opened.ok) throw new Error(opened.error.detail);
  const { restarts } = opened.value;
  const span = { from: instant(0), to: instant(4e12) };
  const past = await restarts.pastRestarts({ host: "web-1", daemon: "zope", span, max: 5 });
  const rows = await restarts.auditRows({ request: null, from: 0, max: 1000 });
  const check = await restarts.verifyAudit();
  await opened.value.close();
  if (!past.ok || !rows.ok || !check.ok) throw new Error("the store cannot be read");
  return {
    request: past.value[0] ?? null,
    recorded: rows.value.map(({ entry }) => entry.what),
    isWhole: check.value.kind === "whole",
  };
}

/** Each point with how its runs ended, and the totals. */
function tableOf(runs: readonly Run[]): string {
  const cell = (of: readonly Run[]) =>
    of.map(({ request, starts }) => `${request?.state.kind ?? "none"}×${starts}`).join(" ");
  const lines = points.map((point) =>
    [
      point.padEnd(34),
      ...endings.map((ending) => cell(runs.filter((run) => run.point === point && run.ending === ending))),
    ].join(" | "),
  );
  const count = (fault: RegExp) => runs.filter(({ faults }) => faults.some((one) => fault.test(one))).length;
  const totals = `${runs.length} runs at ${points.length} points × ${endings.join(", ")}: ${count(/twice/)} double restarts, ${count(/lost/)} lost decisions, ${count(/stuck/)} stuck`;
  return [["point".padEnd(34), ...endings].join(" | "), ...lines, totals].join("\n");
}
