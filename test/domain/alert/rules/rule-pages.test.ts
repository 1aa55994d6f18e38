import { expect, it } from "vitest";
import { ruleNames } from "../../../../src/domain/alert/rule.ts";
import { rulePages } from "../../../../src/domain/alert/rule-pages.ts";
import { defaultAlertSettings } from "../../../../src/domain/alert/settings.ts";

it.each(ruleNames)("the page of %s explains it in whole sentences and names its keys", (rule) => {
  const { title, means, how, act, keys } = rulePages[rule];
  expect(title).not.toMatch(/\.$/);
  for (const text of [means, how, act]) expect(text).toMatch(/^[A-Z].*\.$/);
  expect(keys).toContain(`alerts.${rule}.pending`);
  expect(keys).toContain(`alerts.${rule}.keep_firing`);
  expect(new Set(keys).size).toBe(keys.length);
});

it.each(ruleNames)("every number of %s has its key on the page", (rule) => {
  const { timing: _, ...bounds } = defaultAlertSettings[rule];
  const snake = (name: string) => name.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const keys = Object.keys(bounds).map((name) => `alerts.${rule}.${snake(name)}`);
  expect(rulePages[rule].keys).toEqual(expect.arrayContaining(keys));
});
