import { checkAlerts } from "./check-alerts.ts";
import { checkCodes } from "./check-codes.ts";
import { checkDaemons } from "./check-daemons.ts";
import { checkRestartBy } from "./check-restart-by.ts";
import { checkHeartbeat, checkKeep } from "./check-spans.ts";
import { quote } from "./describe-value.ts";
import type { Finding, KeyPath } from "./finding.ts";
import { isMapping, itemsOf, valueAt } from "./value-at.ts";

/** What one key says of another. Works on any value, so that these faults are listed beside those of the schema. */
export function crossCheck(value: unknown): readonly Finding[] {
  const hosts = itemsOf(valueAt(value, ["hosts"]));
  const defaults = valueAt(value, ["defaults"]);
  return [
    ...repeatedNames(hosts, ["hosts"]),
    ...secondLocalHosts(hosts),
    ...checkAlerts(value),
    ...checkKeep(value),
    ...checkHeartbeat(value),
    ...checkCodes(value),
    ...hosts.flatMap((host, index) => [
      ...checkReach(host, defaults, ["hosts", index]),
      ...repeatedNames(itemsOf(valueAt(host, ["daemons"])), ["hosts", index, "daemons"]),
      ...checkRestartBy(host, ["hosts", index]),
      ...checkDaemons(itemsOf(valueAt(host, ["daemons"])), ["hosts", index, "daemons"]),
    ]),
  ];
}

/** Names are compared without regard to case, as commands do. */
function repeatedNames(list: readonly unknown[], path: KeyPath): readonly Finding[] {
  const seen = new Map<string, number>();
  return list.flatMap((item, index) => {
    const name = valueAt(item, ["name"]);
    if (typeof name !== "string") return [];
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), index);
    if (first === undefined) return [];
    const sentence = `the name ${quote(name)} is taken by ${path.at(-1)}[${first}]. Give each its own.`;
    return [
      { path: [...path, index, "name"], at: "value", found: quote(name), expected: "a name of its own", sentence },
    ];
  });
}

function secondLocalHosts(hosts: readonly unknown[]): readonly Finding[] {
  const local = hosts.flatMap((host, index) => (valueAt(host, ["connect"]) === "local" ? [index] : []));
  const sentence = `hosts[${local[0]}] is already the machine that the bot runs on. Keep one of them.`;
  return local
    .slice(1)
    .map((index) => ({ path: ["hosts", index, "connect"], at: "value", found: '"local"', expected: "ssh", sentence }));
}

const sshKeys = ["address", "port", "user", "key", "known_hosts", "fingerprint"] as const;

function checkReach(host: unknown, defaults: unknown, path: KeyPath): readonly Finding[] {
  if (!isMapping(host)) return [];
  if (host["connect"] === "local") {
    const useless = sshKeys.filter((key) => Object.hasOwn(host, key));
    return useless.map((key) => uselessKey([...path, key]));
  }
  if (host["connect"] !== undefined && host["connect"] !== "ssh") return [];
  const needed = [
    { key: "user", expected: "the name of an account on the host" },
    { key: "key", expected: "the path of a private key file on this machine" },
  ];
  const missing = needed.filter(({ key }) => !Object.hasOwn(host, key) && valueAt(defaults, [key]) === undefined);
  return [...missing.map(({ key, expected }) => missingKey([...path, key], expected)), ...twoTrusts(host, path)];
}

function uselessKey(path: KeyPath): Finding {
  const sentence = "a local host is not reached by SSH. Delete this key, or connect: local.";
  return { path, at: "key", found: String(path.at(-1)), expected: "no keys of SSH on a local host", sentence };
}

function missingKey(path: KeyPath, expected: string): Finding {
  const sentence = `missing. Expected ${expected}, here or under defaults. For the machine that the bot runs on write connect: local.`;
  return { path, at: "parent", found: "nothing", expected, sentence };
}

function twoTrusts(host: Readonly<Record<string, unknown>>, path: KeyPath): readonly Finding[] {
  if (!Object.hasOwn(host, "fingerprint") || !Object.hasOwn(host, "known_hosts")) return [];
  const expected = "known_hosts or fingerprint";
  const sentence =
    "the host's key is verified either against known_hosts or against its fingerprint. Keep one of them.";
  return [{ path: [...path, "fingerprint"], at: "key", found: "both", expected, sentence }];
}
