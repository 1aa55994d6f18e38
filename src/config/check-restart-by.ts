import type { Finding, KeyPath } from "./finding.ts";
import { isMapping, valueAt } from "./value-at.ts";

/** How restarts get to a host: the guard has its own line for sudo, and a key that runs nothing else. */
export function checkRestartBy(host: unknown, path: KeyPath): readonly Finding[] {
  const access = valueAt(host, ["restart_by"]);
  if (!isMapping(access)) return [];
  const at = (key: string, sentence: string): Finding => ({
    path: [...path, "restart_by", ...(Object.hasOwn(access, key) ? [key] : [])],
    at: Object.hasOwn(access, key) ? "key" : "value",
    found: key,
    expected: "another way for restarts",
    sentence,
  });
  if (valueAt(host, ["connect"]) === "local") {
    const useless = ["guard", "user", "key"].filter((key) => Object.hasOwn(access, key));
    return useless.map((key) =>
      at(
        key,
        `"${key}" is of no use on the machine that the bot runs on: commands run as the bot's own user. Remove it.`,
      ),
    );
  }
  if (access["guard"] !== true) return [];
  return [
    ...(access["sudo"] === true ? [at("sudo", "the guard has its own line for sudo. Remove sudo: true.")] : []),
    ...(access["key"] === undefined
      ? [
          at(
            "guard",
            "the guard needs a key of its own, since that key can run nothing else: add key below restart_by.",
          ),
        ]
      : []),
  ];
}
