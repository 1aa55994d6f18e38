import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../../support/eventually.ts";
import { eventWithinMs } from "../../support/patience.ts";

/** A Prometheus of its own on loopback, with its data in a temporary folder and nothing to scrape. */
export interface PrometheusServer {
  readonly pid: number;
  readonly folder: string;
  readonly major: number;
  /** The one number that the query answers at this moment, in seconds since 1970. Throws where it is not one number. */
  readonly ask: (query: string, at: number) => Promise<number>;
  readonly remove: () => Promise<void>;
}

/** What it has in store from the start, as `heap_bytes{trace="NAME"}`. */
export interface Series {
  readonly name: string;
  /** Seconds since 1970, in whole 1/8 s, which is what comes through Prometheus's milliseconds unchanged. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** Throws with what to install where there is no Prometheus: a comparison that did not take place has failed. */
export async function startPrometheus(series: readonly Series[]): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), "scipy-prometheus-"));
  const running: ChildProcess[] = [];
  const remove = async (): Promise<void> => {
    await Promise.all(running.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const data = join(folder, "data");
    fill(data, { folder, series });
    const { server, address } = await serve(data, { folder, running });
    const version = await fetch(`${address}/api/v1/status/buildinfo`);
    const { data: build } = (await version.json()) as { data: { version: string } };
    return { pid: Number(server.pid), folder, major: Number.parseInt(build.version, 10), ask: asker(address), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Blocks from a file, since a scrape would take as long as the trace did and the head refuses what is old. */
function fill(data: string, { folder, series }: { folder: string; series: readonly Series[] }): void {
  const file = join(folder, "series.om");
  const lines = series.flatMap(({ name, points }) =>
    points.map(({ at, value }) => `heap_bytes{trace="${name}"} ${value} ${at}`),
  );
  writeFileSync(file, ["# TYPE heap_bytes gauge", ...lines, "# EOF", ""].join("\n"));
  const args = ["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data];
  const { error, status, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  if (error !== undefined) throw missing("promtool", error);
  if (status !== 0) throw new Error(`promtool ended with ${status}: ${stderr}`);
}

async function serve(
  data: string,
  { folder, running }: { folder: string; running: ChildProcess[] },
): Promise<{ readonly server: ChildProcess; readonly address: string }> {
  const config = join(folder, "prometheus.yml");
  writeFileSync(config, "");
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    // The recordings are years old by their timestamps: none of them may be dropped for that.
    "--storage.tsdb.retention.time=100y",
    "--web.listen-address=127.0.0.1:0",
  ];
  const server = spawn("prometheus", options, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  running.push(server);
  let log = "";
  let failed: Error | null = null;
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  server.on("error", (error) => {
    failed = missing("prometheus", error);
  });
  const port = (): string | undefined => /msg="Listening on".* address=127\.0\.0\.1:(\d+)/.exec(log)?.[1];
  await eventually(async () => {
    if (failed !== null) throw failed;
    if (server.exitCode !== null) throw new Error(`prometheus ended with ${server.exitCode}: ${log}`);
    return port() !== undefined && (await fetch(`http://127.0.0.1:${port()}/-/ready`)).ok;
  });
  return { server, address: `http://127.0.0.1:${port()}` };
}

function missing(program: string, { message }: Error): Error {
  return new Error(
    `${program} could not be started (${message}). These tests compare with a real Prometheus: install it, on Debian by "apt-get install prometheus", so that prometheus and promtool are on the PATH.`,
  );
}

function asker(address: string): PrometheusServer["ask"] {
  return async (query, at) => {
    const asked = new URLSearchParams({ query, time: at.toFixed(3) });
    const response = await fetch(`${address}/api/v1/query?${asked}`);
    const body = (await response.json()) as {
      readonly error?: string;
      readonly data?: { readonly result: readonly { readonly value: readonly [number, string] }[] };
    };
    const [one, ...others] = body.data?.result ?? [];
    if (one === undefined || others.length > 0) throw new Error(`${query} at ${at}: ${JSON.stringify(body)}`);
    return Number(one.value[1]);
  };
}

/** By its own handle, and for certain: what does not end when told so is killed. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), eventWithinMs / 2);
  await ended;
  clearTimeout(late);
}
