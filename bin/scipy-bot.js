#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
if (needsBuild()) build();
await import("../dist/main.js");

/** A checkout has `src`; an installed package ships `dist` alone and never builds. */
function needsBuild() {
  const built = join(root, "dist", "main.js");
  if (!existsSync(join(root, "src"))) return false;
  return !existsSync(built) || newest(join(root, "src")) > statSync(built).mtimeMs;
}

function newest(folder) {
  const times = readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) =>
    entry.isFile() ? statSync(join(entry.parentPath, entry.name)).mtimeMs : 0,
  );
  return Math.max(...times);
}

function build() {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  if (!existsSync(compiler)) stop("scipy-bot is not built, and TypeScript is not installed. Run `npm ci` first.");
  process.stderr.write("Building scipy-bot (a few seconds, once) …\n");
  for (const project of ["tsconfig.json", "tsconfig.page.json"]) {
    const { status } = spawnSync(process.execPath, [compiler, "-p", join(root, project)], { stdio: ["ignore", 2, 2] });
    if (status !== 0) stop("scipy-bot could not be built: see the compiler's message above.");
  }
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
