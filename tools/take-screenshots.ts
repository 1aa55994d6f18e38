import { mkdir } from "node:fs/promises";
import { chromium, type Page } from "playwright-core";
import { startTrialProcess } from "../test/support/trial-process.ts";

/**
 * Takes the pictures of the README from a trial that really runs: `npm run screenshots`. Takes four minutes,
 * since the charts need history and the demo daemon passes its threshold first. CHROMIUM_PATH names another browser.
 */
const folder = new URL("../docs/images/", import.meta.url).pathname;
/** Long enough for the demo daemon to pass its threshold. */
const historyMs = 150_000;
/** The demo daemon's own alert comes in half of this. */
const alertWithinMs = 180_000;
/** It is watched for ten seconds at least, and for two minutes at most. */
const restartedWithinMs = 150_000;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

await mkdir(folder, { recursive: true });
const trial = startTrialProcess(["--port", "0"]);
const url = await trial.said(/Open {2}(http:\S+)/);
const browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args });
try {
  const wide = await open({ width: 1280, height: 1000 }, "light");
  const phone = await open({ width: 390, height: 844 }, "dark");
  await wide.getByRole("button", { name: "Acknowledge" }).first().waitFor({ timeout: alertWithinMs });
  await wide.waitForTimeout(500);
  await wide
    .locator(".message", { hasText: "demo on local" })
    .first()
    .screenshot({ path: `${folder}alert.png` });
  await wide.waitForTimeout(historyMs);
  await ask(wide, "/scipy status");
  await wide.screenshot({ path: `${folder}status.png` });
  await ask(phone, "/scipy why");
  await phone.screenshot({ path: `${folder}why-phone.png` });
  await restart(wide);
} finally {
  await browser.close();
  trial.child.kill("SIGINT");
  await trial.ended;
}

async function open(viewport: { width: number; height: number }, colorScheme: "light" | "dark"): Promise<Page> {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(url);
  await page.getByText("is connected").waitFor({ state: "attached" });
  // It would stand in every picture.
  await page.getByRole("button", { name: "Close the tour" }).click();
  // A message under the pointer shows its toolbar.
  await page.mouse.move(0, 0);
  return page;
}

/** Asked for by Alice, approved by Bob, and seen to be well: some twenty seconds. */
async function restart(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Message #ops" }).fill("/scipy restart demo pages are slow");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Approve restart" }).waitFor();
  await page.getByRole("radio", { name: /Bob Brandt/ }).check({ force: true });
  await page.getByRole("button", { name: "Approve restart" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve restart" }).click();
  const message = page.locator("#place .message", { hasText: "and all is well; it gave back" }).first();
  await message.waitFor({ timeout: restartedWithinMs });
  // A message under the pointer or the focus shows its toolbar.
  await page.mouse.move(0, 0);
  await page.getByRole("textbox", { name: "Message #ops" }).focus();
  await page.waitForTimeout(1500);
  await message.screenshot({ path: `${folder}restart.png` });
}

async function ask(page: Page, command: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message #ops" }).fill(command);
  await page.keyboard.press("Enter");
  // The answer is complete once it has its time; its charts are drawn with it.
  await page
    .getByText(/^Figures of/)
    .last()
    .waitFor();
  await page.waitForTimeout(1500);
}
