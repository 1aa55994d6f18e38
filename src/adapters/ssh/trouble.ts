import type { Millis } from "../../domain/time.ts";
import type { Distrust } from "./host-key.ts";

/** Everything that can go wrong between the bot and a host, before `reasonOf` puts it into words. */
export type Trouble =
  | { readonly kind: "key file"; readonly file: string; readonly fault: KeyFileFault }
  | { readonly kind: "known hosts unreadable"; readonly file: string; readonly error: unknown }
  | { readonly kind: "connect failed"; readonly stage: ConnectStage; readonly error: unknown }
  | {
      readonly kind: "connect overdue";
      readonly stage: ConnectStage;
      readonly waited: Millis;
      readonly goesOn: boolean;
    }
  | { readonly kind: "host key distrusted"; readonly distrust: Distrust; readonly file: string | null }
  | { readonly kind: "channel refused"; readonly error: unknown }
  | { readonly kind: "link lost"; readonly error: unknown }
  | ProgramEnded
  | { readonly kind: "answer overdue"; readonly waited: Millis; readonly asked: boolean }
  | { readonly kind: "too much output"; readonly bytesMax: number }
  | Flooded
  | { readonly kind: "queue full"; readonly waiting: number; readonly of: "this host" | "all hosts" }
  | { readonly kind: "stopped" };

/** How far a connection has come: not begun, no TCP yet, TCP but no agreed keys, keys but no login. */
export type ConnectStage = "queued" | "tcp" | "handshake" | "login";

/** More than any honest host needs has passed over the connection, outside of what a channel carries. */
export interface Flooded {
  readonly kind: "flooded";
  readonly by: "received" | "sent" | "awaited";
  /** Bytes; of what is awaited, replies. */
  readonly max: number;
}

export interface ProgramEnded {
  readonly kind: "program ended";
  readonly code: number | null;
  readonly signal: string | null;
  /** The beginning of what it wrote to its error output. */
  readonly stderr: string;
  /** It had answered on this channel before, so it did run. */
  readonly hadAnswered: boolean;
}

export type KeyFileFault =
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly code: string }
  | { readonly kind: "symbolic link" }
  | { readonly kind: "not a file" }
  | { readonly kind: "lax mode"; readonly mode: number }
  | { readonly kind: "lax folder"; readonly folder: string; readonly mode: number }
  | { readonly kind: "foreign owner"; readonly uid: number }
  | { readonly kind: "encrypted" }
  | { readonly kind: "no private key" };
