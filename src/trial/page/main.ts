import { getWorkspace } from "./api.ts";
import { el } from "./dom.ts";
import { startPage } from "./page.ts";

/** How often a page that was opened before its server asks again. */
const RETRY_MS = 1000;

/** Starts as soon as the workspace answers; until then says that it waits. */
async function start(): Promise<void> {
  const workspace = await getWorkspace();
  if (workspace !== null && workspace.people.length > 0) return startPage(workspace);
  document
    .getElementById("place")
    ?.replaceChildren(el("p", { class: "empty" }, "Waiting for the trial workspace to answer…"));
  setTimeout(() => void start(), RETRY_MS);
}

void start();
