import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotInSlack } from "../../support/bot-in-slack.ts";
import { launchBrowser, openPage } from "./support/open-trial.ts";

describe("a conversation on the trial's page", () => {
  let bot: BotInSlack;
  let browser: Browser;
  const complaints: string[] = [];
  const open = (standing: string, width = 1280) =>
    openPage({ browser, url: bot.workspace.url, complaints }, standing, { viewport: { width, height: 800 } });

  beforeAll(async () => {
    bot = await BotInSlack.open();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bot.close();
  });

  it("begins with @, by the keyboard alone: the bot is offered, answers in the thread, and marks the question", async () => {
    const page = await open("U01ALICE/C01OPS");
    await box(page).focus();
    await page.keyboard.type("@");
    await page.getByRole("option", { name: /@scipy-bot/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("status");
    await page.keyboard.press("Enter");
    const asked = page.locator(".message", { hasText: "@scipy-bot" }).first();
    await asked.getByRole("button", { name: /white_check_mark, 1: scipy-bot/ }).waitFor();
    await asked.getByRole("button", { name: /1 reply/ }).click();
    const answer = page.locator("aside .message, .thread .message", { hasText: /load \d/ }).first();
    await answer.waitFor();
    expect(await answer.textContent()).toContain("scipy-bot");
    await save(page, "mention");
  });

  it("is answered in a thread, where slash commands do not work", async () => {
    const page = await open("U01ALICE/C01OPS");
    const asked = page.locator(".message", { hasText: "@scipy-bot" }).first();
    await asked.getByRole("button", { name: /1 reply/ }).click();
    const thread = page.getByRole("textbox", { name: /Message the thread/ });
    await thread.fill("@scipy-bot why");
    await thread.press("Enter");
    const replies = asked.getByRole("button", { name: /3 replies/ });
    await replies.waitFor();
    expect(await replies.count()).toBe(1);
  });

  it("is held in direct messages too, also on a phone, and a dialog opens from its button", async () => {
    const page = await open("U02BOB/dm", 360);
    await page.getByText("Ask it with the words of its command").waitFor();
    await box(page).fill("report");
    await box(page).press("Enter");
    await page.getByRole("button", { name: "Open the dialog" }).click();
    await page.getByRole("dialog", { name: "Report a problem" }).waitFor();
    await save(page, "direct");
    const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(tooWide)).toBe(0);
  });

  it("made the page complain of nothing", () => {
    expect(complaints).toEqual([]);
  });
});

function box(page: Page) {
  return page.locator(".composer textarea").first();
}

/** To be looked at, where somebody names a folder for it. */
async function save(page: Page, name: string): Promise<void> {
  const folder = process.env["SCIPY_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
