import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTrial, type Trial } from "./support/open-trial.ts";
import { showBlocks } from "./support/show-messages.ts";
import { otherBlocks, statusBlocks } from "./support/showcase.ts";

describe("blocks on the page", () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial();
    for (const blocks of [statusBlocks(), ...otherBlocks()])
      await trial.bot.call("chat.postMessage", { channel: "C01OPS", text: "A message with blocks", blocks });
  });
  afterAll(() => trial.close());

  /** The page once it shows every message. */
  async function openAll(): Promise<Page> {
    const page = await trial.open("U01ALICE/C01OPS");
    await page.locator(".message").nth(otherBlocks().length).waitFor();
    return page;
  }

  test("every block of the showcase is drawn, and none is called unsupported", async () => {
    const page = await openAll();
    const types = [statusBlocks(), ...otherBlocks()].flat().map((block) => String(block.type));
    for (const type of new Set(types)) {
      const drawn = await page.locator(`.body > .block-${type}`).count();
      expect([type, drawn]).toEqual([type, types.filter((each) => each === type).length]);
    }
    expect(await page.locator(".unsupported").count()).toBe(0);
  });

  test("an unknown block says that it is unsupported", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    await showBlocks(page, [
      [
        { type: "hologram", text: "x" },
        { type: "section", text: { type: "mrkdwn", text: "after" } },
      ],
    ]);
    await page.getByText("unsupported block: hologram").waitFor();
    expect(await page.getByText("after", { exact: true }).isVisible()).toBe(true);
  });

  test("blocks of any wrong shape do not keep the rest of the page from being drawn", async () => {
    const page = await trial.open("U01ALICE/C01OPS");
    const types = [statusBlocks(), ...otherBlocks()].flat().map((block) => String(block.type));
    const shapes = [
      {},
      { text: 7 },
      { elements: "no" },
      { rows: [null, [null]] },
      { chart: { type: "line" } },
      { tasks: [1] },
    ];
    const wrong = types.flatMap((type) => shapes.map((shape) => ({ type, ...shape })));
    await showBlocks(page, [
      [null, 3, "text", ...wrong, { type: "section", text: { type: "mrkdwn", text: "the end" } }],
    ]);
    expect(await page.getByText("the end", { exact: true }).count()).toBe(1);
    expect(trial.complaints.filter((words) => /Error/.test(words))).toEqual([]);
  });

  test("a table's figures stand at the right, and its first row names the columns", async () => {
    const page = await openAll();
    const table = page.locator(".block-table table");
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      "Host",
      "Daemon",
      "Heap",
      "Share",
      "Swap",
      "Verdict",
    ]);
    expect(await table.locator("tbody td.align-right").first().textContent()).toBe("1.4 GB");
  });

  test("a data table sorts by a column and leafs through its pages", async () => {
    const page = await openAll();
    const block = page.locator(".block-data_table");
    const names = () => block.getByRole("rowheader").allTextContents();
    expect(await names()).toEqual(["zope", "gunicorn", "celery"]);
    await block.getByRole("button", { name: "Heap MB" }).click();
    expect(await names()).toEqual(["jvm", "puma", "celery"]);
    expect(await block.getByRole("columnheader", { name: "Heap MB" }).getAttribute("aria-sort")).toBe("ascending");
    await block.getByRole("button", { name: "Next page" }).click();
    expect(await names()).toEqual(["gunicorn", "zope"]);
    await block.getByText("Page 2 of 2").waitFor();
  });

  test("a chart says its figures in words, in a legend and in a table", async () => {
    const page = await openAll();
    const chart = page.locator(".block-data_visualization").first();
    const name = await chart.getByRole("img").first().getAttribute("aria-label");
    expect(name).toContain("load from 1.2 to 16.1, last 16.1");
    expect(await chart.locator(".legend li").allTextContents()).toEqual(["load · last 16.1", "swap GB · last 4.2"]);
    await chart.getByRole("button", { name: "Show as table" }).click();
    expect(await chart.getByRole("row", { name: "22:00 16.1 4.2" }).isVisible()).toBe(true);
  });

  test("a date is told in the reader's zone", async () => {
    const clock = async (timezoneId: string) => {
      const page = await trial.open("U01ALICE/C01OPS", { timezoneId, locale: "en-GB" });
      return page.locator(".block-context time").first().textContent();
    };
    expect(await clock("Asia/Tokyo")).toMatch(/at 0?1:00$/);
    expect(await clock("Europe/Berlin")).toMatch(/at 17:00$/);
  });

  test("a picture that cannot be loaded leaves its description", async () => {
    const page = await openAll();
    await page.getByText("Image: CPU of scipy, last 6 h: peak 97 % at 03:10").waitFor();
  });
});
