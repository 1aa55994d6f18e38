import type { HostFailure } from "../host.ts";
import type { Sample } from "../sample.ts";
import type { Instant } from "../time.ts";

/** What one poll of a recording gave: figures, or that the host did not answer. */
export type Poll =
  | { readonly kind: "read"; readonly at: Instant; readonly sample: Sample }
  | { readonly kind: "missed"; readonly at: Instant; readonly failure: HostFailure };
