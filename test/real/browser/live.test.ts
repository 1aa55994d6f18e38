import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTrial, type Trial } from "./support/open-trial.ts";
import { statusBlocks } from "./support/showcase.ts";

describe("live updates", () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
  });
  afterAll(() => trial.close());

  test("an edited message changes in place and the focus stays on its button", async () => {
    const { ts } = await trial.bot.call("chat.postMessage", {
      channel: "C01OPS",
      text: "Asking 3 hosts…",
      blocks: statusBlocks(),
    });
    const page = await trial.open("U01ALICE/C01OPS");
    const message = page.locator(`[data-ts="${ts}"]`);
    const chart = await message.locator(".plot").elementHandle();
    await message.getByRole("button", { name: "Refresh" }).focus();
    const blocks = statusBlocks().map((block, index) =>
      index === 0 ? { type: "section", text: { type: "mrkdwn", text: "scipy is well again" } } : block,
    );
    await trial.bot.call("chat.update", { channel: "C01OPS", ts, text: "scipy is well again", blocks });
    await message.getByText("scipy is well again").waitFor();
    await expect.poll(() => page.locator(":focus").textContent()).toBe("Refresh");
    // The chart did not change, so that it is the same element still.
    expect(await chart?.evaluate((node) => node.isConnected)).toBe(true);
    expect(await page.locator(".message").count()).toBe(1);
  });

  test("the inspector shows a message as it is now, not as it was first", async () => {
    await trial.control("reset", {});
    const { ts } = await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "Asking 3 hosts…" });
    const page = await trial.open("U01ALICE/C01OPS");
    await page.locator(`[data-ts="${ts}"]`).hover();
    await trial.bot.call("chat.update", { channel: "C01OPS", ts, text: "All 3 are well." });
    await page.locator(".message").getByText("All 3 are well.").waitFor();
    await page.getByRole("button", { name: "Show JSON" }).click();
    const json = page.getByRole("tabpanel", { name: "Message" }).locator(".json");
    await json.getByText('"text": "All 3 are well."').waitFor();
    await trial.bot.call("chat.update", { channel: "C01OPS", ts, text: "One is gone." });
    await json.getByText('"text": "One is gone."').waitFor();
  });

  test("a reply that was also sent to the channel leads from there to its thread", async () => {
    await trial.control("reset", {});
    const root = await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "Heap of zope on scipy" });
    const reply = { channel: "C01OPS", text: "It is critical now.", thread_ts: root.ts, reply_broadcast: true };
    await trial.bot.call("chat.postMessage", reply);
    const page = await trial.open("U01ALICE/C01OPS");
    await page.getByRole("button", { name: "Replied to a thread" }).click();
    await page.getByRole("complementary").getByText("Also sent to the channel").waitFor();
  });

  test("a redrawn button keeps the focus, and a vanished one gives it to its message", async () => {
    await trial.control("reset", {});
    const blocks = (label: string) => [
      { type: "actions", elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: label } }] },
    ];
    const { ts } = await trial.bot.call("chat.postMessage", {
      channel: "C01OPS",
      text: "Ready?",
      blocks: blocks("Go"),
    });
    const page = await trial.open("U01ALICE/C01OPS");
    await page.getByRole("button", { name: "Go", exact: true }).focus();
    await trial.bot.call("chat.update", { channel: "C01OPS", ts, text: "Ready?", blocks: blocks("Go now") });
    await page.getByRole("button", { name: "Go now" }).waitFor();
    await expect.poll(() => page.locator(":focus").textContent()).toBe("Go now");
    await trial.bot.call("chat.update", {
      channel: "C01OPS",
      ts,
      text: "Decided.",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "Decided." } }],
    });
    await page.locator(".message").getByText("Decided.").waitFor();
    await expect.poll(() => page.locator(":focus").getAttribute("data-ts")).toBe(ts);
  });

  test("a reader of old messages is left where they are and told of the new one", async () => {
    await trial.control("reset", {});
    for (let index = 0; index < 40; index += 1)
      await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: `line ${index}` });
    const page = await trial.open("U01ALICE/C01OPS");
    await page.getByText("line 39", { exact: true }).waitFor();
    const scroller = page.locator(".messages .scroller");
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop)).toBeGreaterThan(100);
    await scroller.evaluate((node) => {
      node.scrollTop = 40;
    });
    await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: "the newest" });
    await page.getByRole("button", { name: "New messages" }).waitFor();
    expect(await scroller.evaluate((node) => node.scrollTop)).toBe(40);
    await page.getByRole("button", { name: "New messages" }).click();
    await expect
      .poll(() => scroller.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight))
      .toBeLessThan(5);
  });

  test("text being typed survives whatever arrives", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    const box = page.getByRole("textbox", { name: "Message #ops" });
    await box.pressSequentially("half a sen");
    await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: "meanwhile" });
    await page.getByText("meanwhile", { exact: true }).waitFor();
    await box.pressSequentially("tence");
    expect(await box.inputValue()).toBe("half a sentence");
  });

  test("a new message is announced to screen readers and dotted in the sidebar of another channel", async () => {
    await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "there before" });
    const page = await trial.open("U01ALICE/C01OPS");
    // What the channel held when it was first shown is not new.
    await page.getByText("there before", { exact: true }).waitFor();
    await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "zope is over its *threshold*" });
    await page
      .getByTestId("announcements")
      .getByText("scipy-bot: zope is over its threshold")
      .waitFor({ state: "attached" });
    await trial.bot.call("chat.postMessage", { channel: "C02GENERAL", text: "elsewhere" });
    await page.getByRole("button", { name: "general unread messages" }).waitFor();
    await page.getByRole("button", { name: /general/ }).click();
    await page.getByText("elsewhere", { exact: true }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "general unread messages" }).count()).toBe(0);
  });

  test("what only one person sees is marked so and shown to nobody else", async () => {
    await trial.bot.call("chat.postEphemeral", { channel: "C01OPS", user: "U01ALICE", text: "only for Alice" });
    const page = await trial.open("U01ALICE/C01OPS");
    await page
      .locator(".message.is-ephemeral")
      .filter({ hasText: "Only visible to you" })
      .getByText("only for Alice")
      .waitFor();
    await page.keyboard.press("Alt+3");
    await page.getByText("only for Alice").waitFor({ state: "detached" });
  });

  test("a command that nobody answers is told as in Slack", async () => {
    const silent = await openTrial();
    const page = await silent.open("U01ALICE/C01OPS");
    silent.bot.stop();
    await page.getByText("is not connected").waitFor({ state: "attached" });
    await page.keyboard.type("/scipy status");
    await page.keyboard.press("Enter");
    await page.locator(".message").getByText("failed because the app did not respond").waitFor();
    await silent.close();
  });

  test("a lost workspace is told at once, and the page catches up when it is back", async () => {
    const lost = await openTrial();
    const page = await lost.open("U01ALICE/C01OPS");
    await lost.stopWorkspace();
    await page.getByText("Reconnecting to Trial workspace").waitFor();
    const again = await openTrial({ port: Number(new URL(lost.url).port) });
    try {
      await again.bot.call("chat.postMessage", { channel: "C01OPS", text: "back again" });
      await page.getByText("back again", { exact: true }).first().waitFor();
      await expect.poll(() => page.getByText("Reconnecting to").count()).toBe(0);
    } finally {
      await again.close();
      await lost.close();
    }
  });
});
