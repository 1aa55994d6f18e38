import { isIP } from "node:net";
import type { HealthOutcome } from "../../domain/alert/event.ts";
import { type Millis, renderDuration } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import type { HttpProbe } from "../../services/ports-http.ts";
import { type AddressCall, callAddress } from "./call-address.ts";
import { createAddressChoice } from "./choose-addresses.ts";
import { outcomeOfGet, outcomeOfPost, whyNoAnswer } from "./explain-call.ts";
import { createResolver, type ResolveName } from "./resolve-names.ts";

export interface HttpProbeOptions {
  readonly clock: Clock;
  /** The machine's own unless a test has another. */
  readonly resolveName?: ResolveName;
}

/** Calls what the configuration names: looks a name up once, judges its addresses and connects to just these. */
export function createHttpProbe({ clock, resolveName }: HttpProbeOptions): HttpProbe {
  const probing: Probing = { clock, resolve: createResolver(resolveName), choose: createAddressChoice() };
  return {
    get: (url, deadline) => call(probing, { text: url, method: "GET", deadline, judge: outcomeOfGet }),
    post: (url, deadline) => call(probing, { text: url, method: "POST", deadline, judge: outcomeOfPost }),
  };
}

interface Probing {
  readonly clock: Clock;
  readonly resolve: ResolveName;
  readonly choose: ReturnType<typeof createAddressChoice>;
}

interface Asked {
  readonly text: string;
  readonly method: AddressCall["method"];
  readonly deadline: Millis;
  readonly judge: typeof outcomeOfGet;
}

async function call(probing: Probing, asked: Asked): Promise<HealthOutcome> {
  const url = URL.canParse(asked.text) ? new URL(asked.text) : null;
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === null || !isWeb) return failed("is no address with http:// or https://");
  if (url.username !== "" || url.password !== "") return failed("has a user or a password in its address");
  const end = new AbortController();
  const late = failed(`gave no answer within ${renderDuration(asked.deadline)}`);
  return new Promise((resolve) => {
    const cancel = probing.clock.after(asked.deadline, () => {
      resolve(late);
      end.abort();
    });
    callWithin(probing, { ...asked, url, signal: end.signal })
      .then(resolve, (error: unknown) => resolve(failed(whyNoAnswer(error))))
      .finally(cancel);
  });
}

type Calling = Asked & Pick<AddressCall, "url" | "signal">;

async function callWithin({ clock, resolve, choose }: Probing, calling: Calling): Promise<HealthOutcome> {
  const { url, method, signal, judge } = calling;
  const began = clock.monotonic();
  // An IPv6 address stands in brackets.
  const inBrackets = url.hostname.replace(/^\[|\]$/g, "");
  const host = isIP(inBrackets) === 0 ? url.hostname : inBrackets;
  const chosen = choose(host, await resolve(host));
  if (!chosen.ok) return failed(`was not called: ${chosen.error}`);
  // The time may be over by now.
  if (signal.aborted) return failed("gave no answer");
  const status = await callAddress({ url, method, addresses: chosen.value, signal });
  return judge(status, clock.monotonic() - began);
}

function failed(what: string): HealthOutcome {
  return { ok: false, what };
}
