import type { RuleName } from "../alert/rule.ts";
import type { SilenceScope } from "../alert/silence.ts";
import type { SilenceLength } from "./parse-length.ts";

/** What can be asked of the bot with its slash command. */
export type Command =
  | { readonly kind: "help" }
  /** Whether anything keeps the bot from its work. */
  | { readonly kind: "doctor" }
  | { readonly kind: "status"; readonly host: string | null }
  | { readonly kind: "why"; readonly host: string | null }
  /** At least one daemon, unless none is configured. */
  | { readonly kind: "heap"; readonly daemons: KnownWords["daemons"] }
  /** The same: how earlier forecasts of them stood up to what came. */
  | { readonly kind: "track record"; readonly daemons: KnownWords["daemons"] }
  /** Another release runs since now; the note is its name, printable, at most `deployNoteMax` characters. */
  | {
      readonly kind: "deploy";
      readonly act: "mark";
      readonly host: string;
      readonly daemon: string;
      readonly note: string | null;
    }
  /** Takes the last mark back. */
  | { readonly kind: "deploy"; readonly act: "undo"; readonly host: string; readonly daemon: string }
  /** Null: of all hosts that have daemons. */
  | { readonly kind: "plan"; readonly host: string | null }
  | { readonly kind: "capacity"; readonly host: string | null }
  | { readonly kind: "alerts" }
  | { readonly kind: "alerts noise" }
  | { readonly kind: "alerts test"; readonly rule: RuleName; readonly host: string | null }
  /** What is silenced, to be ended by its buttons. */
  | { readonly kind: "silence list" }
  /** Asks by a dialog. */
  | { readonly kind: "silence dialog" }
  | {
      readonly kind: "silence";
      readonly scope: SilenceScope;
      readonly length: SilenceLength;
      /** Printable, at most `reasonMax` characters. */
      readonly reason: string;
    }
  /** Ends each silence of exactly this host, and of this daemon or rule where one is named. */
  | { readonly kind: "unsilence"; readonly scope: SilenceScope }
  /** An empty reason asks by a dialog. */
  | {
      readonly kind: "restart";
      readonly host: string;
      readonly daemon: string;
      readonly timing: "now" | "window";
      readonly reason: string;
    }
  | { readonly kind: "dry-run"; readonly host: string; readonly daemon: string }
  | { readonly kind: "break-glass"; readonly host: string; readonly daemon: string; readonly reason: string }
  | { readonly kind: "approvals" }
  /** Approves beforehand, for so many days, what the plan wants; null ends it. */
  | { readonly kind: "standing"; readonly host: string; readonly daemon: string; readonly days: number | null }
  /** Null: everything. */
  | { readonly kind: "lock"; readonly host: string | null; readonly reason: string }
  | { readonly kind: "unlock"; readonly host: string | null }
  /** Null: the newest lines, whatever they are about. */
  | { readonly kind: "audit"; readonly number: number | null }
  /** An empty text asks by a dialog. */
  | { readonly kind: "report"; readonly host: string | null; readonly text: string };

/** Why a command was not understood. The sentence does not repeat the suggestion. */
export interface UsageError {
  readonly sentence: string;
  /** A whole command that was perhaps meant, for example "/scipy status web-1". Never carried out unasked. */
  readonly suggestion: string | null;
  /** The suggestion shows how it is written; it is no guess at what was meant. */
  readonly isExample?: true;
}

export interface KnownWords {
  readonly hosts: readonly string[];
  /** Each daemon on each host, since people know those names too. */
  readonly daemons: readonly { readonly name: string; readonly host: string }[];
  /** With its slash. */
  readonly commandName: string;
}
