import type { SshReach } from "../../domain/host.ts";
import type { Distrust, SeenKey } from "./host-key.ts";
import { knownHostsName } from "./known-hosts.ts";
import type { Explanation, Place } from "./place.ts";
import { describePlace } from "./place.ts";

/** Fingerprints named at most: one of each kind of key. */
const fingerprintsMax = 5;

/** What is wrong with a host's key and how a person settles it. `file` is null where a fingerprint is pinned. */
export function explainDistrust(distrust: Distrust, at: Place & { readonly file: string | null }): Explanation {
  const where = describePlace(at);
  const seen = describeKey(distrust.seen);
  const verify = `Compare it with what "ssh-keygen -l -f /etc/ssh/ssh_host_${keyKind(distrust.seen.type)}_key.pub" prints on the host's own console`;
  switch (distrust.kind) {
    case "changed":
      return {
        reason: "host key changed",
        detail: `${where} showed the key ${seen}, but ${source(at.file)} holds ${expectedKeys(distrust.expected)}. Somebody may be impersonating it, so nothing was sent. ${verify}; only if they are equal, ${mend(at, distrust.seen.type)}.`,
      };
    case "revoked":
      return {
        reason: "host key changed",
        detail: `${where} showed the key ${seen}, which ${source(at.file)} marks as revoked, so nothing was sent. Give the host a new key, or find out who answers at that address.`,
      };
    case "unknown":
      return {
        reason: "host key unknown",
        detail: `${where} is not in ${source(at.file)}${distrust.hasAuthority ? " by a key of its own (host certificates are not supported)" : ""}, so nothing was sent. It showed the key ${seen}. ${verify}; if they are equal, ${mend(at, distrust.seen.type)}.`,
      };
  }
}

function describeKey(key: SeenKey): string {
  return `${key.type} ${key.fingerprint}`;
}

function expectedKeys(keys: readonly SeenKey[]): string {
  return keys.slice(0, fingerprintsMax).map(describeKey).join(", ");
}

function source(file: string | null): string {
  return file ?? "the configuration";
}

function mend({ file, reach }: { readonly file: string | null; readonly reach: SshReach }, type: string): string {
  if (file === null) return "pin that fingerprint in the configuration";
  const name = knownHostsName(reach);
  const port = reach.port === 22 ? "" : ` -p ${reach.port}`;
  return `run "ssh-keygen -f ${file} -R '${name}'; ssh-keyscan -t ${keyKind(type)}${port} ${reach.address} >> ${file}", or pin that fingerprint in the configuration`;
}

/** As ssh-keyscan -t and the file names under /etc/ssh have it. */
function keyKind(type: string): string {
  return type.startsWith("ecdsa-") ? "ecdsa" : type.replace(/^ssh-/, "");
}
