import type { Secret } from "../domain/secret.ts";

/** How the bot reaches Slack, from the environment. */
export interface SlackSettings {
  readonly botToken: Secret;
  readonly appToken: Secret;
  /** Ends with "/". HTTPS, or HTTP on this machine. */
  readonly apiUrl: string;
  /** Socket Mode connections held at once, 1 to 10. */
  readonly sockets: number;
}
