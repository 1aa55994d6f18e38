import { type Deploy, pastDeploys } from "../../domain/deploy.ts";
import { type Result, succeed } from "../../domain/result.ts";
import type { Clock } from "../ports.ts";
import type { DeployStore } from "../ports-deploys.ts";
import type { StoreFailure } from "../ports-store.ts";

export interface DeploySources {
  readonly deploys: Pick<DeployStore, "marks">;
  readonly clock: Clock;
}

/** Those that people marked and those of the configuration, newest first and none that is yet to come. */
export async function deploysOf(
  { deploys, clock }: DeploySources,
  of: { readonly host: string; readonly daemon: string; readonly configured: readonly Deploy[] },
): Promise<Result<readonly Deploy[], StoreFailure>> {
  const marked = await deploys.marks({ host: of.host, daemon: of.daemon });
  return marked.ok ? succeed(pastDeploys([...marked.value, ...of.configured], clock.now())) : marked;
}
