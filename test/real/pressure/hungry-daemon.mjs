/**
 * A daemon that does not fit into its memory group: node hungry-daemon.mjs GROUP FILE FILE_MIB HEAP_MIB GROW_MIB SECONDS. It
 * joins the group whose list of processes is the file GROUP, and writes FILE, which it unlinks at once, so that nothing is
 * left however it ends. Then it reads that and touches HEAP_MIB of its own memory, again and again. With a FILE_MIB of 0 it
 * only holds its memory, and takes GROW_MIB more each minute. It ends by itself after SECONDS.
 */
import { openSync, readSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const [group, file, ...counts] = process.argv.slice(2);
const [fileMib, heapMib, growMib, seconds] = counts.map(Number);
const mib = 1024 * 1024;
const pageBytes = 4096;
const until = Date.now() + seconds * 1000;

writeFileSync(group, String(process.pid));
const heap = Array.from({ length: heapMib }, () => Buffer.alloc(mib, 1));
if (fileMib > 0) thrash(ownFile());
else await leak();

/** Pages of a file weigh in the group that brought them in: written by somebody else, they would not in this one. */
function ownFile() {
  const descriptor = openSync(file, "w+");
  unlinkSync(file);
  for (let part = 0; part < fileMib; part += 1) writeSync(descriptor, Buffer.alloc(mib, 7));
  return descriptor;
}

function thrash(descriptor) {
  process.stdout.write("ready\n");
  const piece = Buffer.alloc(mib);
  for (let part = 0; Date.now() < until; part += 1) {
    readSync(descriptor, piece, 0, mib, (part % fileMib) * mib);
    const chunk = heap[part % heap.length];
    for (let byte = 0; byte < mib; byte += pageBytes) chunk[byte] = part;
  }
}

async function leak() {
  process.stdout.write("ready\n");
  const startedAt = Date.now();
  while (Date.now() < until) {
    await pause(500);
    const due = heapMib + (growMib * (Date.now() - startedAt)) / 60_000;
    while (heap.length < due) heap.push(Buffer.alloc(mib, heap.length));
  }
}
