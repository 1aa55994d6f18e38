import type { Figure } from "../figure.ts";
import type { Instant, Millis } from "../time.ts";

/** What was shown to who approved, and is held against the host again before anything is sent. */
export interface FrozenPlan {
  /** Over all that is below, so that a click is bound to what was seen. */
  readonly hash: string;
  /** Of the host, "SHA256:…"; null for the machine that the bot runs on. */
  readonly hostKey: string | null;
  /** The daemon's generation as the bot reads it: boot id, pid and start ticks of its parent process. */
  readonly epoch: string;
  /** The same as the guard on the host says it, who restarts that generation alone; null without a guard. */
  readonly generation: string | null;
  /** The exact words that run on the host. */
  readonly argv: readonly string[];
  /** Words that let the daemon end its work before; null where there are none. */
  readonly drain: { readonly argv: readonly string[]; readonly withinMs: Millis } | null;
  /** The daemon's processes, its figures and who is connected, when it was asked for. */
  readonly measured: Measure;
  /** The most connections first; at most 20. Empty where the host does not tell. */
  readonly peers: readonly Peer[];
  /** From what earlier restarts took. */
  readonly downtimeMs: Figure<Millis>;
  readonly givesBackBytes: Figure;
  /** Connections that the last restarts cut, newest first; at most 5. */
  readonly cutBefore: readonly number[];
}

/** Established connections of one address, which a restart would cut. */
export interface Peer {
  /** As the host says it, without its port. */
  readonly address: string;
  readonly port: number;
  readonly count: number;
  /** For how long they have been quiet; null or left out where the host does not tell. */
  readonly quiet?: PeerQuiet | null;
}

export interface PeerQuiet {
  /** Since the last byte either way, of the liveliest and of the quietest of them. */
  readonly idle: { readonly from: Millis; readonly to: Millis };
  /** One of them has been open for so long at least: the kernel keeps no time of its beginning, but the last byte came after it. */
  readonly openFor: Millis;
}

/** A host and a daemon of it at one moment. */
export interface Measure {
  readonly at: Instant;
  /** Null where none runs, or where that is not known. */
  readonly epoch: string | null;
  /** Whether it is not known if a process runs: the host does not let the bot see. */
  readonly isUnseen: boolean;
  readonly heapBytes: Figure;
  readonly connections: Figure;
  /** Whether each of the daemon's ports is listened on; null where the host does not tell or it has none. */
  readonly listening: boolean | null;
  /** Null where it has no health address. */
  readonly health: "answers" | "fails" | null;
  readonly availableBytes: Figure;
  readonly swapUsedBytes: Figure;
  readonly load: Figure;
  /** PSI memory full avg60, in percent. */
  readonly memoryFull60: Figure;
  /** Pages a second over the last minute. */
  readonly swapInPages: Figure;
}
