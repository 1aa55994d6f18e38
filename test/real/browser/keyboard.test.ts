import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTrial, type Trial } from "./support/open-trial.ts";
import type { Json } from "./support/pretend-bot.ts";
import { modalView, statusBlocks } from "./support/showcase.ts";

describe("with the keyboard alone", () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
    trial.bot.onEnvelope(async ({ type, payload }) => {
      if (type === "slash_commands") {
        const blocks = statusBlocks();
        await trial.bot.call("chat.postMessage", { channel: payload.channel_id, text: "scipy is starving", blocks });
      }
      if (actionIn(payload) === "details")
        await trial.bot.call("views.open", { trigger_id: payload.trigger_id, view: modalView() });
      if (payload.type === "view_submission" && reasonIn(payload) === "no")
        return { response_action: "errors", errors: { reason: "Say a little more." } };
      return undefined;
    });
  });
  afterAll(() => trial.close());

  test("somebody becomes another person, sends a command by its completion, and gets the answer", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await page.keyboard.press("Alt+2");
    await expect.poll(() => page.getByRole("radio", { name: /Bob Brandt/ }).isChecked()).toBe(true);
    await page.keyboard.type("/sc");
    await page.getByRole("option", { name: /\/scipy/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("sta");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("over its threshold").waitFor();
    const sent = trial.bot.received.find((envelope) => envelope.type === "slash_commands");
    expect(sent?.payload).toMatchObject({ command: "/scipy", text: "status", user_id: "U02BOB", channel_id: "C01OPS" });
  });

  test("somebody presses a button, reads its confirmation, thinks better of it, and then agrees", async () => {
    const page = await openWithAnswer(trial);
    const clicks = () => trial.bot.received.filter(({ payload }) => actionIn(payload) === "restart_request").length;
    await tabTo(page, "Restart zope");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Restart zope on scipy?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(clicks()).toBe(0);
    await expect.poll(() => focusedName(page)).toBe("Restart zope");
    await page.keyboard.press("Enter");
    // The dangerous answer is not the one that the focus starts on.
    await expect.poll(() => focusedName(page)).toBe("Keep it running");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(clicks).toBe(1);
  });

  test("somebody fills in a modal, is told under the field what is wrong, mends it, and is back where they were", async () => {
    const page = await openWithAnswer(trial);
    await tabTo(page, "Details");
    await page.keyboard.press("Enter");
    const modal = page.getByRole("dialog", { name: "Silence an alert" });
    await modal.waitFor();
    await expect.poll(() => focusedName(page)).toBe("Reason");
    await page.keyboard.press("Enter");
    await modal.getByText("Please fill this in: it is required.").first().waitFor();
    await expect.poll(() => focusedName(page)).toBe("Reason");
    await page.keyboard.type("no");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await tabTo(page, "Silence");
    await page.keyboard.press("Enter");
    await modal.getByText("Say a little more.").waitFor();
    const reason = modal.getByRole("textbox", { name: "Reason" });
    expect(await reason.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => focusedName(page)).toBe("Reason");
    await page.keyboard.type("body asked for it");
    await page.keyboard.press("Enter");
    await modal.waitFor({ state: "detached" });
    await expect.poll(() => focusedName(page)).toBe("Details");
    const handedIn = trial.bot.received.findLast(({ payload }) => payload.type === "view_submission");
    expect(valuesIn(handedIn?.payload)).toMatchObject({
      reason: { text: { value: "nobody asked for it" } },
      length: { pick: { selected_option: { value: "1" } } },
      scope: { radio: { selected_option: { value: "daemon" } } },
      days: { date: { selected_date: "2026-11-23" } },
      who: { user: { selected_user: null } },
    });
  });

  test("Escape leaves a modal and tells the workspace so", async () => {
    const page = await openWithAnswer(trial);
    await tabTo(page, "Details");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Silence an alert" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const views = async () => (await fetch(`${trial.url}_control/views/U01ALICE`)).json();
    await expect.poll(views).toEqual({ views: [] });
  });

  test("arrow keys move between messages, and what was sent comes back with ArrowUp", async () => {
    const page = await openWithAnswer(trial);
    await page.getByRole("textbox", { name: "Message #ops" }).focus();
    await page.keyboard.type("hello there");
    await page.keyboard.press("Enter");
    await page.getByText("hello there").last().waitFor();
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => page.getByRole("textbox", { name: "Message #ops" }).inputValue()).toBe("hello there");
    await page.getByRole("region", { name: /Messages in #ops/ }).focus();
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => page.locator(":focus").getAttribute("aria-label")).toMatch(/^Alice Adler/);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => page.locator(":focus").getAttribute("class")).toContain("message");
  });

  test("Ctrl+K leads to a channel, ? lists the keys, Alt+I opens the inspector", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("gener");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "#general", level: 1 }).waitFor();
    await page.getByRole("region", { name: /Messages in #general/ }).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+i");
    await page.getByRole("complementary", { name: "Inspector" }).waitFor();
    await expect.poll(() => focusedName(page)).toBe("Log");
  });

  test("a slash command in a thread is refused, as Slack does", async () => {
    const page = await openWithAnswer(trial);
    await tabTo(page, "Reply in thread");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Thread" }).waitFor();
    const before = trial.bot.received.length;
    await page.keyboard.type("/scipy status");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary").getByText("does not work in a thread").waitFor();
    expect(trial.bot.received.length).toBe(before);
  });
});

async function openWithAnswer(trial: Trial): Promise<Page> {
  await trial.control("reset", {});
  await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "scipy is starving", blocks: statusBlocks() });
  const page = await trial.open("U01ALICE/C01OPS");
  await page.getByRole("button", { name: "Details" }).waitFor();
  return page;
}

/** More stops than the page has: then the thing cannot be reached by Tab. */
const STOPS_MAX = 80;

async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`Tab never reached "${name}"`);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const node = document.activeElement;
    const labelled = document.getElementById(node?.getAttribute("aria-labelledby") ?? "");
    return (node?.getAttribute("aria-label") ?? labelled?.textContent ?? node?.textContent ?? "").trim();
  });
}

function actionIn(payload: Json): unknown {
  return Array.isArray(payload.actions) ? payload.actions[0]?.action_id : undefined;
}

function valuesIn(payload: Json | undefined): Record<string, Record<string, Json>> {
  const view = payload?.view as { readonly state: { readonly values: Record<string, Record<string, Json>> } };
  return view.state.values;
}

function reasonIn(payload: Json): unknown {
  return valuesIn(payload).reason?.text?.value;
}
