import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTrial, type Trial } from "./support/open-trial.ts";
import { modalView, otherBlocks, statusBlocks } from "./support/showcase.ts";

describe("the page at any width", () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial({ shortcuts: [{ callback_id: "why", name: "Why is that?", type: "message" }] });
    trial.bot.onEnvelope(async ({ type, payload }) => {
      if (payload.type === "block_actions")
        await trial.bot.call("views.open", { trigger_id: payload.trigger_id, view: modalView() });
      if (type === "events_api" && (payload.event as { type: string }).type === "app_home_opened")
        await trial.bot.call("views.publish", {
          user_id: "U01ALICE",
          view: { type: "home", blocks: [{ type: "header", text: { type: "plain_text", text: "Your hosts" } }] },
        });
      return undefined;
    });
    for (const blocks of [...otherBlocks(), statusBlocks()])
      await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "A message with blocks", blocks });
    const long = `${"unbreakable".repeat(30)} ${"https://example.org/".repeat(20)}`;
    await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: long });
  });
  afterAll(() => trial.close());

  test.each([360, 800, 1440, 1600])("is never wider than a window of %i pixels", async (width) => {
    const page = await trial.open("U01ALICE/C01OPS", { viewport: { width, height: 740 } });
    await page.locator(".message").getByText("unbreakable").waitFor();
    expect(await sidewaysScroll(page)).toEqual([]);
    await page.getByRole("button", { name: /rules? broken/ }).click();
    await page.getByRole("complementary", { name: "Inspector" }).waitFor();
    expect(await sidewaysScroll(page)).toEqual([]);
  });

  test("on a phone the sidebar is a drawer that takes and gives back the focus", async () => {
    const page = await trial.open("U01ALICE/C01OPS", { viewport: { width: 360, height: 740 } });
    const sidebar = page.getByRole("navigation", { name: "Workspace" });
    expect(await sidebar.isVisible()).toBe(false);
    const menu = page.getByRole("button", { name: /Channels and people/ });
    await menu.click();
    await sidebar.getByRole("button", { name: "general" }).waitFor();
    await page.keyboard.press("Escape");
    await sidebar.waitFor({ state: "hidden" });
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("AA Channels and people. You are Alice Adler");
    await menu.click();
    await sidebar.getByRole("button", { name: "general" }).click();
    await page.getByRole("heading", { name: "#general", level: 1 }).waitFor();
    await sidebar.waitFor({ state: "hidden" });
  });

  test.each(["light", "dark"] as const)("every text stands out from its ground in %s colours", async (colorScheme) => {
    const page = await trial.open("U01ALICE/C01OPS", { colorScheme });
    await page.locator(".message").getByText("unbreakable").waitFor();
    expect(await faintTexts(page)).toEqual([]);
  });

  test("everything that can be used has a name for screen readers", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await page.locator(".message").getByText("unbreakable").waitFor();
    expect(await namelessControls(page)).toEqual([]);
    await page.getByRole("button", { name: "Details" }).click();
    await page.getByRole("dialog", { name: "Silence an alert" }).waitFor();
    expect(await namelessControls(page)).toEqual([]);
    await trial.control("close", { user: "U01ALICE" });
  });

  test("the bot's Home tab asks the bot for its view and shows it", async () => {
    const page = await trial.open("U01ALICE/home");
    await page.getByRole("heading", { name: "Your hosts" }).waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  test("the first visit to an empty channel offers a command, and never again once it was followed", async () => {
    await trial.control("reset", {});
    const page = await trial.open("U01ALICE/C01OPS");
    await page.getByRole("button", { name: "Put it in the message box" }).click();
    const box = page.getByRole("textbox", { name: "Message #ops" });
    expect(await box.inputValue()).toBe("/scipy status");
    await page.keyboard.press("Enter");
    await page.getByText("This is a Slack workspace of your own").waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("is connected").waitFor();
    expect(await page.getByText("This is a Slack workspace of your own").count()).toBe(0);
  });

  test("a newcomer who finds an answer in the channel is not told how to get one", async () => {
    await trial.control("message", { channel: "C01OPS", user: "U02BOB", text: "an answer" });
    const page = await trial.open("U03CAROL/C01OPS");
    await page.locator(".message").getByText("an answer").waitFor();
    expect(await page.getByText("This is a Slack workspace of your own").count()).toBe(0);
  });

  test("nothing on the page breaks its own content policy or throws", () => {
    const own = trial.complaints.filter((words) => !words.includes("example.org"));
    expect(own).toEqual([]);
  });
});

/** What makes the page wider than its window. */
function sidewaysScroll(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const boxes = [
      document.documentElement,
      document.body,
      ...document.querySelectorAll(".scroller, #main, #panel, .message"),
    ];
    return boxes.flatMap((box) =>
      box.scrollWidth > box.clientWidth + 1 ? [`${box.tagName}.${box.className} ${box.scrollWidth}`] : [],
    );
  });
}

/** The browser's own view of what a screen reader is told. */
async function namelessControls(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const roles = new Set([
    "button",
    "link",
    "textbox",
    "combobox",
    "radio",
    "checkbox",
    "listbox",
    "menuitem",
    "dialog",
    "image",
    "img",
    "region",
    "table",
    "spinbutton",
    "Date",
    "InputTime",
  ]);
  return nodes.flatMap((node) => {
    const role = String(node.role?.value);
    const named = String(node.name?.value ?? "").trim() !== "";
    return node.ignored || !roles.has(role) || named ? [] : [`${role} ${JSON.stringify(node.properties?.slice(0, 2))}`];
  });
}

/** Texts whose contrast is below 4.5 : 1 (3 : 1 for large ones), by the relative luminance of WCAG 2. */
function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([r = 0, g = 0, b = 0]: readonly number[]) =>
      0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
    const ground = (node: Element | null): readonly number[] => {
      if (node === null) return [255, 255, 255];
      const colour = parse(getComputedStyle(node).backgroundColor);
      return (colour[3] ?? 1) > 0.5 ? colour : ground(node.parentElement);
    };
    const found: string[] = [];
    for (const node of document.querySelectorAll("#frame *")) {
      const own = Array.from(node.childNodes).some(
        (child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim(),
      );
      const style = getComputedStyle(node);
      if (
        !own ||
        !node.checkVisibility() ||
        style.visibility === "hidden" ||
        style.color === "rgba(0, 0, 0, 0)" ||
        node.closest(".spoken, svg, [disabled]")
      )
        continue;
      const [one, other] = [luminance(parse(style.color)), luminance(ground(node))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < (Number.parseFloat(style.fontSize) >= 24 ? 3 : 4.5))
        found.push(`${ratio.toFixed(2)} ${node.className}: ${node.textContent?.slice(0, 40)}`);
    }
    return found;
  });
}
