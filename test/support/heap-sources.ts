import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ThreadProgram } from "../../src/adapters/worker/heap-thread.ts";

/** The heap model's thread as it is, from its sources: they need a loader of TypeScript, where the built program needs none. */
export async function heapSources(): Promise<{ readonly program: ThreadProgram; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "heap-sources-"));
  const file = join(folder, "sources.mjs");
  const source = new URL("../../src/adapters/worker/heap-worker.ts", import.meta.url);
  const loader = import.meta.resolve("tsx/esm/api");
  await writeFile(file, `import { register } from "${loader}"; register(); await import("${source}");`);
  return {
    program: { file: pathToFileURL(file), execArgv: [] },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
