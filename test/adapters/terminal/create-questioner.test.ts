import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuestioner } from "../../../src/adapters/terminal/create-questioner.ts";
import type { Questioner } from "../../../src/services/ports-setup.ts";
import { createTypist, keys, type Typist } from "../../support/typist.ts";

let typist: Typist;
let questioner: Questioner;
beforeEach(() => {
  typist = createTypist();
  questioner = createQuestioner(typist.streams());
});
afterEach(() => questioner.close());

const never = (): null => null;

describe("a question on a terminal", () => {
  it.each([
    ["what is typed, without the spaces around it", "  ops ", "ops"],
    ["the usual answer to Enter alone", "", "usual"],
    ["the usual answer to spaces alone", "   ", "usual"],
  ])("gives %s", async (_, typed, answer) => {
    const asked = questioner.text({ message: "Which?", usual: "usual", problem: never });
    await typist.type("Which?", `${typed}${keys.enter}`);
    expect(await asked).toBe(answer);
  });

  it("is asked again with what is wrong, until nothing is", async () => {
    const problem = (text: string) => (text === "good" ? null : `${text} is bad.`);
    const asked = questioner.text({ message: "Which?", usual: "usual", problem });
    await typist.type("Which?", keys.enter);
    await typist.type("usual is bad.", `good${keys.enter}`);
    expect(await asked).toBe("good");
  });

  it("for a secret never shows what is typed", async () => {
    const asked = questioner.secret({ message: "Token?", problem: (text) => (text.length > 3 ? null : "too short.") });
    await typist.type("Token?", `can${keys.enter}`);
    await typist.type("too short.", `ary${keys.enter}`);
    expect(await asked).toBe("canary");
    expect(typist.shown()).not.toMatch(/can|ary/);
  });

  it("for a secret gives nothing to Enter alone", async () => {
    const asked = questioner.secret({ message: "Token?", problem: never });
    await typist.type("Token?", keys.enter);
    expect(await asked).toBe("");
  });

  it.each([
    ["the first choice to Enter alone", "", "keep"],
    ["the one that was gone to", keys.down, "replace"],
  ])("of choices gives %s", async (_, typed, answer) => {
    const choices = [
      { value: "keep", label: "Keep it" },
      { value: "replace", label: "Write a new one" },
    ] as const;
    const asked = questioner.choose({ message: "What?", choices });
    await typist.type("Write a new one", typed + keys.enter);
    expect(await asked).toBe(answer);
  });

  it.each([
    ["the usual answer", keys.enter, true],
    ["n as no", "n", false],
  ])("of yes or no takes %s", async (_, typed, answer) => {
    const asked = questioner.confirm({ message: "More?", usual: true });
    await typist.type("More?", typed);
    expect(await asked).toBe(answer);
  });

  it.each([
    ["Ctrl-C", () => typist.type("Which?", keys.ctrlC)],
    ["closing the terminal", async () => typist.hangUp()],
  ])("is left by %s, and has no answer then", async (_, leave) => {
    const asked = questioner.text({ message: "Which?", usual: "usual", problem: never }).then(() => "answered");
    await leave();
    expect(await Promise.race([asked, questioner.left.then(() => "left")])).toBe("left");
  });

  it("leaves nothing behind that Node would warn of, however many there were", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): number => warnings.push(warning);
    process.on("warning", note);
    for (let count = 0; count < 15; count += 1) {
      const asked = questioner.confirm({ message: `Number ${count}?`, usual: true });
      await typist.type(`Number ${count}?`, keys.enter);
      await asked;
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  it("shows the cursor again when it is closed in the midst of it", async () => {
    let raw = "";
    typist.streams().output.on("data", (chunk: Buffer) => {
      raw += chunk.toString();
    });
    void questioner.text({ message: "Which?", usual: "usual", problem: never });
    await typist.type("Which?", "o");
    questioner.close();
    await questioner.left;
    expect(raw.lastIndexOf("\u001b[?25h")).toBeGreaterThan(raw.lastIndexOf("\u001b[?25l"));
  });
});
