import { fail, type Result, succeed } from "../domain/result.ts";
import type { SetupHost } from "./setup.ts";

export const setupHostExpected =
  "local for this machine, or [NAME=][USER@]ADDRESS[:PORT], for example web-1=scipy@web-1.example.org";

/** An address of IPv6 stands in brackets, so that its port can be told from it. */
const pattern = /^(?:([^=@\s]*)=)?(?:([^@\s]*)@)?(\[[^\]\s]+\]|[^:@=\s]+)(?::(\d{1,5}))?$/;

/** One host in one word. What may stand in each part is for `inspectConfig` to say, which sees the whole file. */
export function parseSetupHost(text: string): Result<SetupHost, string> {
  const trimmed = text.trim();
  if (trimmed === "local") return succeed({ name: "local", address: null, user: null, port: null, daemons: [] });
  const [, name, user, place, port] = pattern.exec(trimmed) ?? [];
  if (place === undefined || name === "" || user === "") return fail(`expected ${setupHostExpected}.`);
  const address = place.replace(/^\[|\]$/g, "");
  return succeed({
    name: name ?? shortName(address),
    address,
    user: user ?? null,
    port: port === undefined ? null : Number(port),
    daemons: [],
  });
}

/** What people will call it in Slack: `web-1` for web-1.example.org, the whole of a number. */
function shortName(address: string): string {
  const lower = address.toLowerCase();
  if (/^[\d.]+$/.test(lower)) return lower;
  return lower.includes(":") ? lower.replaceAll(":", "-").replace(/^-+/, "v6-") : (lower.split(".")[0] ?? lower);
}
