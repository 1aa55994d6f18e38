import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { restartMark } from "../../../src/adapters/slack/views/restart-state.ts";
import { characterOf } from "../../../src/trial/page/emoji-names.ts";
import { drawnCharacters } from "../../../src/trial/page/emoji-shapes.ts";
import { stateKinds } from "../../support/restart-request.ts";

const views = new URL("../../../src/adapters/slack/views/", import.meta.url);
const sources = readdirSync(views).map((file) => readFileSync(new URL(file, views), "utf8"));
const said = [...sources, ...stateKinds.map((kind) => restartMark(kind))].join("\n");
const signs = [...new Set([...said.matchAll(/:([a-z_]{3,}):/g)].map(([, name]) => name ?? ""))];

it("the page draws every sign that the bot shows, since a desktop may have no font for it", () => {
  expect(signs.length).toBeGreaterThan(20);
  const drawn = new Set(drawnCharacters());
  expect(signs.filter((name) => !drawn.has(characterOf(name) ?? ""))).toEqual([]);
});
