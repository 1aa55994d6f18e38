import { describe, expect, it } from "vitest";
import { rememberedAnswersMax } from "../../../src/services/answers/remember-answers.ts";
import type { ChatFailure } from "../../../src/services/ports.ts";
import { alice, answeringBot, aClick as click, type Fails, type Said } from "../../support/answering-bot.ts";
import { eventually } from "../../support/eventually.ts";

describe("answering how hosts stand", () => {
  it("says at once that it is asking, and replaces that by the answer as hosts come in", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "status" });
    expect(said.map(({ how, reply }) => [how, ...hostKinds(reply)])).toEqual([
      ["post", "waiting", "waiting"],
      ["update", "read", "waiting"],
      ["update", "read", "read"],
    ]);
  });

  it("asks one host alone when its name is given, whatever its case", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "WHY Web-1" });
    expect(said.at(-1)?.reply).toMatchObject({ kind: "why", scope: "web-1" });
  });

  it("tells help and mistakes to the asker alone, with the nearest match", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "" });
    await handlers.command({ ...alice, text: "statsu" });
    expect(said.map(({ how, reply }) => [how, reply.kind])).toEqual([
      ["whisper", "help"],
      ["whisper", "usage"],
    ]);
    expect(said.at(-1)?.reply).toMatchObject({ suggestion: expect.stringContaining("status") });
  });

  it("answers the asker alone where the bot may not post, so that nobody is left without an answer", async () => {
    const { said, handlers } = bot({ postFails: { reason: "not in channel", detail: "not_in_channel" } });
    await handlers.command({ ...alice, text: "status" });
    expect(said.map(({ how, reply }) => [how, ...hostKinds(reply)])).toEqual([["whisper", "read", "read"]]);
  });

  it("says why an answer is private and what to do about it, and nothing of the kind in the channel", async () => {
    const notes: unknown[] = [];
    for (const reason of chatReasons) {
      const { said, handlers } = bot({ postFails: { reason, detail: "" } });
      await handlers.command({ ...alice, text: "status" });
      notes.push(said.map(({ reply }) => noteOf(reply)));
    }
    expect(notes).toEqual([
      [expect.stringMatching(/^Only you see this answer: the bot is not in this channel\. Type \/invite @/)],
      [expect.stringMatching(/the bot cannot see this channel\. If it is private, type \/invite/)],
      [expect.stringMatching(/the message in the channel is gone\. Ask again\.$/)],
      [expect.stringMatching(/Slack refuses .* log says why\.$/)],
      [expect.stringMatching(/did not confirm .* If "Asking …" stands there, press its Refresh\.$/)],
      [expect.stringMatching(/no more here just now\..* \/scipy status HOST\.$/)],
    ]);
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "status" });
    expect(said.map(({ reply }) => noteOf(reply))).toEqual([null, null, null]);
  });

  it("answers the asker alone where the message that was posted cannot be brought up to date", async () => {
    const { said, handlers } = bot({ updateFails: { reason: "refused", detail: "" } });
    await handlers.command({ ...alice, text: "status" });
    expect(said.map(({ how, reply }) => [how, ...hostKinds(reply)])).toEqual([
      ["post", "waiting", "waiting"],
      ["whisper", "read", "read"],
    ]);
    expect(said.map(({ reply }) => noteOf(reply)).at(-1)).toMatch(/^Only you see this answer: Slack refuses/);
    await handlers.click(click("status_refresh", idOf(said[0]?.reply)));
    expect(said.at(-1)).toMatchObject({ how: "whisper", where: alice.answerTo, reply: { kind: "status" } });
  });

  it("keeps the note on the private copy alone when a message that was not confirmed is refreshed", async () => {
    const { said, handlers } = bot({ postFails: { reason: "no answer", detail: "" } });
    await handlers.command({ ...alice, text: "status" });
    const whispered = idOf(said.at(-1)?.reply);
    const unconfirmed = "1";
    await handlers.click(click("status_refresh", whispered));
    await handlers.click(click("status_refresh", unconfirmed));
    expect(said.map(({ how, reply }) => [how, noteOf(reply) === null])).toEqual([
      ["whisper", false],
      ["update", false],
      ["update", true],
    ]);
  });
});

describe("the buttons of an answer", () => {
  it("refreshes the same message with new figures", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "status" });
    await handlers.click(click("status_refresh", idOf(said.at(-1)?.reply)));
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toMatchObject({ how: "update", where: { ts: "1.0" } });
  });

  it("reads once for several people who press Refresh together", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "status" });
    const id = idOf(said.at(-1)?.reply);
    await Promise.all([1, 2, 3].map(() => handlers.click(click("status_refresh", id))));
    expect(said).toHaveLength(4);
  });

  it("refreshes again after each Refresh, also after one whose reading broke down", async () => {
    const { said, handlers, breakLook } = bot();
    await handlers.command({ ...alice, text: "status" });
    const id = idOf(said.at(-1)?.reply);
    await handlers.click(click("status_refresh", id));
    await handlers.click(click("status_refresh", id));
    expect(said).toHaveLength(5);
    breakLook();
    await expect(handlers.click(click("status_refresh", id))).rejects.toThrow("broken");
    await handlers.click(click("status_refresh", id));
    expect(said).toHaveLength(6);
  });

  it("leaves the message to the first look while that is under way, though its Refresh may be pressed already", async () => {
    const { said, handlers, holdLook } = bot();
    const release = holdLook();
    const first = handlers.command({ ...alice, text: "status" });
    await eventually(() => said.length === 2);
    await handlers.click(click("status_refresh", idOf(said[0]?.reply)));
    release();
    await first;
    expect(said.map(({ how }) => how)).toEqual(["post", "update", "update"]);
    await handlers.click(click("status_refresh", idOf(said[0]?.reply)));
    expect(said).toHaveLength(4);
  });

  it("opens the details of the figures that were shown", async () => {
    const { said, handlers } = bot();
    await handlers.command({ ...alice, text: "status" });
    await handlers.click(click("details", idOf(said.at(-1)?.reply)));
    expect(said.at(-1)).toMatchObject({
      how: "dialog",
      reply: { kind: "details", board: { hosts: [{ kind: "read" }, {}] } },
    });
  });

  it("says so when the details do not open, and what to do", async () => {
    const { said, handlers } = bot({
      dialogFails: { reason: "no answer", detail: "It answered with HTTP status 500." },
    });
    await handlers.command({ ...alice, text: "status" });
    await handlers.click(click("details", idOf(said.at(-1)?.reply)));
    expect(said.at(-1)).toMatchObject({
      how: "whisper",
      reply: {
        kind: "notice",
        sentence: "Slack did not open the details. It answered with HTTP status 500. Press Details again.",
      },
    });
  });

  it("asks to ask again when the bot no longer holds the answer", async () => {
    const { said, handlers } = bot();
    await handlers.click(click("status_refresh", "from before a restart"));
    expect(said).toMatchObject([
      { how: "whisper", reply: { kind: "notice", sentence: expect.stringContaining("/scipy status") } },
    ]);
  });

  it("holds the newest answers up to their limit, and forgets the oldest alone beyond it", async () => {
    const { said, handlers } = bot();
    const ids: string[] = [];
    const ask = async () => {
      await handlers.command({ ...alice, text: "status" });
      ids.push(idOf(said.at(-1)?.reply));
    };
    const detailsOf = async (at: number) => {
      await handlers.click(click("details", ids[at] ?? ""));
      return said.at(-1)?.reply.kind;
    };
    for (let count = 0; count < rememberedAnswersMax; count += 1) await ask();
    expect([await detailsOf(0), await detailsOf(rememberedAnswersMax - 1)]).toEqual(["details", "details"]);
    await ask();
    expect([await detailsOf(0), await detailsOf(1)]).toEqual(["notice", "details"]);
  });

  it("shows the App Home from what was read last, and refreshes it there", async () => {
    const { said, handlers } = bot();
    await handlers.homeOpened("U01");
    const [home] = said.flatMap(({ reply }) => (reply.kind === "home" ? [reply] : []));
    await handlers.click({ ...click("status_refresh", home?.status.id ?? ""), message: null, answerTo: null });
    handlers.stop();
    expect(said.map(({ how, where }) => [how, where])).toEqual([
      ["home", "U01"],
      ["home", "U01"],
    ]);
  });
});

/** Its looks can be held back, or broken once. */
function bot(options: Fails = {}) {
  const { said, handlers, looks } = answeringBot(options);
  const holdLook = () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    looks.hold = () => gate;
    return release;
  };
  const breakLook = () => {
    looks.hold = async () => {
      looks.hold = async () => undefined;
      throw new Error("broken");
    };
  };
  return { said, handlers, holdLook, breakLook };
}

const chatReasons = [
  "not in channel",
  "no such channel",
  "message gone",
  "refused",
  "no answer",
  "too much to say",
] as const satisfies readonly ChatFailure["reason"][];

function noteOf(reply: Said["reply"]): string | null | undefined {
  return "note" in reply ? reply.note : undefined;
}

function idOf(reply: Said["reply"] | undefined): string {
  return reply !== undefined && "id" in reply ? reply.id : "";
}

function hostKinds(reply: Said["reply"]): string[] {
  return "board" in reply ? reply.board.hosts.map((host) => host.kind) : [];
}
