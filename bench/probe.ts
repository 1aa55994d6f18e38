import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Measured, measureProbe } from "./probe/measure-probe.ts";
import { measureAnsible, measureNewConnection, type PeerMeasured } from "./probe/peers.ts";
import { type OwnSshd, startSshd } from "./probe/sshd.ts";
import { startDaemons } from "./probe/ten-daemons.ts";

/**
 * What one reading of a host with ten daemons costs that host and the bot, over a real sshd on this machine, beside what
 * people do without a bot: a new connection with `uptime; free; ps aux`, and Ansible. CPU is user and system time; the
 * target's side is all of sshd's processes and what runs in them. Ends within 90 s and leaves no process behind.
 */
const interpreters = ["mawk", "gawk", "busybox", "sh"] as const;

interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly reason?: string;
  readonly peer?: { readonly name: string; readonly value: number | null; readonly reason?: string };
  readonly ratio?: number | null;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const daemons = startDaemons();
  const sshd = await startSshd();
  try {
    const figures = sshd.ok ? await measureAll(sshd.value) : [unmeasured(sshd.error)];
    print(values.json, figures);
  } finally {
    daemons.stop();
    if (sshd.ok) await sshd.value.stop();
  }
}

async function measureAll(sshd: OwnSshd): Promise<readonly Figure[]> {
  const probes = new Map<string, Measured>();
  for (const interpreter of interpreters) {
    const measured = await measureProbe(sshd, interpreter);
    if (measured !== null) probes.set(interpreter, measured);
  }
  const best = probes.values().next().value;
  if (best === undefined) return [unmeasured("no probe answered")];
  const connection = await measureNewConnection(sshd);
  const ansible = await measureAnsible(sshd);
  return [...mainFigures(best, connection, ansible), ...[...probes.values()].flatMap(variantFigures)];
}

function mainFigures(probe: Measured, ...peers: readonly PeerMeasured[]): readonly Figure[] {
  return compared.flatMap(({ name, key, unit }) =>
    peers.map((peer) => ({ name, unit, ...beside(probe[key], peer, key) })),
  );
}

const compared = [
  { name: "target cpu per sample", key: "targetMs", unit: "ms" },
  { name: "bot cpu per sample", key: "botMs", unit: "ms" },
  { name: "processes forked per sample", key: "forks", unit: "processes" },
  { name: "bytes per sample", key: "bytes", unit: "bytes" },
] as const;

function beside(
  value: number,
  peer: PeerMeasured,
  key: (typeof compared)[number]["key"],
): Omit<Figure, "name" | "unit"> {
  const other = peer[key];
  const reason = peer.reason === null ? {} : { reason: peer.reason };
  return {
    value: round(value),
    peer: { name: peer.name, value: other === null ? null : round(other), ...reason },
    ratio: other === null || other === 0 ? null : round(value / other),
  };
}

function variantFigures(probe: Measured): readonly Figure[] {
  const of = probe.program;
  return [
    { name: `target cpu per sample, ${of}`, value: round(probe.targetMs), unit: "ms" },
    { name: `of it the probe itself, ${of}`, value: round(probe.probeMs), unit: "ms" },
    { name: `bot cpu per sample, ${of}`, value: round(probe.botMs), unit: "ms" },
    { name: `processes forked per sample, ${of}`, value: round(probe.forks), unit: "processes" },
    { name: `cpu of the probe's own children, ${of}`, value: round(probe.childrenMs), unit: "ms" },
    { name: `bytes per sample, ${of}`, value: probe.bytes, unit: "bytes" },
    { name: `peak memory on the target, ${of}`, value: probe.peakBytes, unit: "bytes" },
    { name: `target cpu per process list, ${of}`, value: round(probe.listMs), unit: "ms" },
  ];
}

function unmeasured(reason: string): Figure {
  return { name: "target cpu per sample", value: null, unit: "ms", reason };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function print(asJson: boolean | undefined, figures: readonly Figure[]): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ name: "probe", machine, figures })}\n`);
    return;
  }
  const lines = figures.map(({ name, value, unit, peer, ratio }) =>
    peer === undefined
      ? `${name}: ${value} ${unit}`
      : `${name}: ${value} ${unit}; ${peer.name}: ${peer.value} (× ${ratio})`,
  );
  process.stdout.write(`${machine}\n${lines.join("\n")}\n`);
}

await main();
