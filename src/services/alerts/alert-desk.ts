import type { ActionRefusal } from "../../domain/alert/act.ts";
import type { Alert, FiringAlert } from "../../domain/alert/alert.ts";
import type { RuleName } from "../../domain/alert/rule.ts";
import type { Silence, SilenceScope } from "../../domain/alert/silence.ts";
import type { Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";

/** What people can do about alerts; `notify-alerts` is behind it. */
export interface AlertDesk {
  /** Firing ones, worst first, then oldest. */
  open(): readonly FiringAlert[];
  /** Any that is not closed; null where there is none. */
  find(alert: string): Alert | null;
  silences(): readonly Silence[];
  acknowledge(alert: string, by: string): Promise<Result<FiringAlert, ActionRefusal>>;
  /** The open alerts that such a silence would keep quiet now. */
  wouldSilence(scope: SilenceScope): readonly FiringAlert[];
  silence(asked: SilenceRequest): Promise<Result<Silence, ActionRefusal>>;
  endSilence(silence: string, by: string): Promise<Result<Silence, ActionRefusal>>;
  /** A specimen of the rule goes the whole way. */
  test(asked: {
    readonly rule: RuleName;
    readonly host: string | null;
    readonly by: string;
  }): Promise<Result<null, ActionRefusal>>;
  judge(asked: {
    readonly alert: string;
    readonly by: string;
    readonly verdict: "useful" | "noise";
  }): Promise<Result<null, ActionRefusal>>;
  /** Somebody reports a problem: folded into the host's worst open one, or a message of its own. */
  report(asked: ReportRequest): Promise<Result<ReportOutcome, ActionRefusal>>;
  /** "Better or worse than before?" */
  answerReport(asked: {
    readonly report: string;
    readonly by: string;
    readonly answer: "better" | "worse";
  }): Promise<Result<null, ActionRefusal>>;
  /** Times that people see are wall-clock times; alerts and silences are on the bot's steady time. */
  wallTime(steady: Instant): Instant;
}

export interface SilenceRequest {
  readonly scope: SilenceScope;
  readonly forMs: number;
  readonly untilRestart: boolean;
  readonly reason: string;
  readonly by: string;
}

export interface ReportRequest {
  readonly host: string | null;
  readonly text: string;
  readonly by: string;
  /** A fresh reading, as a sentence with its figures. */
  readonly reading: string;
}

export interface ReportOutcome {
  readonly report: string;
  /** The alert that it was folded into. */
  readonly foldedInto: FiringAlert | null;
  /** How many have reported it, this one included. */
  readonly count: number;
}
