import { describe, expect, test } from "vitest";
import { suggestionsFor, wordsOfHint } from "../../../src/trial/page/suggestions.ts";

const commands = [{ command: "/scipy", usageHint: "status [host] | why [host] | help", description: "Ask the bot" }];
const texts = (typed: string) => suggestionsFor(typed, commands, "scipy-bot").map((each) => each.text);

describe("completions of the message box", () => {
  test("a slash offers the commands, and a command offers its words", () => {
    expect(texts("/")).toEqual(["/scipy "]);
    expect(texts("/SC")).toEqual(["/scipy "]);
    expect(texts("/scipy ")).toEqual(["/scipy status ", "/scipy why ", "/scipy help"]);
    expect(texts("/scipy w")).toEqual(["/scipy why "]);
  });

  test("a word that is complete, an unknown command and ordinary text offer nothing", () => {
    expect(["/scipy status", "/scipy status lo", "/other ", "hello /scipy", "/scipy\n", ""].flatMap(texts)).toEqual([]);
  });

  test("@ offers the bot, and behind it the words of its command", () => {
    expect(texts("@")).toEqual(["@scipy-bot "]);
    expect(texts("@SCI")).toEqual(["@scipy-bot "]);
    expect(texts("@scipy-bot w")).toEqual(["@scipy-bot why "]);
    expect(["@alice", "@scipy-bot", "@scipy-bot status lo"].flatMap(texts)).toEqual([]);
  });

  test("a usage hint that is no list of words gives none", () => {
    expect(["", "[host]", "status [host]", "Ask | about <anything>"].flatMap(wordsOfHint)).toEqual([]);
    expect(wordsOfHint("[status|why]").map((each) => each.word)).toEqual(["status", "why"]);
  });
});
