import type { Finding } from "./finding.ts";
import { itemsOf, valueAt } from "./value-at.ts";

/** A code that nobody can have would let nobody approve. */
export function checkCodes(value: unknown): readonly Finding[] {
  if (valueAt(value, ["restarts", "codes"]) !== undefined) return [];
  return itemsOf(valueAt(value, ["hosts"])).flatMap((host, at) =>
    itemsOf(valueAt(host, ["daemons"])).flatMap((daemon, index): readonly Finding[] => {
      if (valueAt(daemon, ["approval", "code"]) !== true) return [];
      const sentence = "one-time codes need the file with their secrets: name it under restarts.codes.";
      const path = ["hosts", at, "daemons", index, "approval", "code"];
      return [{ path, at: "value", found: "true", expected: "restarts.codes, too", sentence }];
    }),
  );
}
