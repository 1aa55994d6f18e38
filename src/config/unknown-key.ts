import { nearest } from "../domain/command/nearest.ts";
import { quote } from "./describe-value.ts";
import type { Finding, KeyPath } from "./finding.ts";
import { keysAt } from "./schema-keys.ts";

/** What other tools call the things, where no slip of the finger explains it. */
const otherWords: Readonly<Record<string, string>> = {
  hostname: "address",
  host: "address",
  ip: "address",
  username: "user",
  identity_file: "key",
  identityfile: "key",
  key_file: "key",
  private_key: "key",
  ssh_key: "key",
  service: "unit",
  process: "command",
  url: "health",
  limit: "threshold",
  services: "daemons",
  servers: "hosts",
};

/** A key that the schema does not know: with the one that was probably meant, or with where it belongs. */
export function unknownKey(path: KeyPath): Finding {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const known = keysAt(parent);
  const meant = nearest(key, known) ?? otherWord(key, known);
  const home = meant === null ? known.find((sibling) => keysAt([...parent, sibling]).includes(key)) : undefined;
  const isOfHost = meant === null && parent.at(-1) === "alerts" && keysAt(["alerts"]).includes(key);
  const expected = known.length === 0 ? "no key" : `one of ${known.join(", ")}`;
  const sentence = `unknown key. ${isOfHost ? upwards(key, parent) : advice({ key, meant, home, expected })}`;
  return {
    path,
    at: "key",
    found: quote(key),
    expected,
    sentence,
    meant: meant ?? home ?? null,
  };
}

/** A key of alerts that holds for more than a daemon, or for more than a host. */
function upwards(key: string, parent: KeyPath): string {
  const isHosts = keysAt(["hosts", 0, "alerts"]).includes(key) && parent.includes("daemons");
  return isHosts
    ? "It holds for a whole host: move it to the host's alerts."
    : "It holds for all hosts: move it to alerts at the top.";
}

function otherWord(key: string, known: readonly string[]): string | null {
  const word = otherWords[key.toLowerCase().replaceAll("-", "_")];
  return word !== undefined && known.includes(word) ? word : null;
}

interface Advised {
  readonly key: string;
  readonly meant: string | null;
  readonly home: string | undefined;
  readonly expected: string;
}

function advice({ key, meant, home, expected }: Advised): string {
  if (meant !== null) return `Did you mean "${meant}"?`;
  if (home !== undefined) return `It belongs under "${home}".`;
  if (/pass(word|phrase)/i.test(key)) return "The bot signs in with a key file alone: name it under key.";
  if (/token|secret/i.test(key)) return "Tokens do not belong in this file: put them into .env.";
  if (key === "<<") return 'Merging is not part of YAML 1.2. Say what hosts have in common under "defaults".';
  return `Expected ${expected}.`;
}
