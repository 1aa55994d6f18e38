import type { Finding, KeyPath } from "./finding.ts";
import { keysAt } from "./schema-keys.ts";
import { isMapping, itemsOf, valueAt } from "./value-at.ts";

/** What the daemons of one host say of each other, and the mappings of which exactly one key may be used. */
export function checkDaemons(daemons: readonly unknown[], path: KeyPath): readonly Finding[] {
  return [
    ...repeatedPorts(daemons, path),
    ...daemons.flatMap((daemon, index) => [
      ...exactlyOne(valueAt(daemon, ["find"]), [...path, index, "find"]),
      ...exactlyOne(valueAt(daemon, ["restart"]), [...path, index, "restart"]),
    ]),
  ];
}

/** A connection would be counted as that of two daemons, or twice. */
function repeatedPorts(daemons: readonly unknown[], path: KeyPath): readonly Finding[] {
  const owners = new Map<number, number>();
  return daemons.flatMap((daemon, index) =>
    itemsOf(valueAt(daemon, ["ports"])).flatMap((port, at): readonly Finding[] => {
      if (typeof port !== "number") return [];
      const owner = owners.get(port);
      if (owner === undefined) owners.set(port, index);
      if (owner === undefined) return [];
      const where = owner === index ? "this list has it already" : `daemons[${owner}] has it already`;
      const sentence = `port ${port} stands twice: ${where}. A connection belongs to one daemon.`;
      return [
        { path: [...path, index, "ports", at], at: "value", found: String(port), expected: "each port once", sentence },
      ];
    }),
  );
}

function exactlyOne(mapping: unknown, path: KeyPath): readonly Finding[] {
  if (!isMapping(mapping)) return [];
  const known = keysAt(path);
  const used = Object.keys(mapping).filter((key) => known.includes(key));
  const expected = `exactly one of ${known.join(", ")}`;
  if (Object.keys(mapping).length === 0) {
    return [{ path, at: "value", found: "none", expected, sentence: `expected ${expected}; found none.` }];
  }
  return used.slice(1).map((key) => {
    const sentence = `"${used[0]}" is there already. Expected ${expected}.`;
    return { path: [...path, key], at: "key", found: key, expected, sentence };
  });
}
