import { describe, expect, it } from "vitest";
import { createHandClock, openWorkspace, until } from "./open-workspace.ts";

const scopes = ["chat:write", "files:write", "files:read"];

describe("an uploaded file", () => {
  it("can stand in a block once it has been looked at, and the page can fetch it", async () => {
    const clock = createHandClock();
    const trial = await openWorkspace({ scopes, now: clock.now });
    const { upload_url, file_id } = await trial.api("files.getUploadURLExternal", {
      filename: "load.png",
      length: "4",
      alt_text: "Load",
    });
    expect(file_id).toMatch(/^F[A-Z0-9]{8,}$/);
    const form = new FormData();
    form.append("body", new Blob([new Uint8Array([1, 2, 3, 4])]), "Untitled");
    expect((await fetch(upload_url, { method: "POST", body: form })).status).toBe(200);
    expect(await trial.api("files.completeUploadExternal", { files: JSON.stringify([{ id: file_id }]) })).toMatchObject(
      { ok: true },
    );
    const image = { type: "image", slack_file: { id: file_id }, alt_text: "Load" };
    const post = () => trial.api("chat.postMessage", { channel: "C01OPS", text: "Load", blocks: [image] });
    expect((await post()).response_metadata.messages[0]).toContain("invalid slack file");
    expect((await trial.api("files.info", { file: file_id })).file.mimetype).toBe("");
    clock.forward(300);
    expect(await post()).toMatchObject({ ok: true });
    expect((await trial.api("files.info", { file: file_id })).file.mimetype).toBe("image/png");
    const shown = await fetch(`${trial.workspace.url}_control/files/${file_id}`);
    expect([shown.headers.get("content-type"), (await shown.arrayBuffer()).byteLength]).toEqual(["image/png", 4]);
    expect(await trial.broken()).toEqual([]);
  });

  it("is refused when it has another length than was announced", async () => {
    const trial = await openWorkspace();
    const { upload_url, file_id } = await trial.api("files.getUploadURLExternal", { filename: "a.png", length: 9 });
    expect((await fetch(upload_url, { method: "POST", body: "four" })).status).toBe(400);
    expect(await trial.api("files.completeUploadExternal", { files: [{ id: file_id }] })).toMatchObject({
      error: "file_not_found",
    });
    expect(await trial.broken()).toEqual(["files"]);
  });

  it("is shared as a message where a channel is named", async () => {
    const trial = await openWorkspace();
    const { upload_url, file_id } = await trial.api("files.getUploadURLExternal", { filename: "a.png", length: 4 });
    await fetch(upload_url, { method: "POST", body: "four" });
    await trial.api("files.completeUploadExternal", {
      files: [{ id: file_id, title: "Load" }],
      channel_id: "C01OPS",
      initial_comment: "See",
    });
    const message = await until("the message", async () => (await trial.see("/messages/C01OPS")).messages[0]);
    expect(message).toMatchObject({ text: "See", files: [{ id: file_id, title: "Load" }] });
  });
});
