import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startPainting } from "../src/adapters/pictures/start-painting.ts";
import { loadHeap } from "../src/adapters/recordings/load-heap.ts";
import { mebibytes } from "../src/domain/bytes.ts";
import { outlookOf } from "../src/domain/heap/heap-outlook.ts";
import { drawHeap } from "../src/domain/picture/draw-heap.ts";

/** Draws the pictures of docs/heap-model.md from recordings of real daemons: `npm run pictures:docs`. */
const images = fileURLToPath(new URL("../docs/images/", import.meta.url));
const traces = fileURLToPath(new URL("../test/fixtures/traces/", import.meta.url));
const pictures = [
  { name: "heap-settles", trace: "plateau.csv", daemon: "zope", threshold: mebibytes(28) },
  { name: "heap-leaks", trace: "leak.csv", daemon: "celery", threshold: mebibytes(40) },
];

for (const { name, trace, daemon, threshold } of pictures) {
  const recorded = await loadHeap(`${traces}${trace}`);
  if (!recorded.ok) throw new Error(recorded.error);
  const outlook = outlookOf(recorded.value.points, { thresholds: [threshold] });
  const picture = drawHeap({ host: "web-1", daemon, outlook, limit: { bytes: threshold, by: "set" }, deploys: [] });
  if (picture === null) throw new Error(`${trace} is too short for a picture`);
  const painted = await startPainting(picture.svg).done;
  if (!painted.ok) throw new Error(painted.error);
  await writeFile(`${images}${name}.png`, painted.value);
  process.stdout.write(`${name}.png: ${picture.altText}\n`);
}
