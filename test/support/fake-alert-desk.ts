import type { ActionRefusal } from "../../src/domain/alert/act.ts";
import type { Alert, FiringAlert } from "../../src/domain/alert/alert.ts";
import { isInScope, type Silence, type SilenceScope } from "../../src/domain/alert/silence.ts";
import { fail, type Result, succeed } from "../../src/domain/result.ts";
import { type Instant, instant } from "../../src/domain/time.ts";
import type { AlertDesk, ReportOutcome, ReportRequest, SilenceRequest } from "../../src/services/alerts/alert-desk.ts";

/** A desk that holds what it is given, does at once what it is asked, and keeps note of it. */
export class FakeAlertDesk implements AlertDesk {
  readonly asked: { readonly what: string; readonly with: unknown }[] = [];
  alerts: Alert[] = [];
  silenced: Silence[] = [];
  /** Set, everything that people ask for is refused with it. */
  refusal: ActionRefusal | null = null;
  /** What people ask for is done when this resolves. */
  gate: Promise<void> = Promise.resolve();
  outcome: ReportOutcome = { report: "report-1", foldedInto: null, count: 1 };
  /** How far the wall clock is ahead of the desk's times, in ms. */
  wallOffsetMs = 0;

  open(): readonly FiringAlert[] {
    return this.alerts.filter((alert) => alert.kind === "firing");
  }

  find(id: string): Alert | null {
    return this.alerts.find((alert) => alert.id === id) ?? null;
  }

  silences(): readonly Silence[] {
    return this.silenced;
  }

  acknowledge(alert: string, by: string): Promise<Result<FiringAlert, ActionRefusal>> {
    return this.#take("acknowledge", { alert, by }, () => this.#firing(alert));
  }

  wouldSilence(scope: SilenceScope): readonly FiringAlert[] {
    return this.open().filter(({ key }) => isInScope(key, scope));
  }

  silence(asked: SilenceRequest): Promise<Result<Silence, ActionRefusal>> {
    return this.#take("silence", asked, () => {
      const silence = aSilence({ ...asked, id: `silence-${this.silenced.length + 1}` });
      this.silenced.push(silence);
      return silence;
    });
  }

  endSilence(id: string, by: string): Promise<Result<Silence, ActionRefusal>> {
    return this.#take("end silence", { silence: id, by }, () => {
      const ended = this.silenced.find((silence) => silence.id === id);
      this.silenced = this.silenced.filter((silence) => silence !== ended);
      return ended ?? aSilence({ id });
    });
  }

  test(asked: Parameters<AlertDesk["test"]>[0]): Promise<Result<null, ActionRefusal>> {
    return this.#take("test", asked, () => null);
  }

  judge(asked: Parameters<AlertDesk["judge"]>[0]): Promise<Result<null, ActionRefusal>> {
    return this.#take("judge", asked, () => null);
  }

  report(asked: ReportRequest): Promise<Result<ReportOutcome, ActionRefusal>> {
    return this.#take("report", asked, () => this.outcome);
  }

  answerReport(asked: Parameters<AlertDesk["answerReport"]>[0]): Promise<Result<null, ActionRefusal>> {
    return this.#take("answer report", asked, () => null);
  }

  wallTime(steady: Instant): Instant {
    return instant(steady + this.wallOffsetMs);
  }

  async #take<T>(what: string, asked: unknown, act: () => T): Promise<Result<T, ActionRefusal>> {
    this.asked.push({ what, with: asked });
    await this.gate;
    return this.refusal === null ? succeed(act()) : fail(this.refusal);
  }

  #firing(id: string): FiringAlert {
    const alert = this.find(id);
    if (alert?.kind !== "firing") throw new Error(`${id} does not fire: give the desk a refusal`);
    return alert;
  }
}

/** All alerts on web-1, for two hours from 09:00 on. */
export function aSilence(changes: Partial<Silence> = {}): Silence {
  const since = instant(Date.UTC(2026, 0, 15, 9));
  return {
    id: "silence-1",
    scope: { host: "web-1", rule: null, daemon: null },
    reason: "deploying",
    by: "U01",
    since,
    until: instant(since + 2 * 3_600_000),
    untilRestart: false,
    severities: {},
    ...changes,
  };
}
