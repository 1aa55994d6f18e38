/** What can be made to go wrong. `seconds` is how long the bot has to wait, or how long the outage or hang lasts. */
export type FaultKind =
  | "rate-limit"
  | "http-500"
  | "hang"
  | "lost-response"
  | "disconnect"
  | "kill-socket"
  | "invalid-auth"
  | "outage";

/** Faults that wait for a call of the Web API; the others strike at once. */
export type CallFaultKind = Exclude<FaultKind, "disconnect" | "kill-socket" | "outage">;

export interface CallFault {
  readonly kind: CallFaultKind;
  /** The method it waits for; null for any. */
  readonly method: string | null;
  readonly seconds: number;
}

export interface Faults {
  arm(fault: CallFault, times: number): void;
  /** The fault that befalls this call, which is thereby used up; null for none. */
  take(method: string): CallFault | null;
  beginOutage(seconds: number): void;
  isOut(): boolean;
  clear(): void;
}

export function createFaults(options: { now: () => number }): Faults {
  let armed: { readonly fault: CallFault; left: number }[] = [];
  let outUntil = 0;
  return {
    arm: (fault, times) => void armed.push({ fault, left: times }),
    take(method) {
      const hit = armed.find(({ fault }) => fault.method === null || fault.method === method);
      if (hit === undefined) return null;
      hit.left -= 1;
      armed = armed.filter((each) => each.left > 0);
      return hit.fault;
    },
    beginOutage: (seconds) => {
      outUntil = options.now() + seconds * 1000;
    },
    isOut: () => options.now() < outUntil,
    clear() {
      armed = [];
      outUntil = 0;
    },
  };
}
