import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import ssh2 from "ssh2";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import { Secret } from "../../domain/secret.ts";
import type { KeyFileFault } from "./trouble.ts";

/** An RSA key of 16,384 bits has 13 KB. */
const keyBytesMax = 64 * 1024;

/**
 * Reads a private key that nobody else can read or exchange: a plain file of mode 0600 or stricter, owned by the bot or
 * by root, in a folder that only its owner can change. No fault tells anything of the content. `botUid` is null where the system
 * has no such thing.
 */
export async function loadPrivateKey(
  file: string,
  botUid: number | null = ownUid(),
): Promise<Result<Secret, KeyFileFault>> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const fault = (await folderFault(dirname(file))) ?? (await fileFault(handle, botUid));
    return fault === null ? parse(await handle.readFile("utf8")) : fail(fault);
  } catch (error) {
    return fail(faultOf(error));
  } finally {
    await handle?.close();
  }
}

async function folderFault(folder: string): Promise<KeyFileFault | null> {
  const { mode } = await stat(folder);
  // In a folder with the sticky bit, such as /tmp, nobody can rename what belongs to others.
  const changeable = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  return changeable ? { kind: "lax folder", folder, mode: mode & 0o7777 } : null;
}

async function fileFault(handle: FileHandle, own: number | null): Promise<KeyFileFault | null> {
  const about = await handle.stat();
  const { mode, uid, gid } = about;
  if (!about.isFile() || about.size > keyBytesMax) return { kind: "not a file" };
  if (uid !== 0 && own !== null && uid !== own) return { kind: "foreign owner", uid };
  // systemd's LoadCredential gives root:root 0440, where the group bits only mirror an access list for the bot's user.
  const credential = uid === 0 && gid === 0 && own !== 0 && (mode & 0o037) === 0;
  return (mode & 0o077) === 0 || credential ? null : { kind: "lax mode", mode: mode & 0o7777 };
}

/** Null where the system has no such thing, or no entry for a container's number. */
function ownUid(): number | null {
  try {
    const { uid } = userInfo();
    return uid < 0 ? null : uid;
  } catch {
    return null;
  }
}

function parse(text: string): Result<Secret, KeyFileFault> {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) {
    return fail({ kind: /encrypted|passphrase/i.test(parsed.message) ? "encrypted" : "no private key" });
  }
  return parsed.isPrivateKey() ? succeed(new Secret(text)) : fail({ kind: "no private key" });
}

function faultOf(error: unknown): KeyFileFault {
  if (!(error instanceof Error && "code" in error)) throw error;
  const code = String(error.code);
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
  if (code === "ELOOP") return { kind: "symbolic link" };
  return { kind: "unreadable", code };
}
