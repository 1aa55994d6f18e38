import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPainter } from "../../../src/adapters/pictures/create-painter.ts";
import type { PaintProgram } from "../../../src/adapters/pictures/start-painting.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { drawHeap } from "../../../src/domain/picture/draw-heap.ts";
import type { Picture } from "../../../src/domain/picture/picture.ts";
import { seconds } from "../../../src/domain/time.ts";
import { outlook } from "../../support/heap-outlooks.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** The process as it is, from its sources: they need a loader of TypeScript, where the built program needs none. */
const sources: PaintProgram = {
  file: new URL("../../../src/adapters/pictures/paint-child.ts", import.meta.url),
  execArgv: ["--import", import.meta.resolve("tsx")],
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "painter-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let programs = 0;
async function programOf(text: string): Promise<PaintProgram> {
  programs += 1;
  const file = join(folder, `program-${programs}.mjs`);
  await writeFile(file, text);
  return { file: pathToFileURL(file), execArgv: [] };
}

function heap(): Picture {
  const picture = drawHeap({ host: "scipy", daemon: "zope", outlook: outlook(), limit: null, deploys: [] });
  if (picture === null) throw new Error("nothing was drawn");
  return picture;
}

const picture: Picture = { svg: "<svg/>", width: 1, height: 1, title: "", altText: "" };
const hanging = "setInterval(() => undefined, 1000)";

describe("the painter", () => {
  it("makes a PNG of a picture, two and a half times as wide, with its text", async () => {
    const drawn = heap();
    const painter = createPainter({ clock: systemClock, program: sources });
    const blank = { ...drawn, svg: drawn.svg.replace(/<text.*?<\/text>/g, "") };
    const [painted, without] = await Promise.all([painter.paint(drawn), painter.paint(blank)]);
    if (!painted.ok || !without.ok) throw new Error("not painted");
    const png = Buffer.from(painted.value);
    expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join("")).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, Math.round(drawn.height * 2.5)]);
    // Where no font is found, text vanishes without an error.
    expect(painted.value.length).toBeGreaterThan(1.5 * without.value.length);
  });

  it("says what is wrong with a picture that cannot be read", async () => {
    const painter = createPainter({ clock: systemClock, program: sources });
    const painted = await painter.paint({ ...picture, svg: "<no picture" });
    expect(painted).toMatchObject({ ok: false, error: expect.stringMatching(/^the painter ended with 1: /) });
  });

  it("takes nothing for a picture that is none", async () => {
    const painter = createPainter({ clock: systemClock, program: await programOf("process.stdout.write('hello')") });
    expect(await painter.paint(picture)).toEqual({ ok: false, error: "the painter ended with 0: " });
  });

  it("gives its process no secret of the bot's", async () => {
    const told = await programOf("process.stderr.write(Object.keys(process.env).join()); process.exit(3)");
    const painted = await createPainter({ clock: systemClock, program: told }).paint(picture);
    expect(painted).toMatchObject({ ok: false, error: expect.not.stringMatching(/PATH|HOME|SLACK/) });
  });

  it("ends a process that is too slow, and goes on with the next picture", async () => {
    const clock = new VirtualClock();
    const painter = createPainter({ clock, program: await programOf(hanging) });
    const first = painter.paint(picture);
    await clock.advance(seconds(5));
    expect(await first).toEqual({ ok: false, error: "the painter ended with SIGKILL: " });
    const second = painter.paint(picture);
    await clock.advance(seconds(5));
    expect((await second).ok).toBe(false);
  });

  it("takes no more pictures than anybody waits for", async () => {
    const clock = new VirtualClock();
    const painter = createPainter({ clock, program: await programOf("process.exit(1)") });
    const asked = Array.from({ length: 21 }, () => painter.paint(picture));
    expect(await asked.at(-1)).toEqual({ ok: false, error: "too many pictures are asked for at once" });
    await clock.advance(seconds(15));
    const rest = await Promise.all(asked.slice(0, -1));
    expect(rest.map((each) => each.ok)).toEqual(Array.from({ length: 20 }, () => false));
  });
});
