import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { variables } from "../../src/config/environment.ts";

const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

it(".env.example has every variable that is read, each below a sentence", () => {
  const lines = text(".env.example").split("\n");
  const named = lines.flatMap((line, index) => {
    const name = /^#?([A-Z_]+)=/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, above: lines[index - 1] }];
  });
  expect(named.map(({ name }) => name)).toEqual([...variables]);
  expect(named.filter(({ above }) => !/^# [A-Z].*\.$/.test(above ?? ""))).toEqual([]);
});

it("docs/configuration.md has every variable that is read", () => {
  const named = [...text("docs/configuration.md").matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
  expect(named).toEqual([...variables]);
});
