import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { BOT, CHANNELS, PEOPLE, TEAM } from "../src/trial/people.ts";
import { gallery } from "../test/adapters/slack/gallery/gallery.ts";
import { drawingsOf } from "./gallery/drawings-of.ts";
import { address, serveScripts } from "./gallery/serve-scripts.ts";

/**
 * Draws every view in every state, as the trial page draws blocks: `npm run gallery`, a minute or two. Leaves
 * artifacts/gallery/index.html, and a picture of each group light and dark, as wide as a phone and as a channel on a desktop.
 * CHROMIUM_PATH names another browser.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = `${root}artifacts/gallery/`;
/** Text and not functions for the browser: tsx names functions by a helper of its own, which is not there. */
const scripts = `import("/tools/gallery/draw-states.js")`;
const widths = [360, 600];
const themes = ["light", "dark"] as const;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

const { drawn, pictures } = drawingsOf(gallery());
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await promisify(execFile)(process.execPath, [
  `${root}node_modules/typescript/bin/tsc`,
  "-p",
  `${root}tsconfig.gallery.json`,
]);
const browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args });
try {
  for (const width of widths)
    for (const theme of themes) await photograph(await open(browser, width, theme), `${width}-${theme}`);
  await writeFile(`${folder}index.html`, await wholePage(await open(browser, 600, "light")));
} finally {
  await browser.close();
}
process.stdout.write(`${drawn.length} drawings of ${gallery().length} states: ${folder}index.html\n`);

async function open(on: Browser, width: number, colorScheme: "light" | "dark"): Promise<Page> {
  const page = await on.newPage({
    viewport: { width, height: 900 },
    colorScheme,
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
  });
  page.on("pageerror", (error) => process.stderr.write(`${error.message}\n`));
  await serveScripts(page, pictures);
  await page.goto(address);
  const workspace = { team: TEAM, bot: BOT, users: PEOPLE, channels: CHANNELS };
  await page.evaluate(
    `${scripts}.then(({ drawStates }) => drawStates(${JSON.stringify(drawn)}, ${JSON.stringify(workspace)}))`,
  );
  // Pictures out of sight are not loaded otherwise.
  await page.evaluate(`Promise.all([...document.images].map((image) => ((image.loading = "eager"), image.decode())))`);
  // Charts find their height after they were drawn.
  await page.waitForTimeout(500);
  return page;
}

async function photograph(page: Page, name: string): Promise<void> {
  for (const group of await page.locator(".gallery-group").all())
    await group.screenshot({ path: `${folder}${await group.getAttribute("id")}-${name}.png` });
  await page.close();
}

/** One file that needs nothing else: styles and pictures stand in it. */
async function wholePage(page: Page): Promise<string> {
  const style = await page.evaluate<string>(`${scripts}.then(({ styleText }) => styleText())`);
  const body = await page.locator("#gallery").evaluate((node) => node.outerHTML);
  const whole = body.replaceAll(/\/_control\/files\/(F\d+)/g, (_, file) => {
    const svg = Buffer.from(pictures.get(String(file)) ?? "").toString("base64");
    return `data:image/svg+xml;base64,${svg}`;
  });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title><style>${style}</style>`;
  return `<!doctype html><html lang="en"><head>${head}</head><body>${whole}</body></html>\n`;
}
