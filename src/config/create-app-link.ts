import { parse } from "yaml";

/** Slack's page for a new app, filled in with the manifest; shorter than the 8 KB that browsers and Slack take. */
export function createAppLink(manifest: string): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(parse(manifest)))}`;
}
