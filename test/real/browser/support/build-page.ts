import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the page's compiled scripts lie during the tests. */
    pageFolder: string;
  }
}

let folder = "";

/** Compiles the page into a folder of its own, so that the tests never run against an old build. */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "trial-page-"));
  const tsc = join("node_modules", "typescript", "bin", "tsc");
  await promisify(execFile)(process.execPath, [tsc, "-p", "tsconfig.page.json", "--outDir", folder]);
  project.provide("pageFolder", join(folder, "trial", "page"));
}

export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
