import { STATUS_CODES } from "node:http";
import type { HealthOutcome } from "../../domain/alert/event.ts";

/** What a status of HTTP says of a page, as a phrase; the words are ours, not those that were sent. */
export function outcomeOfGet(status: number, tookMs: number): HealthOutcome {
  // A redirect is an answer: most often to the page where one logs in.
  if (status >= 200 && status < 400) return { ok: true, tookMs };
  const hint = hints[status];
  return { ok: false, what: hint === undefined ? answered(status) : `${answered(status)}: ${hint}` };
}

/** Whoever counts signs of life counts none that was sent elsewhere. */
export function outcomeOfPost(status: number, tookMs: number): HealthOutcome {
  if (status >= 200 && status < 300) return { ok: true, tookMs };
  const isRedirect = status >= 300 && status < 400;
  return {
    ok: false,
    what: isRedirect
      ? `${answered(status)}: redirects are not followed, name the address that it leads to`
      : answered(status),
  };
}

function answered(status: number): string {
  const words = STATUS_CODES[status];
  return words === undefined ? `answered ${status}` : `answered ${status} ${words}`;
}

const hints: Readonly<Record<number, string>> = {
  400: "it takes the bot's request for a wrong one",
  401: "it asks for a login, and the bot has none",
  403: "it is closed to the bot",
  404: "there is no such page",
  405: "it takes no GET",
  410: "the page was taken away",
  429: "it is called too often",
};

/** Why there was no answer, as a phrase. Never holds the message of the error, in which the other side may speak. */
export function whyNoAnswer(error: unknown): string {
  const code = codeOf(error);
  if (code.startsWith("HPE_")) return "sent what is no HTTP";
  return phrases[code] ?? (code === "" ? "gave no answer" : `gave no answer (${code})`);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code) ? code : "";
}

const phrases: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused the connection: nothing listens there",
  ECONNRESET: "broke the connection off",
  EPIPE: "broke the connection off",
  ETIMEDOUT: "gave no answer: the network let nothing through",
  EHOSTUNREACH: "gave no answer: there is no way to its network",
  ENETUNREACH: "gave no answer: there is no way to its network",
  ENOTFOUND: "has a name that DNS does not know",
  EAI_AGAIN: "has a name that could not be looked up: DNS does not answer",
  CERT_HAS_EXPIRED: "has a certificate that has expired",
  CERT_NOT_YET_VALID: "has a certificate that is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a certificate that nobody vouches for",
  SELF_SIGNED_CERT_IN_CHAIN: "has a certificate that nobody known vouches for",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "has a certificate whose chain is not complete",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "has a certificate whose chain is not complete",
  // What OpenSSL says of bytes that are no TLS.
  EPROTO: "speaks no TLS: is it http:// instead of https://?",
};
