import { parseEnv } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createAppLink } from "../../src/config/create-app-link.ts";
import { loadManifest } from "../../src/config/load-manifest.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { parseSetupDaemon } from "../../src/config/parse-setup-daemon.ts";
import { parseSetupHost } from "../../src/config/parse-setup-host.ts";
import { renderEnvironment } from "../../src/config/render-environment.ts";
import { renderSetup } from "../../src/config/render-setup.ts";
import { findKinds, type SetupHost, usualFiles } from "../../src/config/setup.ts";

const host = (changes: Partial<SetupHost>): SetupHost => ({
  ...{ name: "web-1", address: "web-1.example.org", user: null, port: null, daemons: [] },
  ...changes,
});
const local = host({ name: "local", address: null });

describe("the scipy.yml of init", () => {
  it("is taken by the bot, and says what was answered", () => {
    const daemons = [{ name: "zope", by: "unit", what: "zope.service" } as const];
    const hosts = [host({ user: "probe", port: 2222, daemons }), host({ name: "app-1", address: "app-1" }), local];
    const files = { key: "/k/id", knownHosts: "/k/hosts" };
    const text = renderSetup({ channel: "#ops", hosts }, files);
    const parsed = parseConfig(text, "scipy.yml", { folder: "/", home: "/root" });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        channel: "#ops",
        hosts: [
          { reach: { address: "web-1.example.org", user: "probe", port: 2222, keyFile: "/k/id" } },
          { reach: { address: "app-1", user: "scipy", port: 22, trust: { file: "/k/hosts" } } },
          { reach: { kind: "local" } },
        ],
      },
    });
    expect(parsed.ok && parsed.value.hosts[0]?.daemons[0]).toMatchObject({ name: "zope" });
  });

  it("speaks of no keys where nothing is reached by SSH", () => {
    expect(renderSetup({ channel: "#ops", hosts: [local] }, usualFiles)).not.toMatch(/ssh|defaults/i);
  });

  it("keeps a text that ends in line breaks apart from what follows it", () => {
    expect(parse(renderSetup({ channel: "\n", hosts: [local] }, usualFiles)).channel).toBe("\n");
  });

  it("holds every text as it was given, whatever it means in YAML", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
    const texts = fc.tuple(text, text, text, text, text, fc.constantFrom(...findKinds));
    const property = fc.property(texts, ([channel, name, user, daemon, what, by]) => {
      const hosts = [host({ name, address: `${name}.`, user, daemons: [{ name: daemon, by, what }] })];
      expect(parse(renderSetup({ channel, hosts }, { key: what, knownHosts: daemon }))).toEqual({
        channel,
        defaults: { user: "scipy", key: what, known_hosts: daemon },
        hosts: [{ name, address: `${name}.`, user, daemons: [{ name: daemon, find: { [by]: what } }] }],
      });
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("a host in one word", () => {
  it.each([
    ["local", { name: "local", address: null }],
    ["web-1.example.org", { name: "web-1", address: "web-1.example.org", user: null, port: null }],
    [" scipy@Web-1.Example.org:2222 ", { name: "web-1", address: "Web-1.Example.org", user: "scipy", port: 2222 }],
    ["zope-host=192.0.2.7", { name: "zope-host", address: "192.0.2.7" }],
    ["192.0.2.7", { name: "192.0.2.7", address: "192.0.2.7" }],
    ["db=root@[2001:db8::1]:22", { name: "db", address: "2001:db8::1", user: "root", port: 22 }],
    ["[::1]", { name: "v6-1", address: "::1" }],
  ])("%s is understood", (text, expected) => {
    const parsed = parseSetupHost(text);
    expect(parsed).toMatchObject({ ok: true, value: expected });
    const setup = { channel: "#ops", hosts: parsed.ok ? [parsed.value] : [] };
    expect(parseConfig(renderSetup(setup, usualFiles), "", { folder: "/", home: "/" })).toMatchObject({ ok: true });
  });

  it.each(["", "@", "=web", "@web", "a b", "web:ssh", "2001:db8::1", "a=b=c", "a@b@c"])("%j is not", (text) => {
    expect(parseSetupHost(text)).toMatchObject({ ok: false, error: expect.stringContaining("[USER@]ADDRESS") });
  });
});

describe("a daemon in one word", () => {
  it.each([
    ["zope=unit:zope.service", { host: null, name: "zope", by: "unit", what: "zope.service" }],
    ["web-1/zope=command:bin/a=b:c", { host: "web-1", name: "zope", by: "command", what: "bin/a=b:c" }],
  ])("%s is understood", (text, value) => {
    expect(parseSetupDaemon(text)).toEqual({ ok: true, value });
  });

  it.each(["", "zope", "zope=zope.service", "zope=units:zope.service", "zope=unit:", "/zope=unit:a"])(
    "%j is not, and the kinds are named",
    (text) => {
      expect(parseSetupDaemon(text)).toMatchObject({ ok: false, error: expect.stringContaining("pid_file") });
    },
  );
});

describe("the .env of init", () => {
  const changes = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_APP_TOKEN_FILE: null };

  it("holds the tokens", () => {
    expect(parseEnv(renderEnvironment(null, changes))).toEqual({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
    });
  });

  it("sets a variable where it stood, once, and leaves every other line as it was", () => {
    const before =
      "# mine\nSCIPY_DATA=x\n\nexport SLACK_APP_TOKEN=\nSLACK_APP_TOKEN=old\n#SLACK_BOT_TOKEN=a\nSLACK_APP_TOKEN_FILE=f\nLAST=1";
    expect(renderEnvironment(before, changes)).toBe(
      "# mine\nSCIPY_DATA=x\n\nSLACK_APP_TOKEN=xapp-1\n#SLACK_BOT_TOKEN=a\nLAST=1\nSLACK_BOT_TOKEN=xoxb-1\n",
    );
  });

  it("holds an address as it was given", () => {
    const url = "https://example.org/a'b$c#/".replace("#", "%23");
    expect(parseEnv(renderEnvironment(null, { SLACK_API_URL: url }))).toEqual({ SLACK_API_URL: url });
  });
});

describe("the link that makes the app", () => {
  it("holds the whole manifest, and is short enough for a browser", () => {
    const link = createAppLink(loadManifest());
    const url = new URL(link);
    expect([url.origin + url.pathname, url.searchParams.get("new_app")]).toEqual(["https://api.slack.com/apps", "1"]);
    expect(JSON.parse(url.searchParams.get("manifest_json") ?? "")).toEqual(parse(loadManifest()));
    expect(link.length).toBeLessThan(8000);
    expect(link).toMatch(/^[\x21-\x7e]+$/);
  });
});
