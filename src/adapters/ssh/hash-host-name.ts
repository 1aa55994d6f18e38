import { createHmac } from "node:crypto";

/** The hash in a "|1|salt|hash" entry of known_hosts: HMAC-SHA1 of the name, keyed with the salt; both base64. */
export function hashHostName(salt: string, name: string): string {
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64");
}
