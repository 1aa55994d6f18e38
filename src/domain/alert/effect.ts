import type { AlertKey } from "./alert.ts";
import type { Severity } from "./rule.ts";

/** What is to be done about a step, in this order. */
export type AlertEffect =
  /** The alert's root message is to show its newest state: posted the first time, edited later. */
  | { readonly kind: "show"; readonly alert: string }
  /** A line in the alert's thread; `mention` and `broadcast` notify, `log` is history alone. */
  | {
      readonly kind: "tell";
      readonly alert: string;
      readonly how: "log" | "mention" | "broadcast";
      /** Of a mere log: whether it belongs to the brief history (worse, better, resolved) or to the full one alone. */
      readonly history: "brief" | "full";
      /** Whole sentence without markup. */
      readonly sentence: string;
    }
  /** A direct message: escalation, or "still on it?" to the owner. */
  | {
      readonly kind: "direct";
      readonly alert: string;
      readonly to: { readonly kind: "on call" } | { readonly kind: "user"; readonly id: string };
      readonly asks: "look" | "still on it";
      readonly sentence: string;
    }
  /** For the record: each must be told singly or be counted in a digest. */
  | {
      readonly kind: "record";
      readonly alert: string;
      readonly key: AlertKey;
      readonly transition: Transition;
      readonly severity: Severity;
      readonly sentence: string;
    }
  /** The silence is over before its time: it broke, its problem was resolved, or its daemon was restarted. */
  | { readonly kind: "end silence"; readonly silence: string; readonly why: "worse" | "resolved" | "restarted" };

export type Transition =
  | "fired"
  | "worse"
  | "better"
  | "resolved"
  | "acknowledged"
  | "unacknowledged"
  | "silenced"
  | "stale"
  | "flapping";
