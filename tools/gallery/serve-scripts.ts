import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page, Route } from "playwright-core";

/** No server: the browser asks an address that does not exist, and is answered from this folder's files. */
export const address = "http://gallery.invalid/";

const root = fileURLToPath(new URL("../../", import.meta.url));
const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/trial/page.css"><link rel="stylesheet" href="/tools/gallery/gallery.css"></head>
<body><main id="gallery"></main></body></html>`;

/** Answers with the compiled scripts, the style of the trial page, and pictures as files of a workspace. */
export async function serveScripts(page: Page, pictures: ReadonlyMap<string, string>): Promise<void> {
  await page.route(`${address}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    const picture = pictures.get(pathname.split("/").at(-1) ?? "");
    return picture === undefined
      ? sendFile(route, pathname)
      : route.fulfill({ contentType: "image/svg+xml", body: picture });
  });
}

async function sendFile(route: Route, pathname: string): Promise<void> {
  const folder = pathname.endsWith(".js") ? "artifacts/gallery/.scripts" : "";
  const contentType = types[extname(pathname)];
  if (contentType === undefined) return route.fulfill({ status: 404 });
  await route.fulfill({ contentType, body: await readFile(`${root}${folder}${pathname}`, "utf8") });
}
