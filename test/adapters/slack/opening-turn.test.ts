import { describe, expect, it } from "vitest";
import { createOpeningTurn } from "../../../src/adapters/slack/opening-turn.ts";

describe("the turn to open a connection", () => {
  it("is one slot's at a time, in the order of asking", async () => {
    const turn = createOpeningTurn();
    const entered: string[] = [];
    const enter = async (name: string) => {
      const leave = await turn.enter();
      entered.push(name);
      return leave;
    };
    const first = enter("first");
    const second = enter("second");
    const third = enter("third");
    const leaveFirst = await first;
    await settle();
    expect(entered).toEqual(["first"]);
    leaveFirst();
    const leaveSecond = await second;
    leaveFirst();
    await settle();
    expect(entered).toEqual(["first", "second"]);
    leaveSecond();
    await third;
    expect(entered).toEqual(["first", "second", "third"]);
  });
});

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
