import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type SSROptions } from "vite";

/** Within reach of the packages that are not taken in. */
const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
/** These load parts of their own that are no JavaScript. */
const ssr: SSROptions = { noExternal: true, external: ["@photostructure/sqlite", "ssh2", "node-ssh"] };

/**
 * A program of the tests with all that it needs in one file, which is what resolves: a bot that is started hundreds of times
 * would find and translate hundreds of files each time, which doubles what a start costs.
 */
export async function buildChild(source: URL): Promise<string> {
  const entry = fileURLToPath(source);
  const name = basename(entry, ".ts");
  const outDir = join(cache, `scipy-${name}`);
  const output = { entryFileNames: `${name}.mjs` };
  const target = { ssr: entry, outDir, emptyOutDir: true, rollupOptions: { output } };
  await build({ build: target, ssr, logLevel: "silent", configFile: false });
  return join(outDir, `${name}.mjs`);
}
