/** Bot, user and app tokens of any kind, the ticket of a socket's address, and response URLs, which anybody can use. */
const secrets = [
  /xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]+/g,
  /xapp-[A-Za-z0-9-]+/g,
  /(?<=[?&](?:ticket|token)=)[^&\s"']+/g,
  /(?<=\/(?:commands|actions|respond)\/)[A-Za-z0-9/_-]{8,}/g,
];

/** The text without anything that would let its reader act as the bot. */
export function redact(text: string, ...known: readonly string[]): string {
  const masked = known.filter((secret) => secret !== "").reduce((rest, secret) => rest.replaceAll(secret, mask), text);
  return secrets.reduce((rest, secret) => rest.replace(secret, mask), masked);
}

const mask = "[redacted]";
