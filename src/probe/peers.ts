import { type Figure, mapFigure } from "../domain/figure.ts";
import type { PeerQuiet } from "../domain/restart/frozen-plan.ts";
import { millis } from "../domain/time.ts";
import type { Answer } from "./answer.ts";
import { linesOf } from "./fields.ts";

/** Who is connected to the ports that were asked for. */
export interface Sockets {
  /** Ports that something listens on. */
  readonly listening: ReadonlySet<number>;
  readonly peers: readonly RemotePeer[];
  /** Connections beside those listed. */
  readonly more: number;
}

/** Connections from one address to one port. */
export interface RemotePeer {
  readonly port: number;
  /** "192.0.2.7" or "2001:db8::1", without the remote port. */
  readonly address: string;
  readonly count: number;
  /** For how long its connections have been quiet; null where the host has no `ss`, or it names none of them. */
  readonly quiet: PeerQuiet | null;
}

/** Reads the answer to "peers". A host without IPv6 has the first table alone. */
export function parsePeers(answer: Answer): Figure<Sockets> {
  const four = linesOf(answer, "/proc/net/tcp");
  const six = linesOf(answer, "/proc/net/tcp6");
  const quiet = quietOf(linesOf(answer, "ss").value ?? []);
  return mapFigure(four, (lines) => socketsIn([...lines, ...(six.value ?? [])], quiet));
}

function socketsIn(lines: readonly string[], quiet: ReadonlyMap<string, PeerQuiet>): Sockets {
  const listening = new Set<number>();
  const peers = new Map<string, RemotePeer>();
  let more = 0;
  for (const line of lines) {
    const [word, first = "", remote = ""] = line.split(" ");
    const count = Number(first);
    if (!/^\d{1,9}$/.test(first)) continue;
    if (word === "listen") listening.add(count);
    if (word === "more") more += count;
    const address = word === "peer" ? addressOf(remote) : null;
    if (address === null) continue;
    const key = `${count} ${address}`;
    const known = { port: count, address, quiet: quiet.get(key) ?? null };
    peers.set(key, { ...known, count: (peers.get(key)?.count ?? 0) + 1 });
  }
  return { listening, peers: [...peers.values()].sort((a, b) => b.count - a.count), more };
}

/** Lines of what the probe takes of `ss -Htin`: "idle LOCAL PEER LASTSND LASTRCV", by port and address as in the tables. */
function quietOf(lines: readonly string[]): ReadonlyMap<string, PeerQuiet> {
  const all = new Map<string, PeerQuiet>();
  for (const line of lines) {
    const [word, local = "", peer = "", ...since] = line.split(" ");
    const times = since.filter((text) => /^\d{1,12}$/.test(text)).map(Number);
    const port = /:(\d{1,5})$/.exec(local)?.[1];
    if (word !== "idle" || port === undefined || times.length === 0) continue;
    const key = `${Number(port)} ${bareAddress(peer)}`;
    const idle = Math.min(...times);
    const { idle: range = { from: idle, to: idle }, openFor = 0 } = all.get(key) ?? {};
    all.set(key, {
      idle: { from: millis(Math.min(range.from, idle)), to: millis(Math.max(range.to, idle)) },
      openFor: millis(Math.max(openFor, ...times)),
    });
  }
  return all;
}

/** "[::ffff:192.0.2.7]:443" → "192.0.2.7"; without port, brackets and zone. */
function bareAddress(peer: string): string {
  return peer
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/, "");
}

/**
 * The kernel writes each 32-bit word of an address as a number of the host's own byte order (net/ipv4/tcp_ipv4.c), which is
 * little-endian on all but very few machines; on those the bytes of each word stand the other way round.
 */
function addressOf(remote: string): string | null {
  const [, hex = ""] = /^((?:[0-9A-F]{8}){1}|(?:[0-9A-F]{8}){4}):[0-9A-F]{4}$/.exec(remote) ?? [];
  if (hex === "") return null;
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => bytesOf(word).reverse());
  if (bytes.length === 4) return bytes.join(".");
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12).join(".") : ipv6Of(bytes);
}

function bytesOf(word: string): number[] {
  return (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

/** As RFC 5952 writes it: the longest run of two zero groups or more is left out. */
function ipv6Of(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (Number(bytes[2 * at]) * 256 + Number(bytes[2 * at + 1])).toString(16),
  );
  const runs = [...groups.join(":").matchAll(/(?<![^:])0(:0)+(?![^:])/g)];
  const [longest] = runs.sort((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return groups.join(":");
  const text = groups.join(":");
  const before = text.slice(0, longest.index).replace(/:$/, "");
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}
