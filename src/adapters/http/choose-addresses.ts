import { isIP } from "node:net";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type AddressKind, kindOfAddress } from "./judge-address.ts";

/**
 * Of the addresses that a host of a URL has, those that may be called; the error is a phrase. Loopback only where the URL
 * itself says so, since a name that somebody else manages may be made to lead there; and a name that had public addresses
 * never leads into the private network later on.
 */
export function createAddressChoice(): (
  host: string,
  addresses: readonly string[],
) => Result<readonly string[], string> {
  /** At most one for each host of the configuration. */
  const wasPublic = new Set<string>();
  return (host, addresses) => {
    const isName = isIP(host) === 0;
    const allowed = addresses.filter((address) => isAllowed(kindOfAddress(address), host));
    if (allowed.length === 0) {
      const shown = addresses[0] ?? "no address";
      return fail(isName ? `its name leads to ${shown}, which is not called` : `${shown} is not called`);
    }
    const isPublic = (address: string) => kindOfAddress(address) === "public";
    const kept = wasPublic.has(host) ? allowed.filter(isPublic) : allowed;
    if (kept.length === 0) {
      return fail(`its name had public addresses and leads to ${allowed[0]} now; restart the bot if that is meant`);
    }
    if (isName && allowed.every(isPublic)) wasPublic.add(host);
    return succeed(kept);
  };
}

function isAllowed(kind: AddressKind, host: string): boolean {
  return kind === "loopback" ? saysLoopback(host) : kind !== "never";
}

function saysLoopback(host: string): boolean {
  return kindOfAddress(host) === "loopback" || /^(.+\.)?localhost\.?$/i.test(host);
}
