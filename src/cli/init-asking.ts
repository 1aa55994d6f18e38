import type { Questioner } from "../services/ports-setup.ts";
import type { Call } from "./call.ts";
import type { Ground } from "./init-ground.ts";
import type { InitOptions } from "./init-options.ts";

/** What the questions of `init` go by. */
export interface Asking {
  readonly call: Call;
  readonly options: InitOptions;
  readonly ground: Ground;
  readonly questioner: Questioner;
}
