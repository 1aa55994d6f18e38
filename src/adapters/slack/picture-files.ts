import type { WebClient } from "@slack/web-api";
import type { Picture } from "../../domain/picture/picture.ts";
import { millis } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { Painter } from "../../services/ports-pictures.ts";
import { callOnce } from "./call.ts";
import type { SlackLimits } from "./limits.ts";
import type { OutgoingQueue } from "./outgoing-queue.ts";

export interface PictureFilesOptions {
  readonly client: WebClient;
  readonly queue: OutgoingQueue;
  /** Null where none may be painted: everything is then shown natively. */
  readonly painter: Painter | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly onToken: (outcome: "known" | "refused") => void;
}

export interface PictureFiles {
  /** The id of the file that shows it, uploaded unless it was before. Null, within the limit of time, where that fails. */
  fileOf(picture: Picture): Promise<string | null>;
  /** Slack does not show the file: the next time it is uploaded anew. */
  forget(picture: Picture): void;
}

/** Pictures as files in Slack that are in no channel: only blocks of the bot's own messages show them. */
export function createPictureFiles(options: PictureFilesOptions): PictureFiles {
  const known = new Map<string, Promise<string | null>>();
  let restsUntil = 0;
  const rest = (): void => {
    restsUntil = options.clock.monotonic() + options.limits.pictureRest;
  };
  return {
    fileOf(picture) {
      const before = known.get(picture.svg);
      if (before !== undefined) return before;
      if (options.clock.monotonic() < restsUntil) return Promise.resolve(null);
      const made = withinLimit(options, upload(options, picture)).then((file) => {
        if (file !== null) return file;
        known.delete(picture.svg);
        rest();
        return null;
      });
      known.set(picture.svg, made);
      for (const oldest of known.keys()) if (known.size > options.limits.picturesMax) known.delete(oldest);
      return made;
    },
    forget: ({ svg }) => void known.delete(svg),
  };
}

/** Whoever asked waits for it. */
function withinLimit(
  { clock, limits, log }: PictureFilesOptions,
  work: Promise<string | null>,
): Promise<string | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(limits.pictureWithin, () => {
      log.warn("shown without its picture", { why: "it took too long" });
      resolve(null);
    });
    void work.then((file) => {
      cancel();
      resolve(file);
    });
  });
}

/** Never rejects: what goes wrong is told to the log. */
async function upload(options: PictureFilesOptions, picture: Picture): Promise<string | null> {
  const { painter, client, log } = options;
  if (painter === null) return null;
  const failed = (why: string): null => {
    log.warn("shown without its picture", { why });
    return null;
  };
  const painted = await painter.paint(picture);
  if (!painted.ok) return failed(painted.error);
  const png = painted.value;
  const place = await ask(options, "files.getUploadURLExternal", () =>
    client.files.getUploadURLExternal({ filename: "picture.png", length: png.length, alt_text: picture.altText }),
  );
  if (!place.ok) return failed(place.why);
  const { upload_url, file_id } = place.value;
  if (upload_url === undefined || file_id === undefined) return failed("Slack names no place for it.");
  const sent = await send(options, upload_url, png);
  if (sent !== null) return failed(sent);
  const files: [{ id: string; title: string }] = [{ id: file_id, title: picture.title }];
  const done = await ask(options, "files.completeUploadExternal", () => client.files.completeUploadExternal({ files }));
  return done.ok ? file_id : failed(done.why);
}

type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

async function ask<T>(
  { queue, onToken }: PictureFilesOptions,
  method: string,
  act: () => Promise<T>,
): Promise<Asked<T>> {
  const outcome = await queue.look(method, async () => {
    const called = await callOnce(act, { repeat: "if not executed", onToken });
    return called.kind === "unshowable" ? { kind: "failed", failure: called.failure, again: false } : called;
  });
  return outcome.ok ? outcome : { ok: false, why: outcome.error.detail };
}

/** The bytes as they are. The address is a secret of its own, so the bot's token does not go there. Null when Slack took them. */
async function send(
  { clock, limits }: PictureFilesOptions,
  address: string,
  png: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  const giveUp = new AbortController();
  const cancel = clock.after(millis(limits.callWithin), () => giveUp.abort());
  try {
    const headers = { "content-type": "application/octet-stream" };
    const init = { method: "POST", headers, body: png, redirect: "error", signal: giveUp.signal } as const;
    const response = await fetch(address, init);
    await response.body?.cancel();
    return response.ok ? null : `Slack does not take the file (HTTP status ${response.status}).`;
  } catch (error) {
    return `The file could not be sent (${error instanceof Error ? error.name : "unknown error"}).`;
  } finally {
    cancel();
  }
}
