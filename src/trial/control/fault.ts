import { z } from "zod";
import type { State } from "../state.ts";
import { answered, type ControlAnswer, type Route } from "./route.ts";

/** No test needs a fault more often than this. */
const TIMES_MAX = 10_000;

/** An hour: the longest outage that a person would sit out. */
const SECONDS_MAX = 3600;

/** How long a hanging call hangs where nothing is said: longer than any sensible time-out. */
const HANG_SECONDS = 60;

/** Retry-After of a rate limit, and the length of an outage, where nothing is said. */
const SECONDS = 1;

const body = z.object({
  kind: z.enum([
    "rate-limit",
    "http-500",
    "hang",
    "lost-response",
    "disconnect",
    "kill-socket",
    "invalid-auth",
    "outage",
  ]),
  method: z.string().min(1).optional(),
  times: z.int().min(1).max(TIMES_MAX).default(1),
  seconds: z.number().min(0).max(SECONDS_MAX).optional(),
});

/** Makes something go wrong: at the next calls of the Web API, or with the connections at once. */
export const faultRoute: Route<z.infer<typeof body>> = { path: "/fault", body, act: cause };

function cause(state: State, { kind, method, times, seconds }: z.infer<typeof body>): ControlAnswer {
  switch (kind) {
    case "disconnect":
      state.sockets.recycle(times);
      break;
    case "kill-socket":
      state.sockets.cut(times);
      break;
    case "outage":
      state.faults.beginOutage(seconds ?? SECONDS);
      state.sockets.cut(state.sockets.count());
      break;
    default:
      state.faults.arm(
        { kind, method: method ?? null, seconds: seconds ?? (kind === "hang" ? HANG_SECONDS : SECONDS) },
        times,
      );
  }
  return answered({ ok: true });
}
