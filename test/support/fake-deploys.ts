import { fail, type Result, succeed } from "../../src/domain/result.ts";
import type { DeployMark, DeployStore } from "../../src/services/ports-deploys.ts";
import type { StoreFailure } from "../../src/services/ports-store.ts";

/** Marks of deploys in memory; or the store's failure. */
export class FakeDeploys implements DeployStore {
  all: DeployMark[] = [];
  failure: StoreFailure | null = null;

  async mark(mark: DeployMark): Promise<Result<null, StoreFailure>> {
    if (this.failure !== null) return fail(this.failure);
    this.all.push(mark);
    return succeed(null);
  }

  async takeBack({ host, daemon }: Parameters<DeployStore["takeBack"]>[0]) {
    if (this.failure !== null) return fail(this.failure);
    const last = this.all.findLast((mark) => mark.host === host && mark.daemon === daemon) ?? null;
    this.all = this.all.filter((mark) => mark !== last);
    return succeed(last);
  }

  async marks({ host, daemon }: Parameters<DeployStore["marks"]>[0]) {
    if (this.failure !== null) return fail(this.failure);
    return succeed(this.all.filter((mark) => mark.host === host && mark.daemon === daemon).reverse());
  }
}
