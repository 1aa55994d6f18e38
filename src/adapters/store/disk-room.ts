import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import type { Log } from "../../services/ports.ts";
import type { StoreFailure } from "../../services/ports-store.ts";
import { ballastBytes, freeRatioLow, freeRatioWell } from "./limits.ts";
import type { StoreFiles } from "./sqlite-folder.ts";

/** Room on the disk that is given up when there is none left. */
export interface DiskRoom {
  /** True where the ballast was there to be given up. */
  giveUp(): boolean;
  shortage(): StoreFailure | null;
  /** Measures, warns when it gets tight, and takes the ballast up again. `spare` is room inside of the database. */
  measure(spareBytes: number): number | null;
}

/**
 * A file of 5 MiB is deleted when the disk is full: that is the room in which decisions are still written, and old
 * readings deleted, which needs room too. New readings wait until there is enough for the ballast again.
 */
export function createDiskRoom({ folder, ballast }: StoreFiles, log: Log): DiskRoom {
  let isShort = false;
  let isLow = false;

  function takeUp(freeBytes: number, spareBytes: number): void {
    if (existsSync(ballast)) return;
    const isEnough = freeBytes >= 2 * ballastBytes || (spareBytes >= ballastBytes && freeBytes >= ballastBytes);
    if (!isEnough || !writeBallast(ballast)) return;
    if (isShort) log.info(`There is room on the disk of ${folder} again; readings are stored again.`);
    isShort = false;
  }

  function warn(freeBytes: number, ratio: number): void {
    if (ratio >= (isLow ? freeRatioWell : freeRatioLow)) {
      isLow = false;
      return;
    }
    if (!isLow)
      log.warn(`Less than 10 % of the disk of ${folder} is free. Free some space before it is full.`, { freeBytes });
    isLow = true;
  }

  return {
    giveUp() {
      if (!existsSync(ballast)) return false;
      rmSync(ballast, { force: true });
      isShort = true;
      return true;
    },
    shortage: () => (isShort ? short(folder) : null),
    measure(spareBytes) {
      const disk = statfsSync(folder);
      const freeBytes = disk.bavail * disk.bsize;
      warn(freeBytes, disk.bavail / Math.max(1, disk.blocks));
      takeUp(freeBytes, spareBytes);
      return freeBytes;
    },
  };
}

function short(folder: string): StoreFailure {
  const detail =
    `The disk of ${folder} is full: only decisions are still stored, readings are not. ` +
    "Free at least 10 MiB there; the bot goes on by itself within 5 min.";
  return { reason: "full", detail };
}

/** False where there is no room after all. Real bytes: a hole in a file holds no room. */
function writeBallast(path: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    try {
      const piece = Buffer.alloc(ballastBytes / 16, "ballast ");
      for (let written = 0; written < ballastBytes; ) written += writeSync(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}
