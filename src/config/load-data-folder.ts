import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { fail, type Result, succeed } from "../domain/result.ts";
import { printable } from "./describe-value.ts";

/** Alerts, silences and figures of the hosts: nobody else's business. */
const folderMode = 0o700;

/** A group may: a volume that is mounted into a container belongs to root and is the group's. */
const othersMay = 0o007;

/**
 * The data folder, made with mode 0700 where there is none. One that others may enter is not used, since what lies in it
 * decides what people are told. The error is a sentence with the command that mends it.
 */
export function loadDataFolder(path: string, uid: number | null): Result<string, string> {
  const shown = printable(path);
  try {
    if (!existsSync(path)) {
      // Alone, without the folders above it: a slip in the path makes nothing, and where nothing can be made Node would try for ever.
      mkdirSync(path, { mode: folderMode });
      // Whatever the umask is.
      chmodSync(path, folderMode);
    }
    const facts = statSync(path);
    if (!facts.isDirectory()) return fail(unusable(shown, "there is a file of this name"));
    const { mode, uid: owner } = facts;
    if (uid === null) return succeed(path);
    if (owner !== uid && owner !== 0) {
      return fail(
        `The data folder ${shown} belongs to user ${owner}, and the bot runs as user ${uid}. Run: chown ${uid} ${shown}`,
      );
    }
    if ((mode & othersMay) === 0) return succeed(path);
    return fail(
      `The data folder ${shown} is open to everybody (mode ${(mode & 0o7777).toString(8).padStart(4, "0")}). Run: chmod o= ${shown}`,
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    // Without a code it is no failure of the folder, but a mistake of ours.
    if (code === null) throw error;
    return fail(unusable(shown, whys[code] ?? code));
  }
}

function unusable(shown: string, why: string): string {
  return `The data folder ${shown} cannot be used: ${why}. Name another one with SCIPY_DATA.`;
}

const whys: Readonly<Record<string, string>> = {
  EACCES: "the bot's user may not write there",
  EPERM: "the bot's user may not write there",
  EROFS: "the file system is read-only",
  ENOENT: "the folder that it is to lie in is not there",
  ENOTDIR: "a part of its path is a file",
  ENOSPC: "the disk is full",
};
