import { accessSync, constants, existsSync, readdirSync, type Stats, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { bytes, renderBytes } from "../../domain/bytes.ts";
import type { Finding } from "../../domain/doctor/finding.ts";
import { ballastBytes, freeRatioLow } from "./limits.ts";
import { ownNames } from "./sqlite-folder.ts";

/** What stands in the way of a store in this folder, for the user that asks. Makes nothing and changes nothing. */
export function inspectFolder(folder: string, uid: number | null): readonly Finding[] {
  try {
    const found = existsSync(folder) ? inspectThere(folder, uid) : inspectAbsent(folder);
    return [found, ...(found.outcome === "failed" ? [] : [inspectRoom(existing(folder))])];
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    return [finding("data folder", "failed", `${folder} cannot be looked at (${why}). ${asTheBot}`)];
  }
}

const asTheBot = "Run doctor as the bot's user, or name another folder with SCIPY_DATA.";

function inspectAbsent(folder: string): Finding {
  const above = existing(folder);
  if (statSync(above).isDirectory() && mayWrite(above))
    return finding(
      "data folder",
      "ok",
      `${folder} is not there yet: the bot makes it at its start, for its user alone.`,
    );
  const sentence = `${folder} is not there, and cannot be made in ${above} by this user. Make it as root, for the bot's user: install -d -m 700 -o USER ${folder}`;
  return finding("data folder", "failed", sentence);
}

function inspectThere(folder: string, uid: number | null): Finding {
  const facts = statSync(folder);
  if (!facts.isDirectory())
    return finding("data folder", "failed", `${folder} is a file. Name a folder with SCIPY_DATA.`);
  const owner = ownerProblem(folder, { facts, uid });
  if (owner !== null) return owner;
  if (!mayWrite(folder)) return finding("data folder", "failed", `This user may not write in ${folder}. ${asTheBot}`);
  return inspectMode(folder, facts.mode & 0o777);
}

/** Root may use anybody's. */
function ownerProblem(
  folder: string,
  { facts, uid }: { readonly facts: Stats; readonly uid: number | null },
): Finding | null {
  if (uid === null || uid === 0 || facts.uid === uid) return null;
  const sentence = `${folder} belongs to user ${facts.uid}, and this is user ${uid}. If this is the bot's user, run: chown -R ${uid} ${folder}`;
  return finding("data folder", "failed", sentence);
}

const othersMay = 0o077;

/** As it is done at the start: what is the bot's alone is closed, what it shares is not its to change. */
function inspectMode(folder: string, mode: number): Finding {
  const shown = mode.toString(8).padStart(4, "0");
  if ((mode & othersMay) === 0) return finding("data folder", "ok", `${folder} is the bot's alone (mode ${shown}).`);
  const foreign = readdirSync(folder).find((name) => !ownNames.includes(name));
  if (foreign === undefined)
    return finding(
      "data folder",
      "warning",
      `${folder} is open to other users (mode ${shown}): the bot closes it at its start.`,
    );
  const sentence = `${folder} is open to other users (mode ${shown}) and holds other things too (${foreign}). Give the bot a folder of its own, or run: chmod 700 ${folder}`;
  return finding("data folder", "failed", sentence);
}

function inspectRoom(folder: string): Finding {
  const disk = statfsSync(folder);
  const free = renderBytes(bytes(disk.bavail * disk.bsize));
  if (disk.bavail * disk.bsize < 2 * ballastBytes)
    return finding("free space", "failed", `The disk of ${folder} is full (${free} free). Free some space.`);
  if (disk.bavail / Math.max(1, disk.blocks) < freeRatioLow)
    return finding(
      "free space",
      "warning",
      `Less than 10 % of the disk of ${folder} is free (${free}). Free some space.`,
    );
  return finding("free space", "ok", `${free} are free.`);
}

/** The folder, or the nearest above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function finding(check: string, outcome: Finding["outcome"], sentence: string): Finding {
  return { subject: "store", check, outcome, sentence };
}
