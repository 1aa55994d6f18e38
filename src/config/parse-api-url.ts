import { fail, type Result, succeed } from "../domain/result.ts";
import { type FileProblem, problem } from "./judge-file.ts";

const slackApiUrl = "https://slack.com/api/";

/**
 * The address that Web API methods are appended to, with "/" at its end; Slack's own without a text. Tokens go there, so
 * plain HTTP is taken on this machine alone.
 */
export function parseApiUrl(text: string | null): Result<string, FileProblem> {
  if (text === null) return succeed(slackApiUrl);
  if (!URL.canParse(text)) return refuse("no address", "expected an address like https://slack.com/api/.");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return refuse("a user", "an address with user or password is not taken.");
  if (url.search !== "" || url.hash !== "")
    return refuse("? or #", 'the address must end with its path: no "?" and no "#".');
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return refuse("no HTTPS", "tokens are sent there: use https://, or http:// on this machine alone.");
  }
  return succeed(url.href.endsWith("/") ? url.href : `${url.href}/`);
}

function refuse(found: string, sentence: string): Result<string, FileProblem> {
  return fail(problem(found, "an address with https://, or with http:// on this machine", sentence));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
