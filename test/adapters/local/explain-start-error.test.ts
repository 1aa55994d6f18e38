import { expect, test } from "vitest";
import { explainStartError } from "../../../src/adapters/local/explain-start-error.ts";

test.each([
  ["EMFILE", /The bot has as many files open as it may.*Raise its limit \(LimitNOFILE=/],
  ["ENFILE", /This machine has as many files open as it can.*raise fs\.file-max/],
  ["EAGAIN", /as many processes as it may.*raise the limit \(TasksMax=/],
  ["ENOMEM", /no memory left.*restart that/],
  ["EACCES", /could not be started \(spawn \/bin\/sh EACCES\)\. Look whether/],
])("a program that is not started because of %s says whose limit it is and what to do", (code, sentence) => {
  const error = Object.assign(new Error(`spawn /bin/sh ${code}`), { code });
  expect(explainStartError(error)).toMatch(sentence);
});
