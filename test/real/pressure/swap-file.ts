import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fail, type Result, succeed } from "../../../src/domain/result.ts";

/** A swap area of this machine for as long as a test lasts. */
export interface SwapFile {
  remove(): void;
}

const chunkMib = 16;

/** Writes the file whole, since the kernel takes none with holes. Else why there is no swap, as a phrase. */
export function addSwapFile(file: string, sizeMib: number): Result<SwapFile, string> {
  try {
    rmSync(file, { force: true });
    const chunk = Buffer.alloc(chunkMib * 1024 ** 2);
    for (let written = 0; written < sizeMib; written += chunkMib) {
      writeFileSync(file, chunk, { flag: "a", mode: 0o600 });
    }
  } catch (error) {
    rmSync(file, { force: true });
    return fail(`the swap file could not be written (${error instanceof Error ? error.message : error})`);
  }
  const trouble = run("mkswap", file) ?? run("swapon", file);
  if (trouble !== null) {
    rmSync(file, { force: true });
    return fail(trouble);
  }
  return succeed({
    remove() {
      const left = run("swapoff", file);
      rmSync(file, { force: true });
      if (left !== null) throw new Error(left);
    },
  });
}

function run(program: string, file: string): string | null {
  const { status, stderr, error } = spawnSync(program, [file], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  return status === 0 ? null : `${program} was refused (${(error?.message ?? stderr).trim()})`;
}
