import { expect, it } from "vitest";
import { createTurns } from "../../../src/adapters/slack/in-turn.ts";

it("runs what belongs to one thing in its order, also after a failure, and lets other things pass", async () => {
  const inTurn = createTurns();
  const done: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = inTurn("a", async () => {
    await held;
    done.push("first of a");
    throw new Error("it failed");
  });
  const second = inTurn("a", async () => void done.push("second of a"));
  await inTurn("b", async () => void done.push("b"));
  expect(done).toEqual(["b"]);
  release();
  await expect(first).rejects.toThrow("it failed");
  await second;
  expect(done).toEqual(["b", "first of a", "second of a"]);
});
