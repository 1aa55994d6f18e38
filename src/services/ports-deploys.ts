import type { Deploy } from "../domain/deploy.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { StoreFailure } from "./ports-store.ts";

/** A deploy that somebody marked. */
export interface DeployMark extends Deploy {
  readonly id: string;
  readonly host: string;
  readonly daemon: string;
  /** Slack id. */
  readonly by: string;
}

/** The deploys that people marked. None is ever deleted by an undo. */
export interface DeployStore {
  mark(mark: DeployMark): Promise<Result<null, StoreFailure>>;
  /**
   * Takes back the newest mark of the daemon that is not taken back yet; null where there is none. Its row stays, with who took
   * it back and when. Of two at once each takes another one.
   */
  takeBack(of: {
    readonly host: string;
    readonly daemon: string;
    readonly by: string;
    readonly at: Instant;
  }): Promise<Result<DeployMark | null, StoreFailure>>;
  /** Of a daemon, newest first and at most `deployMarksMax`, without those that are taken back. */
  marks(of: { readonly host: string; readonly daemon: string }): Promise<Result<readonly DeployMark[], StoreFailure>>;
}

/** The model needs the newest alone; a few more let a page show what has been. */
export const deployMarksMax = 20;
