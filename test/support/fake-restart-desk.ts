import type { AuditRow } from "../../src/domain/restart/audit-entry.ts";
import type { FrozenPlan } from "../../src/domain/restart/frozen-plan.ts";
import type { RestartRefusal, StandingApproval } from "../../src/domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../src/domain/restart/restart-request.ts";
import type { RestartRights } from "../../src/domain/restart/restart-rights.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { RestartDesk } from "../../src/services/restarts/restart-desk.ts";
import { allRights } from "./known-words.ts";
import { aRequest, aStanding } from "./restart-request.ts";

/** A desk that keeps what it is asked and answers as the test says. */
export class FakeRestartDesk implements RestartDesk {
  readonly asked: unknown[] = [];
  requests: readonly RestartRequest[] = [];
  rows: readonly AuditRow[] = [];
  plan: FrozenPlan = aRequest().plan;
  /** Every act is refused with this; null lets it pass. */
  refusal: RestartRefusal | null = null;

  open = () => this.requests;
  locks = () => [{ host: null, by: "U09", reason: "moving house", at: 0 }];
  /** Ids of requests that wait for whoever asks. */
  waiting: readonly string[] = [];
  waitingFor = async () => new Set(this.waiting);
  rights: RestartRights = allRights;
  rightsOf = async () => this.rights;
  find: RestartDesk["find"] = async (by) =>
    succeed(this.requests.find((one) => ("id" in by ? one.id === by.id : one.number === by.number)) ?? null);
  past: RestartDesk["past"] = async () => succeed(this.requests);
  audit: RestartDesk["audit"] = async () => succeed(this.rows);
  newestAudit: RestartDesk["newestAudit"] = async () => succeed(this.rows);
  shownAt: RestartDesk["shownAt"] = () => null;
  prepare: RestartDesk["prepare"] = async (of) => this.#done({ prepare: of }, this.plan);
  ask: RestartDesk["ask"] = async (asked) => this.#done({ ask: asked }, aRequest());
  breakGlass: RestartDesk["breakGlass"] = async (asked) => this.#done({ breakGlass: asked }, aRequest());
  decide: RestartDesk["decide"] = async (click) => this.#done({ decide: click }, aRequest());
  cancel: RestartDesk["cancel"] = async (click) => this.#done({ cancel: click }, aRequest());
  settle: RestartDesk["settle"] = async (click) => this.#done({ settle: click }, aRequest());
  lock: RestartDesk["lock"] = async (asked) =>
    this.#done({ lock: asked }, { host: asked.host, by: "U01", reason: "", at: 0 });
  unlock: RestartDesk["unlock"] = async (asked) =>
    this.#done({ unlock: asked }, { host: asked.host, by: "U01", reason: "", at: 0 });

  standings: readonly StandingApproval[] = [];
  standing = () => this.standings;
  sign: RestartDesk["sign"] = async (asked) => this.#done({ sign: asked }, aStanding());
  withdraw: RestartDesk["withdraw"] = async (asked) => this.#done({ withdraw: asked }, aStanding());

  #done<T>(asked: unknown, value: T) {
    this.asked.push(asked);
    return this.refusal === null ? succeed(value) : fail(this.refusal);
  }
}
