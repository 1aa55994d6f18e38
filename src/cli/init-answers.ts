import type { Setup, SetupFiles } from "../config/setup.ts";
import type { Secret } from "../domain/secret.ts";

/** All that `init` needs to know before it writes anything. */
export interface InitAnswers {
  /** Null where `scipy.yml` stays as it is. */
  readonly config: { readonly setup: Setup; readonly files: SetupFiles } | null;
  /** Null where `.env` stays as it is. */
  readonly tokens: InitTokens | null;
}

/** Null where somebody wants to put them in later. */
export interface InitTokens {
  readonly bot: Secret | null;
  readonly app: Secret | null;
}
