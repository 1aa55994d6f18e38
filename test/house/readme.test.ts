import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { botScopes } from "../../src/adapters/slack/inspect-slack.ts";
import { parseConfig } from "../../src/config/parse-config.ts";

const root = new URL("../../", import.meta.url);
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "SECURITY.md",
  "docs/alerts.md",
  "docs/backup.md",
  "docs/commands.md",
  "docs/configuration.md",
  "docs/host-guard.md",
  "docs/install.md",
  "docs/replay.md",
  "docs/restart-plan.md",
  "docs/restarts.md",
  "docs/scopes.md",
  "docs/security.md",
  "docs/self-watch.md",
  "docs/store.md",
  "docs/upgrade.md",
];

describe("what is written for people", () => {
  it.each(pages)("%s links to nothing that is not there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, link]) => link ?? "");
    const missing = links.filter((link) => !existsSync(new URL(link, new URL(page, root))));
    expect(missing).toEqual([]);
  });

  it("opens with the two commands", () => {
    const first = read("README.md").slice(0, 900);
    expect(first).toContain("npm ci && npm run trial");
    expect(first).toContain("npm ci && npm test");
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...read("README.md").matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script ?? "");
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it("shows a scipy.yml in the README that the bot takes", () => {
    const text = (/```yaml\n([\s\S]*?)```/.exec(read("README.md"))?.[1] ?? "").replace(/^ {3}/gm, "");
    expect(parseConfig(text, "README.md", { folder: "/", home: "/root" })).toMatchObject({ ok: true });
  });

  it("links to the making of just that app which the manifest describes", () => {
    const link = /^\[create\]: (\S+)$/m.exec(read("README.md"))?.[1] ?? "";
    const prefilled = new URL(link).searchParams.get("manifest_json") ?? "";
    expect(JSON.parse(prefilled)).toEqual(parse(read("manifest.yml")));
  });

  it("says the true number of scopes, and asks in the manifest for those that the bot uses", () => {
    const { oauth_config } = parse(read("manifest.yml"));
    expect([...botScopes]).toEqual(oauth_config.scopes.bot);
    expect(read("README.md")).toContain("thirteen scopes");
    expect(botScopes).toHaveLength(13);
  });
});

function read(page: string): string {
  return readFileSync(new URL(page, root), "utf8");
}
