import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { Secret } from "../../domain/secret.ts";
import type { StoreFailure } from "../../services/ports-store.ts";

/** What is kept of the audit outside of the database: its key, and how far it was written. */
export interface AuditAnchor {
  readonly key: Buffer;
  /** Null before the first row, or where it cannot be read. */
  head(): AuditHead | null;
  /** On disk when it returns. Never throws: a head that is old still proves what was before. */
  keepHead(head: AuditHead): void;
}

export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export const auditKeyName = "audit.key";
export const auditHeadName = "audit.head";
const ownerOnlyFile = 0o600;
const othersMay = 0o077;
const keyBytes = 32;

/** The key of the environment, or of a file in the data folder that is made at the first start. */
export function openAuditAnchor(folder: string, given: Secret | null): Result<AuditAnchor, StoreFailure> {
  return unlessRefused(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, auditKeyName);
    if (given === null && !existsSync(file)) write(file, randomBytes(keyBytes).toString("hex"));
    return anchorIn(folder, given);
  });
}

/** The same of an audit that was written already: nothing is made, since a new key would prove nothing. */
export function findAuditAnchor(folder: string, given: Secret | null): Result<AuditAnchor, StoreFailure> {
  const file = join(folder, auditKeyName);
  if (given === null && !existsSync(file))
    return fail({
      reason: "fault",
      detail: `There is no key of the audit: neither ${file}, nor SCIPY_AUDIT_KEY. Name the data folder of the bot by --data or SCIPY_DATA.`,
    });
  return unlessRefused(folder, () => anchorIn(folder, given));
}

function anchorIn(folder: string, given: Secret | null): Result<AuditAnchor, StoreFailure> {
  const key = given === null ? keyIn(join(folder, auditKeyName)) : succeed(Buffer.from(given.reveal(), "utf8"));
  return key.ok ? succeed(anchorOf(key.value, join(folder, auditHeadName))) : key;
}

function unlessRefused<T>(folder: string, act: () => Result<T, StoreFailure>): Result<T, StoreFailure> {
  try {
    return act();
  } catch (error) {
    const { code = String(error), path = folder } = error as NodeJS.ErrnoException;
    return fail({
      reason: "read only",
      detail: `The key of the audit cannot be used (${code} at ${path}). The bot's user must own it and be allowed to read and write it.`,
    });
  }
}

function keyIn(file: string): Result<Buffer, StoreFailure> {
  if ((statSync(file).mode & othersMay) !== 0)
    return fail({
      reason: "read only",
      detail: `${file} is open to other users of this machine, who could forge the audit. Close it: chmod 600 ${file}`,
    });
  const text = readFileSync(file, "utf8").trim();
  if (text.length >= keyBytes) return succeed(Buffer.from(text, "utf8"));
  return fail({
    reason: "corrupt",
    detail: `${file} holds no key of the audit. Put back the file from your backup; without it nothing that was recorded can be proved.`,
  });
}

function anchorOf(key: Buffer, file: string): AuditAnchor {
  return {
    key,
    head: () => headIn(file),
    keepHead({ seq, hash }) {
      try {
        write(`${file}.new`, `${seq} ${hash}\n`);
        renameSync(`${file}.new`, file);
      } catch {
        // The row itself is stored; the next one tries again.
      }
    },
  };
}

function headIn(file: string): AuditHead | null {
  try {
    const [, seq, hash] = /^(\d{1,15}) ([0-9a-f]{64})\n$/.exec(readFileSync(file, "utf8")) ?? [];
    return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
  } catch {
    return null;
  }
}

function write(file: string, text: string): void {
  const handle = openSync(file, "w", ownerOnlyFile);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
