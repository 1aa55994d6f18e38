import { readFileSync } from "node:fs";

/** Holds the figures of `npm run bench:probe -- --json` against what the README promises. Prints "passed failed skipped" last. */
const { figures } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const promises = [
  ["the probe costs the host at most 1 ms of CPU per sample", named(/^target cpu per sample$/), (it) => inMs(it) <= 1],
  ["the probe forks no process", named(/^processes forked per sample/), (it) => it.value === 0],
  ["something else was measured beside it in the same run", withPeer(), (it) => it.peer.value > 0],
];
const kept = promises.map(([sentence, measured, holds]) => {
  const isKept = measured.length > 0 && measured.every(holds);
  const found = measured.map((it) => `${it.name}: ${it.value} ${it.unit ?? ""}`.trim()).join("; ");
  process.stdout.write(`${isKept ? "kept" : "BROKEN"}: ${sentence} (${found || "not measured"})\n`);
  return isKept;
});
const passed = kept.filter(Boolean).length;
process.stdout.write(`${passed} ${kept.length - passed} 0\n`);

function named(pattern) {
  return figures.filter((figure) => pattern.test(figure.name));
}

function withPeer() {
  return figures.filter((figure) => typeof figure.peer?.value === "number");
}

function inMs(figure) {
  if (figure.unit !== "ms") throw new Error(`"${figure.name}" is in ${figure.unit}, expected ms`);
  return figure.value;
}
