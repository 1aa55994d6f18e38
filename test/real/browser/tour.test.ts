import { mkdirSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { control } from "../../support/control.ts";
import { buildAndStartMs, startTrialProcess, type TrialProcess } from "../../support/trial-process.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { launchBrowser } from "./support/open-trial.ts";

/** Screenshots of each step: a build artefact, which git ignores. */
const folder = new URL("../../../artifacts/tour/", import.meta.url).pathname;
/** The real demo daemon takes a minute and a half to its warning; four of them on two CPUs take longer. */
const warnedWithinMs = 240_000;
const wholeTourMs = 360_000;

interface Way {
  readonly by: "mouse" | "keyboard";
  readonly width: 360 | 1440;
  readonly colorScheme: "light" | "dark";
}

const ways: readonly Way[] = [
  { by: "mouse", width: 360, colorScheme: "light" },
  { by: "keyboard", width: 360, colorScheme: "dark" },
  { by: "mouse", width: 1440, colorScheme: "dark" },
  { by: "keyboard", width: 1440, colorScheme: "light" },
];

/** Each on a trial of its own, at once: all of them wait for their demo daemon. */
describe("the guided tour on the trial's page ends with an approved and verified restart", () => {
  let browser: Browser;
  let trials: readonly TrialProcess[] = [];

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await launchBrowser();
    const first = startTrialProcess(["--port", "0"]);
    // The first call of a fresh checkout builds the product, which must not happen four times at once.
    await first.said(/Starting the (workspace)/);
    trials = [first, ...ways.slice(1).map(() => startTrialProcess(["--port", "0"]))];
  }, buildAndStartMs);

  afterAll(async () => {
    await browser.close();
    for (const { child } of trials) child.kill("SIGINT");
    await Promise.all(trials.map(({ ended }) => ended));
  });

  test.concurrent.for(ways.map((way, index) => ({ ...way, index })))(
    "by $by alone at $width px, $colorScheme",
    { timeout: wholeTourMs },
    async ({ index, ...way }, { expect: expectHere }) => {
      const url = (await trials[index]?.said(/Open {2}(http:\S+)/)) ?? "";
      const page = await openAt(browser, url, way);
      const seen: string[] = [];
      const stand = async (name: string) => {
        await page.screenshot({ path: `${folder}${way.width}-${way.by}-${name}.png` });
        seen.push(...(await findBarriers(page)).map((barrier) => `${name}: ${barrier}`));
        expectHere(await isFieldFree(page)).toBe(true);
      };
      const act = way.by === "mouse" ? mouse(page) : keyboard(page);
      await at(page, "1 of 4 Ask how the host stands");
      await stand("1-status");
      await act.press("Put it in the message field");
      await act.send();
      await at(page, "2 of 4 Wait for the warning");
      await stand("2-wait");
      await page.reload();
      await at(page, "3 of 4 Ask for a restart as Alice", warnedWithinMs);
      await stand("3-warned");
      await act.askRestart();
      await at(page, "4 of 4 Approve as Bob");
      await stand("4-asked");
      await act.press("Become Bob Brandt");
      await at(page, "4 of 4 Approve it");
      await stand("4-bob");
      await act.approve();
      await at(page, "Done. Approved, restarted, verified");
      expectHere(await page.locator("#tour").textContent()).toMatch(/Heap \d+ MiB before, \d+(\.\d)? MiB after/);
      await stand("5-verified");
      for (const [name, open] of Object.entries(surfaces)) {
        await open(page);
        seen.push(...(await findBarriers(page)).map((barrier) => `${name}: ${barrier}`));
        await page.screenshot({ path: `${folder}${way.width}-${way.by}-${name}.png` });
        await page.keyboard.press("Escape");
      }
      await page.getByRole("button", { name: "Start again" }).click();
      await at(page, "1 of 4 Ask how the host stands");
      await page.getByRole("button", { name: "Close the tour" }).click();
      expectHere(await page.locator("#tour").isHidden()).toBe(true);
      expectHere(seen).toEqual([]);
      expectHere((await control({ url }, "violations")).body).toEqual({ violations: [] });
    },
  );

  test("axe would say so if a button had no name or its words no contrast", async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="en"><title>t</title><main><button></button><p style="color:#ccc">pale</p></main>',
    );
    const found = (await findBarriers(page)).join("\n");
    expect(found).toContain("button-name (critical)");
    expect(found).toContain("color-contrast (serious)");
  });
});

/** What else is looked at by axe: each opens, and closes on Escape. */
const surfaces: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async modal(page) {
    await page.locator("#place").getByRole("button", { name: "Details" }).last().click();
    await page.locator("dialog[open]").waitFor();
  },
  async thread(page) {
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await page.locator("#place .thread-link").last().click();
    await page.getByRole("complementary", { name: "Thread" }).waitFor();
  },
  async inspector(page) {
    await page.keyboard.press("Alt+i");
    await page.getByRole("complementary", { name: "Inspector" }).waitFor();
    await page.locator(".inspector-page .entry").first().waitFor();
  },
  async home(page) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Home");
    await page.keyboard.press("Enter");
    await page.locator(".home-body > *").first().waitFor();
  },
};

async function openAt(browser: Browser, url: string, { width, colorScheme }: Way): Promise<Page> {
  const options: BrowserContextOptions = { viewport: { width, height: width === 360 ? 740 : 900 }, colorScheme };
  const page = await (await browser.newContext({ ...options, reducedMotion: "reduce" })).newPage();
  await page.goto(url);
  return page;
}

async function at(page: Page, heading: string, timeout = 120_000): Promise<void> {
  await page.getByRole("region", { name: "Guided tour" }).getByRole("heading", { name: heading }).waitFor({ timeout });
}

/** Whether the message field is wholly to be seen, with nothing before it. */
function isFieldFree(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const box = document.querySelector("#composer .compose-box")?.getBoundingClientRect();
    if (box === undefined) return false;
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return at?.matches("#composer .compose-box") === true && box.bottom <= innerHeight;
  });
}

interface Acting {
  press(name: string): Promise<void>;
  send(): Promise<void>;
  askRestart(): Promise<void>;
  approve(): Promise<void>;
}

function mouse(page: Page): Acting {
  const press = (name: string) => page.getByRole("button", { name }).last().click();
  return {
    press,
    send: () => page.locator("#composer").getByRole("button", { name: "Send" }).click(),
    async askRestart() {
      await page.locator("#place").getByRole("button", { name: "Restart…" }).last().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").first().fill("pages are slow");
      await dialog.locator("button[type=submit]").click();
    },
    async approve() {
      await press("Approve restart");
      await page.getByRole("dialog").getByRole("button", { name: "Approve restart" }).click();
    },
  };
}

function keyboard(page: Page): Acting {
  const press = async (name: string) => {
    await tabTo(page, name);
    await page.keyboard.press("Enter");
  };
  return {
    press,
    send: () => page.keyboard.press("Enter"),
    async askRestart() {
      await press("Put it in the message field");
      await page.keyboard.press("Enter");
    },
    async approve() {
      await press("Go to the request");
      await press("Approve restart");
      // Its confirmation begins on the answer that agrees.
      await page.locator("dialog[open]").waitFor();
      await page.keyboard.press("Enter");
    },
  };
}

/** More stops than the page has. */
const stopsMax = 120;

async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < stopsMax; stop += 1) {
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${name}`);
}
