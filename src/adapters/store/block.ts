import { type Instant, instant, type Millis, millis } from "../../domain/time.ts";
import type { DaemonPoint, HostPoint, Rolled } from "../../services/ports-store.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { Entry } from "./entry.ts";
import { readSeries, type Series, writeSeries } from "./series.ts";

/** Grows when the form changes; a block of another form is not read. */
const form = 1;

/**
 * Entries of one host as one small value, figure by figure. Each daemon's part can be read without the others, so that a
 * day of one daemon is read in milliseconds. All entries are single readings, or stretches of the same length.
 */
export function encodeBlock(entries: readonly Entry[], over: Millis): Buffer {
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const names = new Set(sorted.flatMap(({ daemons }) => [...daemons.keys()]));
  const writer = new ByteWriter();
  writer.whole(form);
  writer.whole(over);
  writer.whole(sorted.length);
  writeSeries(
    writer,
    sorted.map(({ at }) => at),
  );
  writer.bytes(encodeHost(sorted, over));
  writer.whole(names.size);
  for (const name of names) {
    writer.text(name);
    const points = sorted.map(({ daemons }) => daemons.get(name));
    writer.bytes(encodeDaemon(points, over));
  }
  return writer.written();
}

/** Throws where the bytes are no block of this form. */
export function decodeHost(block: Uint8Array): readonly HostPoint[] {
  const open = openBlock(block);
  return hostPart(open.reader.bytes(), open);
}

/** Empty where the daemon is not in it. */
export function decodeDaemon(block: Uint8Array, name: string): readonly DaemonPoint[] {
  const open = openBlock(block);
  const { reader } = open;
  const wanted = Buffer.from(name);
  reader.skipBytes();
  for (let left = reader.whole(); left > 0; left -= 1) {
    if (reader.takeBytes(wanted)) return daemonPart(reader.bytes(), open).filter((point) => point !== null);
    reader.skipBytes();
  }
  return [];
}

export function decodeEntries(block: Uint8Array): readonly Entry[] {
  const open = openBlock(block);
  const hosts = hostPart(open.reader.bytes(), open);
  const daemons = hosts.map(() => new Map<string, DaemonPoint>());
  for (let left = open.reader.whole(); left > 0; left -= 1) {
    const name = open.reader.text();
    for (const [index, point] of daemonPart(open.reader.bytes(), open).entries())
      if (point !== null) daemons[index]?.set(name, point);
  }
  return hosts.map((host, index) => ({ at: host.at, host, daemons: daemons[index] ?? new Map() }));
}

const hostFigures = ["load", "available", "swapUsed", "memoryPressure"] as const;
const daemonFigures = ["heap", "swap", "connections"] as const;

interface OpenBlock {
  readonly reader: ByteReader;
  readonly over: Millis;
  readonly times: readonly Instant[];
}

function openBlock(block: Uint8Array): OpenBlock {
  const reader = new ByteReader(block);
  const found = reader.whole();
  if (found !== form) throw new RangeError(`It has form ${found}, and this version reads form ${form}.`);
  const over = millis(reader.whole());
  const times = readSeries(reader, reader.whole()).map((at) => instant(at ?? 0));
  return { reader, over, times };
}

function encodeHost(entries: readonly Entry[], over: Millis): Buffer {
  const writer = new ByteWriter();
  for (const figure of hostFigures) writeRolled(writer, { over, rolled: entries.map(({ host }) => host[figure]) });
  return writer.written();
}

function hostPart(part: Uint8Array, { over, times }: OpenBlock): readonly HostPoint[] {
  const reader = new ByteReader(part);
  const [load, available, swapUsed, memoryPressure] = hostFigures.map(() => readRolled(reader, over, times.length));
  return times.map((at, index) => ({
    at,
    over,
    load: load?.[index] ?? null,
    available: available?.[index] ?? null,
    swapUsed: swapUsed?.[index] ?? null,
    memoryPressure: memoryPressure?.[index] ?? null,
  }));
}

function encodeDaemon(points: readonly (DaemonPoint | undefined)[], over: Millis): Buffer {
  const writer = new ByteWriter();
  const epochs = points.map((point) => splitEpoch(point?.epoch ?? null));
  const boots = [...new Set(epochs.flatMap((epoch) => epoch?.boot ?? []))];
  const write = (series: Series): void => writeSeries(writer, series);
  write(points.map((point) => (point === undefined ? 0 : 1)));
  for (const figure of daemonFigures)
    writeRolled(writer, { over, rolled: points.map((point) => point?.[figure] ?? null) });
  write(points.map((point) => point?.cpuTicks ?? null));
  writer.whole(boots.length);
  for (const boot of boots) writer.text(boot);
  write(epochs.map((epoch) => (epoch === null ? null : boots.indexOf(epoch.boot))));
  write(epochs.map((epoch) => epoch?.pid ?? null));
  write(epochs.map((epoch) => epoch?.start ?? null));
  return writer.written();
}

function daemonPart(part: Uint8Array, { over, times }: OpenBlock): readonly (DaemonPoint | null)[] {
  const reader = new ByteReader(part);
  const count = times.length;
  const present = readSeries(reader, count);
  const [heap, swap, connections] = daemonFigures.map(() => readRolled(reader, over, count));
  const cpuTicks = readSeries(reader, count);
  const epochs = readEpochs(reader, count);
  return times.map((at, index) => {
    if (present[index] !== 1) return null;
    return {
      at,
      over,
      heap: heap?.[index] ?? null,
      swap: swap?.[index] ?? null,
      connections: connections?.[index] ?? null,
      cpuTicks: cpuTicks[index] ?? null,
      epoch: epochs[index] ?? null,
    };
  });
}

function readEpochs(reader: ByteReader, count: number): readonly (string | null)[] {
  const boots = Array.from({ length: reader.whole() }, () => reader.text());
  const [boot, pid, start] = [readSeries(reader, count), readSeries(reader, count), readSeries(reader, count)];
  const epochs: (string | null)[] = [];
  for (let index = 0; index < count; index += 1) {
    const isSame = [boot, pid, start].every((part) => index > 0 && part[index] === part[index - 1]);
    const name = boots[boot[index] ?? -1];
    const epoch = name === undefined ? null : `${name} ${pid[index]} ${start[index]}`;
    epochs.push(isSame ? (epochs[index - 1] ?? null) : epoch);
  }
  return epochs;
}

/** A single reading is its own minimum, median and maximum. */
function writeRolled(
  writer: ByteWriter,
  { over, rolled }: { readonly over: Millis; readonly rolled: readonly (Rolled | null)[] },
): void {
  writeSeries(
    writer,
    rolled.map((one) => one?.median ?? null),
  );
  if (over === 0) return;
  writeSeries(
    writer,
    rolled.map((one) => one?.min ?? null),
  );
  writeSeries(
    writer,
    rolled.map((one) => one?.max ?? null),
  );
}

/** What stands still shares one object: a day of a daemon is 17,000 of them otherwise. */
function readRolled(reader: ByteReader, over: Millis, count: number): readonly (Rolled | null)[] {
  const medians = readSeries(reader, count);
  const mins = over === 0 ? medians : readSeries(reader, count);
  const maxs = over === 0 ? medians : readSeries(reader, count);
  const rolled: (Rolled | null)[] = [];
  let last = null as Rolled | null;
  for (const [index, median] of medians.entries()) {
    if (median === null) {
      rolled.push(null);
      continue;
    }
    const [min, max] = [mins[index] ?? median, maxs[index] ?? median];
    if (last?.min !== min || last.median !== median || last.max !== max) last = { min, median, max };
    rolled.push(last);
  }
  return rolled;
}

function splitEpoch(epoch: string | null): { boot: string; pid: number; start: number } | null {
  const [, boot, pid, start] = /^(.*) (\d+) (\d+)$/s.exec(epoch ?? "") ?? [];
  return boot === undefined ? null : { boot, pid: Number(pid), start: Number(start) };
}
