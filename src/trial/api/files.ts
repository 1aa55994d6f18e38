import { checkContent } from "../content.ts";
import { addressedBy } from "../conversations.ts";
import { describeFile, FILE_BYTES_MAX, type StoredFile } from "../files.ts";
import { isObject, type JsonObject, listIn, textIn } from "../json.ts";
import { BOT } from "../people.ts";
import type { State } from "../state.ts";
import { type Answer, botMethod, type Call, lacking, type Method, refusal } from "./method.ts";

export const fileMethods: readonly Method[] = [
  botMethod("files.getUploadURLExternal", "files:write", announceFile),
  botMethod("files.completeUploadExternal", "files:write", completeUpload),
  botMethod("files.info", "files:read", fileInfo),
];

function announceFile(call: Call): Answer {
  const { state, args } = call;
  const name = textIn(args.filename);
  const bytes = Number(args.length);
  if (name === undefined) return lacking(call, "filename");
  if (!Number.isInteger(bytes) || bytes < 1) return lacking(call, "length");
  if (bytes > FILE_BYTES_MAX) return refusal("file_too_large");
  const altText = textIn(args.alt_txt) ?? textIn(args.alt_text) ?? "";
  const file = state.files.announce({ name, altText, bytes });
  return { ok: true, upload_url: `${state.origin()}/upload/${file.id}`, file_id: file.id };
}

/** Takes the bytes that were sent to an upload URL; says what is wrong with them, or null. */
export function receiveUpload(state: State, id: string, bytes: Uint8Array<ArrayBuffer>): string | null {
  const file = state.files.find(id);
  if (file === undefined || file.stage.kind !== "announced") return "this upload URL is unknown or used";
  if (bytes.length !== file.announcedBytes) {
    state.violations.record("files", "upload", `${bytes.length} bytes came, ${file.announcedBytes} were announced`);
    return `expected ${file.announcedBytes} bytes, got ${bytes.length}`;
  }
  state.files.put({ ...file, stage: { kind: "uploaded", bytes } });
  return null;
}

function completeUpload(call: Call): Answer {
  const { state, args } = call;
  const wanted = listIn(args.files).filter(isObject);
  if (wanted.length === 0) return lacking(call, "files");
  const files = wanted.map((each) => uploaded(state, each));
  if (files.some((file) => file === null)) return refusal("file_not_found");
  const place = textIn(args.channel_id);
  const conversation = place === undefined ? null : addressedBy(place);
  if (place !== undefined && conversation === null) return refusal("channel_not_found");
  if (conversation !== null && !conversation.members.includes(BOT.id)) return refusal("not_in_channel");
  const completed = files.filter((file) => file !== null).map((file) => complete(state, file));
  if (conversation !== null) return share(call, conversation.id, completed);
  return { ok: true, files: completed };
}

interface UploadedFile {
  readonly file: StoredFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly title: string;
}

function uploaded(state: State, wanted: JsonObject): UploadedFile | null {
  const file = state.files.find(textIn(wanted.id) ?? "");
  if (file?.stage.kind !== "uploaded") return null;
  return { file, bytes: file.stage.bytes, title: textIn(wanted.title) ?? file.name };
}

function complete(state: State, { file, bytes, title }: UploadedFile): JsonObject {
  const done: StoredFile = { ...file, title, stage: { kind: "completed", bytes, completedAt: state.now() } };
  state.files.put(done);
  return describeFile(done, false);
}

function share(call: Call, channel: string, files: readonly JsonObject[]): Answer {
  const { state, args } = call;
  const comment = textIn(args.initial_comment);
  if (comment !== undefined && args.blocks !== undefined)
    state.violations.record("files", `${call.method} /blocks`, "Slack ignores blocks beside initial_comment");
  const source = comment === undefined ? { text: "file", blocks: args.blocks } : { text: comment };
  const checked = checkContent(state, call.method, source);
  if (checked.kind === "refused") return refusal(checked.error, checked.details);
  const thread_ts = textIn(args.thread_ts);
  state.messages.add(channel, {
    ts: state.ids.ts(),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    user: BOT.id,
    bot_id: BOT.botId,
    text: comment ?? "",
    blocks: checked.content.blocks,
    files,
  });
  return { ok: true, files };
}

function fileInfo(call: Call): Answer {
  const id = textIn(call.args.file);
  if (id === undefined) return lacking(call, "file");
  const file = call.state.files.find(id);
  if (file === undefined || file.stage.kind !== "completed") return refusal("file_not_found");
  return { ok: true, file: describeFile(file, call.state.files.isShowable(id)) };
}
