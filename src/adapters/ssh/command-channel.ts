import type { ClientChannel } from "ssh2";

/** How a command on a host has ended, as far as its channel tells. */
export interface ChannelEnd {
  /** Null where a signal ended it, or the channel was lost. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Standard output and error in the order in which they came. */
  readonly output: Buffer;
  readonly flooded: boolean;
}

/** The last of it is what tells why a command failed. */
export const outputBytesMax = 64 * 1024;
/** A command that prints so much is not restarting anything any more; the channel is given up, the command goes on. */
export const floodBytesMax = 16 * 1024 * 1024;

/** Reads both outputs to the end, keeps the last of them, and tells once how it ended. */
export function listenToCommand(channel: ClientChannel, onEnd: (end: ChannelEnd) => void): void {
  let kept: Buffer[] = [];
  let bytes = 0;
  let total = 0;
  let exit: { readonly code: number | null; readonly signal: string | null } = { code: null, signal: null };
  let isOver = false;

  const end = (flooded: boolean): void => {
    if (isOver) return;
    isOver = true;
    onEnd({ ...exit, output: Buffer.concat(kept).subarray(-outputBytesMax), flooded });
  };
  const take = (chunk: Buffer): void => {
    if (isOver) return;
    total += chunk.length;
    kept.push(chunk);
    bytes += chunk.length;
    if (bytes > 2 * outputBytesMax) {
      kept = [Buffer.concat(kept).subarray(-outputBytesMax)];
      bytes = outputBytesMax;
    }
    if (total > floodBytesMax) end(true);
  };
  channel.on("error", () => end(false));
  channel.stderr.on("error", () => end(false));
  channel.on("data", take);
  channel.stderr.on("data", take);
  channel.on("exit", (code: number | null, signal?: string) => {
    exit = { code: code ?? null, signal: signal ?? null };
  });
  channel.on("close", () => end(false));
}
