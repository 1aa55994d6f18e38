import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fail, type Result, succeed } from "../../domain/result.ts";

/** What the process runs. */
export interface PaintProgram {
  readonly file: URL;
  /** Of Node; as this process was started, unless said otherwise. */
  readonly execArgv?: readonly string[];
}

export interface Painting {
  /** The PNG, or a sentence for the log; never rejects. */
  readonly done: Promise<Result<Uint8Array<ArrayBuffer>, string>>;
  /** Ends the process, if it still runs: then `done` says so. */
  readonly giveUp: () => void;
}

/** Pictures have some tens of kilobytes; more is not one of ours. */
const pngBytesMax = 4_000_000;
const complaintMax = 300;
/** The first bytes of every PNG. */
const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Beside its process, whether compiled or not. */
function usualProgram(): PaintProgram {
  const end = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return { file: new URL(`./paint-child.${end}`, import.meta.url) };
}

/** One process for one picture. */
export function startPainting(svg: string, program: PaintProgram = usualProgram()): Painting {
  const child = fork(fileURLToPath(program.file), [], {
    ...(program.execArgv === undefined ? {} : { execArgv: [...program.execArgv] }),
    // No secret of the bot's is any business of a picture's.
    env: {},
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  const chunks: Buffer[] = [];
  let length = 0;
  let complaint = "";
  const stop = (): void => void child.kill("SIGKILL");
  child.stdout?.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > pngBytesMax) stop();
    else chunks.push(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(0, complaintMax);
  });
  // It may have ended before it has read all: how it ended says more.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(svg);
  const done = new Promise<Result<Uint8Array<ArrayBuffer>, string>>((resolve) => {
    child.on("error", (error) => resolve(fail(`the painter could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      const png = Buffer.concat(chunks);
      const isPng = code === 0 && png.subarray(0, magic.length).equals(magic);
      resolve(isPng ? succeed(png) : fail(`the painter ended with ${code ?? signal}: ${complaint.trim()}`));
    });
  });
  return { done, giveUp: stop };
}
