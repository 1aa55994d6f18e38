import { codesRule, type FileRule, knownHostsRule, privateKeyRule } from "./file-rule.ts";
import type { Finding, KeyPath } from "./finding.ts";
import { isMapping, itemsOf, valueAt } from "./value-at.ts";

/** A file that `scipy.yml` names, and where it does. */
export interface NamedFile {
  readonly path: KeyPath;
  readonly at: Finding["at"];
  /** As it is written. */
  readonly name: string;
  readonly rule: FileRule;
}

/** Where OpenSSH keeps the keys of the hosts that one has signed in to; what counts when nothing else is said. */
export const usualKnownHosts = "~/.ssh/known_hosts";

/** Every file once, at its first mention. Works on any value. */
export function namedFiles(value: unknown): readonly NamedFile[] {
  const defaults = valueAt(value, ["defaults"]);
  const hosts = itemsOf(valueAt(value, ["hosts"]));
  const named = [
    ...codesFile(value),
    ...mentions(defaults, ["defaults"]),
    ...hosts.flatMap((host, index) => ofHost(host, defaults, ["hosts", index])),
  ];
  return [
    ...new Map(named.toReversed().map((file) => [`${file.name} ${file.rule.modeNever}`, file])).values(),
  ].toReversed();
}

function codesFile(value: unknown): readonly NamedFile[] {
  const name = valueAt(value, ["restarts", "codes"]);
  return typeof name === "string" ? [{ path: ["restarts", "codes"], at: "value", name, rule: codesRule }] : [];
}

function ofHost(host: unknown, defaults: unknown, path: KeyPath): readonly NamedFile[] {
  // A host whose way of connecting is unknown may need no files at all: its own fault is enough to tell.
  if (!isMapping(host) || (host["connect"] ?? "ssh") !== "ssh") return [];
  const isTrustSaid = ["known_hosts", "fingerprint"].some((key) => valueAt(host, [key]) !== undefined);
  if (isTrustSaid || valueAt(defaults, ["known_hosts"]) !== undefined) return mentions(host, path);
  const usual = { path: [...path, "known_hosts"], at: "parent", name: usualKnownHosts, rule: knownHostsRule } as const;
  return [...mentions(host, path), usual];
}

function mentions(mapping: unknown, path: KeyPath): readonly NamedFile[] {
  const kinds = [
    { keys: ["key"], rule: privateKeyRule },
    { keys: ["restart_by", "key"], rule: privateKeyRule },
    { keys: ["known_hosts"], rule: knownHostsRule },
  ];
  return kinds.flatMap(({ keys, rule }): readonly NamedFile[] => {
    const name = valueAt(mapping, keys);
    return typeof name === "string" ? [{ path: [...path, ...keys], at: "value", name, rule }] : [];
  });
}
