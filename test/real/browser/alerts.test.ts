import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotInSlack } from "../../support/bot-in-slack.ts";
import { launchBrowser, openPage } from "./support/open-trial.ts";

/** The whole bot, a daemon that really grows, and people at the page; each test goes on from the one before. */
describe("an alert on the trial's page", () => {
  let bot: BotInSlack;
  let browser: Browser;
  let alice: Page;
  let bob: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    bot = await BotInSlack.open();
    browser = await launchBrowser();
    const opened = { browser, url: bot.workspace.url, complaints };
    alice = await openPage(opened, "U01ALICE/C01OPS");
    bob = await openPage(opened, "U02BOB/C01OPS", { viewport: { width: 360, height: 740 } });
  });

  afterAll(async () => {
    await browser.close();
    await bot.close();
  });

  it("comes by itself, and its first line says all that somebody who is woken by it needs", async () => {
    await bot.starve();
    const first = alertOn(alice).getByText(/Warning · zope on web-1: heap .* of its threshold/);
    await first.waitFor();
    await alertOn(alice)
      .getByText(/What to do now/)
      .waitFor();
  });

  it("fits a phone: nothing of it has to be scrolled to the side", async () => {
    await alertOn(bob).getByRole("button", { name: "Acknowledge" }).waitFor();
    expect(await bob.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  });

  it("is acknowledged by the keyboard alone, and whoever did it has not lost their place", async () => {
    await tabTo(alice, "Acknowledge");
    await alice.keyboard.press("Enter");
    await alertOn(alice)
      .getByText(/acknowledged by/)
      .waitFor();
    await alertOn(alice).getByRole("button", { name: "Acknowledge" }).waitFor({ state: "detached" });
    await expect.poll(() => alice.evaluate(() => document.activeElement?.closest(".message") !== null)).toBe(true);
  });

  it("is silenced by the mouse: what it would silence stands there, and a reason is asked for under its field", async () => {
    await alertOn(bob).getByRole("button", { name: "Silence" }).click();
    const dialog = bob.getByRole("dialog", { name: "Silence" });
    await dialog.getByText("This would silence now:").waitFor();
    await dialog.getByText(/Warning · heap · zope on web-1/).waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill(" ");
    await dialog.getByRole("button", { name: "Silence" }).click();
    await dialog.getByText(/so that others know|it is required/).waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("deploying");
    await dialog.getByRole("button", { name: "Silence" }).click();
    await dialog.waitFor({ state: "detached" });
    await alertOn(alice)
      .getByText(/by @Bob Brandt until .*: deploying/)
      .waitFor();
  });

  it("shows everything behind it in a dialog that Escape closes", async () => {
    await tabTo(alice, "Details");
    await alice.keyboard.press("Enter");
    const dialog = alice.getByRole("dialog", { name: "Alert details" });
    await dialog.getByText("How it is computed").waitFor();
    await alice.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => alice.evaluate(() => document.activeElement?.textContent)).toBe("Details");
  });

  it("says in the same message that it is over, and takes what people thought of it", async () => {
    await bot.restartDaemon();
    await alertOn(bob).getByRole("button", { name: "Useful" }).click();
    await bob
      .getByText(/counted as useful/)
      .first()
      .waitFor();
    await alertOn(alice)
      .getByText(/Resolved · zope on web-1/)
      .waitFor();
    expect(await alice.locator(".message", { hasText: "zope on web-1" }).count()).toBe(1);
  });

  it("made no browser complain, and broke no rule of Slack's", async () => {
    expect(complaints).toEqual([]);
    expect(await bot.violations()).toEqual([]);
  });
});

function alertOn(page: Page) {
  return page.locator(".message", { hasText: "zope on web-1" }).first();
}

/** More than the page has things to focus. */
const tabsMax = 60;

async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message #ops" }).focus();
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    await page.keyboard.press("Shift+Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}
