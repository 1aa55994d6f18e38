import type { Explanation, Place } from "./place.ts";
import { describeError, describePlace } from "./place.ts";
import type { ConnectStage } from "./trouble.ts";

/** What an error of the network or of the SSH library, raised before the login was over, means. */
export function explainConnectError(error: unknown, stage: ConnectStage, place: Place): Explanation {
  if (isRefusedLogin(error)) return { reason: "auth failed", detail: explainRefusedLogin(place) };
  return { reason: "unreachable", detail: explainUnreachable(error, stage, place) };
}

/** SSH_DISCONNECT_… codes of RFC 4253 §11.1 by which servers end a login. */
const loginDisconnects: readonly unknown[] = [2, 13, 14, 15];

function isRefusedLogin(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("level" in error && error.level === "client-authentication") return true;
  // Code 2 is "protocol error", which OpenSSH also sends with "Too many authentication failures".
  return "code" in error && loginDisconnects.includes(error.code) && /auth/i.test(error.message);
}

function explainRefusedLogin(place: Place): string {
  const { user, keyFile } = place.reach;
  return `${describePlace(place)} did not let ${user} in with the key ${keyFile}. Put what "ssh-keygen -y -f ${keyFile}" prints into ~${user}/.ssh/authorized_keys there, and see sshd's log for its reason.`;
}

function explainUnreachable(error: unknown, stage: ConnectStage, place: Place): string {
  const where = describePlace(place);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ECONNREFUSED":
      return `${where} refuses connections: nothing listens on that port. Check that sshd runs there, and the address and port in the configuration.`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `There is no way through the network to ${where}. Check that it runs, and the routes and firewall between.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The address of ${where} cannot be found in DNS (${code}). Correct it in the configuration, or mend the name server.`;
    default:
      return explainHandshake(error, stage, where);
  }
}

function explainHandshake(error: unknown, stage: ConnectStage, where: string): string {
  const why = describeError(error);
  if (/no matching/i.test(why)) {
    return `${where} offers only SSH algorithms that are no longer safe (${why}). Update its sshd, or allow curve25519 or ECDH, AES-GCM and rsa-sha2 or newer in its sshd_config.`;
  }
  if (stage === "tcp") return `${where} could not be reached (${why}). Check that it runs, and the network between.`;
  return `${where} ended the connection before the login was over (${why}). It may be overloaded or may have banned this machine: see sshd's log there, and MaxStartups.`;
}
