import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { createWorkspace, type WorkspaceOptions } from "../../../../src/trial/workspace.ts";
import { eventWithinMs } from "../../../support/patience.ts";
import { type Json, type PretendBot, startPretendBot } from "./pretend-bot.ts";

/** A workspace with a pretend bot, and a browser that looks at it. */
export interface Trial {
  readonly url: string;
  readonly bot: PretendBot;
  /** Opens the page as somebody, somewhere: `U02BOB/C01OPS`. Waits until it shows the place. */
  open(standing: string, options?: BrowserContextOptions): Promise<Page>;
  /** Calls the control API as the page does. */
  control(call: string, body: Json): Promise<Json>;
  /** What a browser complained about on all pages opened so far. */
  readonly complaints: readonly string[];
  stopWorkspace(): Promise<void>;
  close(): Promise<void>;
}

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Quiet on the network and without a sandbox, which containers lack. */
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

export async function openTrial(options: Partial<WorkspaceOptions> = {}): Promise<Trial> {
  const plain = { port: 0, usageHint: "status [host] | why [host] | help", shortcuts: [] };
  const started = await createWorkspace({ ...plain, ...options });
  if (!started.ok) throw new Error(started.error.sentence);
  const { url, apiUrl, stop } = started.value;
  const bot = await startPretendBot(apiUrl);
  const browser = await launchBrowser();
  const complaints: string[] = [];
  return {
    url,
    bot,
    complaints,
    stopWorkspace: stop,
    open: (standing, context) => openPage({ browser, url, complaints }, standing, context),
    async control(call, body) {
      const response = await fetch(`${url}_control/${call}`, { method: "POST", body: JSON.stringify(body) });
      return (await response.json()) as Json;
    },
    async close() {
      await browser.close();
      bot.stop();
      await stop();
    },
  };
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS, timeout: eventWithinMs });
}

export interface Opened {
  readonly browser: Browser;
  readonly url: string;
  readonly complaints: string[];
}

/** The page of a workspace as somebody, somewhere: `U02BOB/C01OPS`. */
export async function openPage(opened: Opened, standing: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await opened.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(eventWithinMs);
  page.on("pageerror", (error) => opened.complaints.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") opened.complaints.push(message.text());
  });
  const folder = inject("pageFolder");
  // The sources have no compiled scripts beside them; everything else comes from the workspace's own server.
  await page.route(/\/page\/.*\.js$/, async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/page/", "");
    await route.fulfill({ contentType: "text/javascript", body: await readFile(join(folder, path), "utf8") });
  });
  await page.goto(`${opened.url}#/${standing}`);
  await page.getByText("is connected").waitFor({ state: "attached" });
  return page;
}
