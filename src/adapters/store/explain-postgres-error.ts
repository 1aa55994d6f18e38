import type { Secret } from "../../domain/secret.ts";
import type { StoreFailure } from "../../services/ports-store.ts";

/** PostgreSQL's codes (SQLSTATE), by class or whole, and what they mean for the bot. The first that fits counts. */
const reasons: readonly (readonly [RegExp, StoreFailure["reason"]])[] = [
  [/^53100$/, "full"],
  [/^25006$/, "read only"],
  [/^42501$/, "read only"],
  [/^(55P03|40P01|40001|57014)$/, "locked"],
  [/^XX00[12]$/, "corrupt"],
  // Of a connection, of too many of them, of a server that starts or stops, of a login.
  [/^(08|53|57|28|3D)/, "unreachable"],
  [/^E[A-Z_]+$/, "unreachable"],
];

const advice: Readonly<Record<StoreFailure["reason"], string>> = {
  full: "Free some space on its disk: the bot goes on from memory and writes again by itself.",
  "read only":
    "It may be a standby, or the bot's role lacks rights: it needs a database of its own to which it may write.",
  locked: "Another program holds what the bot needs, or the server is too slow. The bot tries again by itself.",
  corrupt: "Nothing is written to it any more. Stop the bot and restore a backup.",
  unreachable:
    "Is it running, and are address, name and password right? The bot goes on from memory and tries again by itself.",
  stopped: "",
  fault: "The server's log says more.",
};

/** Never throws, and tells neither the password nor the whole address. */
export function explainPostgresError(error: unknown, url: Secret): StoreFailure {
  const place = placeOf(url);
  const reason = reasonOf(error);
  const said = hideSecrets(
    error instanceof Error ? error.message || String(Reflect.get(error, "code")) : String(error),
    url,
  );
  return { reason, detail: `PostgreSQL at ${place}: ${said}. ${advice[reason]}`.trimEnd() };
}

/** Host and database of the address, for people. */
export function placeOf(url: Secret): string {
  try {
    const { host, pathname, searchParams } = new URL(url.reveal());
    return `${host || searchParams.get("host") || "the local socket"}${pathname}`;
  } catch {
    return "an address that cannot be read";
  }
}

/** True where the connection is of no use any more. */
export function isConnectionLost(error: unknown): boolean {
  return reasonOf(error) === "unreachable";
}

function reasonOf(error: unknown): StoreFailure["reason"] {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === "string") return reasons.find(([fits]) => fits.test(code))?.[1] ?? "fault";
  return driverWords.test(String(message)) ? "unreachable" : "fault";
}

/** What the driver says by itself, without a code. */
const driverWords =
  /timeout|Connection terminated|Client has encountered a connection error|not queryable|Invalid URL|ended|SASL|password/i;

function hideSecrets(said: string, url: Secret): string {
  const whole = url.reveal();
  const parts = [whole, ...passwordsIn(whole).flatMap((password) => [password, decoded(password)])];
  return parts.filter((part) => part !== "").reduce((text, part) => text.replaceAll(part, "[redacted]"), said);
}

/** The driver takes one from the query, too. */
function passwordsIn(url: string): readonly string[] {
  try {
    const { password, searchParams } = new URL(url);
    return [password, searchParams.get("password") ?? ""];
  } catch {
    return [];
  }
}

/** A "%" that nobody encoded stands for itself, as it does for the driver. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
