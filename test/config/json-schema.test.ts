import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { configText, parse } from "./config-texts.ts";

const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const schema = JSON.parse(text("scipy.schema.json"));
const validate = new Ajv({ allErrors: true }).compile(schema);

interface Part {
  readonly description?: string;
  readonly anyOf?: readonly Part[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
}

/** "hosts[].daemons[].find.unit" and so on, with the part of the schema. */
function keysOf(whole: Part, prefix = ""): readonly (readonly [string, Part])[] {
  // "off", or a mapping.
  const properties = whole.properties ?? whole.anyOf?.find((part) => part.properties !== undefined)?.properties ?? {};
  return Object.entries(properties).flatMap(([key, part]) => {
    const path = `${prefix}${key}`;
    const inner = part.items?.properties === undefined ? keysOf(part, `${path}.`) : keysOf(part.items, `${path}[].`);
    return [[path, part] as const, ...inner];
  });
}

describe("scipy.schema.json", () => {
  it("is what the schema of the code gives; otherwise run: npx tsx tools/write-schema.ts", () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it("describes every key", () => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter(([, part]) => (part.description ?? "") === "")).toEqual([]);
  });

  it.each([
    ["an unknown key", configText({ host: "adress: x" })],
    ["a port out of range", configText({ host: "port: 0" })],
    ["two ways to find", configText({ find: "unit: a, command: b" })],
    ["a bare threshold", configText({ daemon: "threshold: 0.45" })],
    ["a missing channel", "hosts: [{ name: a, connect: local }]"],
  ])("lets editors mark %s", (_, source) => {
    expect(validate(parseYaml(source))).toBe(false);
  });
});

describe("scipy.example.yml", () => {
  const example = text("scipy.example.yml");

  it("tells editors its schema, fits it and has no faults", () => {
    expect(example.split("\n", 1)[0]).toBe("# yaml-language-server: $schema=./scipy.schema.json");
    expect(validate(parseYaml(example)), JSON.stringify(validate.errors)).toBe(true);
    expect(parse(example)).toMatchObject({ ok: true });
  });

  it("shows every way to find a daemon, to reach a host and to set a threshold", () => {
    const parsed = parse(example);
    const hosts = parsed.ok ? parsed.value.hosts : [];
    const daemons = hosts.flatMap((host) => host.daemons);
    expect(new Set(hosts.map(({ reach }) => reach.kind))).toEqual(new Set(["ssh", "local"]));
    expect(new Set(daemons.map(({ find }) => find.by)).size).toBe(5);
    expect(new Set(daemons.map(({ threshold }) => threshold.kind)).size).toBe(3);
  });
});

describe("docs/configuration.md", () => {
  const section = /^## scipy\.yml$([\s\S]*?)^## /m.exec(text("docs/configuration.md"))?.[1] ?? "";
  const documented = [...section.matchAll(/^\| `([a-z_.[\]]+)` \|/gm)].map(([, key]) => key ?? "");
  const keys = keysOf(schema).map(([key]) => key);
  const repeated = /^hosts\[\](\.daemons\[\])?\.(?=alerts\.)/;
  /** In a part of the page of their own, below the others. */
  const isOwnPart = (key: string) => /^(alerts|digest|keep|self)\./.test(key);

  it("has every key of the schema and no other, in the same order", () => {
    const once = keys.filter((key) => !repeated.test(key));
    expect(documented).toEqual([...once.filter((key) => !isOwnPart(key)), ...once.filter(isOwnPart)]);
  });

  it("says the alerts of hosts and daemons once, because they are keys of alerts", () => {
    const again = keys.filter((key) => repeated.test(key)).map((key) => key.replace(repeated, ""));
    expect(again.length).toBeGreaterThan(80);
    expect(again.filter((key) => !documented.includes(key))).toEqual([]);
  });

  it("gives no key without saying why its default is what it is", () => {
    const rows = [...section.matchAll(/^\| `((?:alerts|digest|keep|self)\.[a-z_.]+)` \|(.*)\|(.*)\|(.*)\|$/gm)];
    expect(rows.length).toBeGreaterThan(70);
    expect(rows.filter(([, , , , why]) => (why ?? "").trim() === "").map(([, key]) => key)).toEqual([]);
  });
});
