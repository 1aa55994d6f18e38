import { expect, it } from "vitest";
import { parseCommand } from "../../../src/domain/command/parse-command.ts";
import { knownWords } from "../../support/known-words.ts";

it.each(["plan", "capacity"] as const)("%s is asked of all hosts or of one, and refuses what is no host", (kind) => {
  const parse = (text: string) => parseCommand(text, knownWords);
  expect(parse(kind)).toEqual({ ok: true, value: { kind, host: null } });
  expect(parse(`${kind} WEB-1`)).toEqual({ ok: true, value: { kind, host: "web-1" } });
  expect(parse(`${kind} wbe-1`)).toMatchObject({ ok: false, error: { suggestion: `/scipy ${kind} web-1` } });
  expect(parse(`${kind} web-1 zope`)).toMatchObject({ ok: false, error: { suggestion: `/scipy ${kind} web-1` } });
});
