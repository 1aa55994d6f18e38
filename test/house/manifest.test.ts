import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { reportShortcut } from "../../src/adapters/slack/report-shortcut.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { SHORTCUTS } from "../../src/trial/workspace.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const shape = z.looseObject({
  display_information: z.record(z.string(), z.unknown()),
  features: z.looseObject({
    slash_commands: z.array(z.looseObject({ command: z.string() })),
    shortcuts: z.array(z.looseObject({ name: z.string(), type: z.string(), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({ socket_mode_enabled: z.boolean() }),
});
const manifest = shape.parse(parse(read("manifest.yml")));
let isValid: ValidateFunction;

beforeAll(() => {
  const schema: unknown = JSON.parse(read("test/fixtures/slack/manifest.schema.json"));
  isValid = new Ajv({ strict: false, formats: { uri: true } }).compile(schema as object);
});

test("Slack's schema accepts the manifest", () => {
  expect(isValid(manifest), JSON.stringify(isValid.errors)).toBe(true);
});

test("Slack's schema refuses a key that it does not know, and a name that is too long", () => {
  expect(isValid({ ...manifest, settings: { ...manifest.settings, socket_mode: true } })).toBe(false);
  const named = { ...manifest.display_information, name: "x".repeat(36) };
  expect(isValid({ ...manifest, display_information: named })).toBe(false);
});

test("the manifest's command is the one that the bot listens to by default", () => {
  const commands = manifest.features.slash_commands.map((entry) => entry.command);
  expect(commands).toEqual([localConfig().commandName]);
});

test("the manifest's shortcut is the one that the bot listens to, and that the trial workspace offers", () => {
  const shortcuts = manifest.features.shortcuts.map(({ name, type, callback_id }) => ({ callback_id, name, type }));
  expect(shortcuts).toEqual(SHORTCUTS);
  expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual([reportShortcut]);
});

test("the app asks for at most thirteen scopes, and the documentation explains each of them and no other", () => {
  const scopes = manifest.oauth_config.scopes.bot;
  expect(scopes.length).toBeLessThanOrEqual(13);
  const explained = [...read("docs/scopes.md").matchAll(/^\| `([a-z_:.]+)` \|/gm)].map((row) => row[1]);
  expect(explained).toEqual(scopes);
});

test("nothing of the bot needs to be reachable from outside", () => {
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(manifest)).not.toContain("url");
});
