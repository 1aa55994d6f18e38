import { readFileSync } from "node:fs";

/**
 * Holds the figures of `npm run bench:NAME -- --json` against what the README promises: `promises.mjs NAME FILE`. Prints
 * "passed failed skipped" last.
 */
const [, , name, file] = process.argv;
const { figures } = JSON.parse(readFileSync(file, "utf8"));

const tables = {
  probe: [
    // Machines differ by a factor of two; the way by hand, measured in the same run, differs with them.
    [
      "the probe costs the host at most 2 ms of CPU per sample, and a fiftieth of the way by hand",
      named(/^target cpu per sample$/),
      (it) => inMs(it) <= 2 && it.value <= it.peer.value / 50,
    ],
    ["the probe forks no process", named(/^processes forked per sample/), (it) => it.value === 0],
    ["something else was measured beside it in the same run", withPeer(), (it) => it.peer.value > 0],
  ],
  store: [
    ["1,000 daemons at 15 s take at most 5 % of one core", named(/^cpu of one core/), (it) => it.value <= 5],
    ["24 h of a daemon take at most 20 ms of CPU", named(/^24 h of one daemon, cpu, median$/), (it) => inMs(it) <= 20],
    ["a daemon takes at most 2 MB a month", named(/^bytes per daemon and month$/), (it) => it.value <= 2_000_000],
    ["something else was measured beside it in the same run", withPeer(), (it) => it.peer.value > 0],
  ],
  storm: [
    ["5,000 alerts were told of", named(/^alerts in the storm$/), (it) => it.value === 5000],
    ["none is lost, doubled or miscounted", named(/lost, doubled or miscounted$/), (it) => it.value === 0],
    ["the first critical one is visible within 10 s", named(/^first critical alert/), (it) => it.value <= 10],
    ["at most one post a second in a channel", named(/^most posts per second/), (it) => it.value <= 1],
    ["the event loop is late by less than 100 ms (p99)", named(/^event-loop delay p99$/), (it) => inMs(it) < 100],
    ["all is told within 60 s of the end of an outage", named(/end of the outage$/), (it) => it.value <= 60],
  ],
  "first-answer": [
    ["the bot answers within 90 s of the clone", named(/^from clone to first answer$/), (it) => it.value <= 90],
    // Two minutes are left to whoever makes the app and takes its tokens.
    ["the bot answers within 3 min of the tokens", named(/^from tokens to first answer$/), (it) => it.value <= 180],
  ],
};

const kept = tables[name].map(([sentence, measured, holds]) => {
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
