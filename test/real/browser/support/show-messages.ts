import type { Page } from "playwright-core";
import type { Json } from "./pretend-bot.ts";

/** Makes the page believe that #ops holds these blocks: for what the workspace would rightly refuse. */
export async function showBlocks(page: Page, messages: readonly (readonly unknown[])[]): Promise<void> {
  const now = Date.now() / 1000;
  const list: readonly Json[] = messages.map((blocks, index) => ({
    ts: (now + index).toFixed(6),
    user: "U0BOT",
    text: "made up",
    blocks,
  }));
  await page.route("**/_control/messages/C01OPS", (route) => route.fulfill({ json: { messages: list } }));
  await page.reload();
  await page
    .locator(".message")
    .nth(messages.length - 1)
    .waitFor();
}
