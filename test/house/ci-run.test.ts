import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

/** Stands in for npm: writes the report that vitest would, or fails, as the plan for the group says. */
const stand = `#!${process.execPath}
const { mkdirSync, symlinkSync, writeFileSync } = require("node:fs");
const plan = JSON.parse(process.env.PLAN);
const args = process.argv.slice(2);
const after = (flag) => args.find((arg) => arg.startsWith(flag))?.slice(flag.length);
const report = after("--outputFile.json=");
if (args[0] === "install") {
  const name = args.at(-1).split("@")[0];
  const bin = args[args.indexOf("--prefix") + 1] + "/node_modules/" + name + "/bin";
  mkdirSync(bin, { recursive: true });
  writeFileSync(bin + "/node", '#!/bin/sh\\n[ "$1" = --version ] && echo v' + args.at(-1).split("@")[1] + '.0.0 || exec ${process.execPath} "$@"\\n', { mode: 0o755 });
} else if (report !== undefined) {
  const group = report.replace(/.*\\//, "").replace(".json", "");
  const { write = true, status = 0, ...counts } = plan[group] ?? {};
  if (write) writeFileSync(report, JSON.stringify({ numPassedTests: 10, numFailedTests: 0, ...counts }));
  process.exitCode = status;
} else if (args.includes("bench:probe")) {
  const figures = [
    { name: "target cpu per sample", value: plan.cpu ?? 0.7, unit: "ms", peer: { name: "ssh", value: 65 } },
    { name: "processes forked per sample", value: plan.forks ?? 0, unit: "" },
  ];
  process.stdout.write(JSON.stringify({ name: "probe", figures }));
} else if (args.includes("bench:store")) {
  const figures = [
    { name: "cpu of one core, 1,000 daemons at 15 s", value: 0.6, unit: "%", peer: { name: "rows", value: 0.2 } },
    { name: "24 h of one daemon, cpu, median", value: 11, unit: "ms" },
    { name: "bytes per daemon and month", value: 860000, unit: "bytes" },
  ];
  process.stdout.write(JSON.stringify({ name: "store", figures }));
} else if (args.includes("bench:storm")) {
  const figures = [
    { name: "alerts in the storm", value: 5000, unit: "alerts" },
    { name: "alerts or transitions lost, doubled or miscounted", value: plan.lost ?? 0, unit: "faults" },
    { name: "first critical alert visible after", value: 1.2, unit: "s" },
    { name: "most posts per second and channel", value: 1, unit: "posts" },
    { name: "event-loop delay p99", value: 20, unit: "ms" },
    { name: "all told after the end of the outage", value: 30, unit: "s" },
  ];
  process.stdout.write(JSON.stringify({ name: "storm", figures }));
} else if (args.includes("bench:first-answer")) {
  const figures = [
    { name: "from clone to first answer", value: plan.seconds ?? 30, unit: "s" },
    { name: "from tokens to first answer", value: plan.afterTokens ?? 40, unit: "s" },
  ];
  process.stdout.write(JSON.stringify({ name: "first-answer", figures }));
} else process.exitCode = plan[args.join(" ")] ?? 0;
`;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Runs the script with every outside program replaced, so that nothing is installed or really tested. */
function run(plan: Readonly<Record<string, unknown>> = {}) {
  const bin = mkdtempSync(join(tmpdir(), "scipy-ci-"));
  folders.push(bin);
  const script = (name: string, text: string) => writeFileSync(join(bin, name), text, { mode: 0o755 });
  script("npm", stand);
  for (const name of [
    "sshd",
    "ssh",
    "free",
    "ss",
    "mawk",
    "gawk",
    "busybox",
    "promtool",
    "ansible",
    "chromium",
    "apt-get",
    "sudo",
  ]) {
    script(name, "#!/bin/sh\nexit 0\n");
  }
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, PLAN: JSON.stringify(plan), TMPDIR: bin };
  const { status, stdout } = spawnSync(fileURLToPath(new URL("../../.ci/run", import.meta.url)), {
    encoding: "utf8",
    env,
  });
  return { status, last: stdout.trimEnd().split("\n").at(-1), stdout };
}

test("when everything passes the last line has the true sum, and the exit code is 0", () => {
  const { status, last, stdout } = run();
  expect(last, stdout).toBe("76 passed, 0 failed");
  expect(status).toBe(0);
});

test.each([
  ["a failed test", { sshd: { numFailedTests: 2, status: 1 } }, "76 passed, 2 failed"],
  ["a skipped test", { browser: { numPendingTests: 1 } }, "76 passed, 1 failed"],
  ["a test that is only planned", { browser: { numTodoTests: 1 } }, "76 passed, 1 failed"],
  ["a group without any test", { sshd: { numPassedTests: 0 } }, "66 passed, 1 failed"],
  ["a group that wrote no report", { browser: { write: false, status: 1 } }, "66 passed, 1 failed"],
  ["a group that says that all passed and ends with 1", { sshd: { status: 1 } }, "76 passed, 1 failed"],
  ["a failure under another Node", { "node-24": { numFailedTests: 1, status: 1 } }, "76 passed, 1 failed"],
  ["a check that fails", { "run check": 1 }, "75 passed, 1 failed"],
  ["a sample that costs the host more than promised", { cpu: 2.1 }, "75 passed, 1 failed"],
  ["a probe that forks", { forks: 1 }, "75 passed, 1 failed"],
  ["an alert that is lost in a storm", { lost: 1 }, "75 passed, 1 failed"],
  ["a first answer that takes longer than promised", { seconds: 90.1 }, "75 passed, 1 failed"],
  ["a first answer that comes too long after the tokens", { afterTokens: 180.1 }, "75 passed, 1 failed"],
])("%s fails the run", (_, plan, expected) => {
  const { status, last, stdout } = run(plan);
  expect(last, stdout).toBe(expected);
  expect(status).toBe(1);
});

test("an installation that fails ends the run at once, as a failure", () => {
  expect(run({ ci: 1 })).toMatchObject({ status: 1, last: "0 passed, 1 failed" });
});

test("the end of the log names every test that failed or was left out, and what it said", () => {
  const testResults = [
    {
      name: `${process.cwd()}/test/real/one.test.ts`,
      status: "failed",
      assertionResults: [
        { fullName: "it holds", status: "passed", failureMessages: [] },
        {
          fullName: "it breaks",
          status: "failed",
          failureMessages: ["AssertionError: expected 1 to be 2\n  at line 3"],
        },
        { fullName: "it waits", status: "skipped", failureMessages: [] },
      ],
    },
    { name: "/elsewhere/two.test.ts", status: "failed", message: "SyntaxError: no such file", assertionResults: [] },
  ];
  const { stdout } = run({ sshd: { numFailedTests: 1, numPendingTests: 1, status: 1, testResults } });
  expect(stdout.split("group  ")[1]?.split("\n\n").slice(1).join("\n\n")).toBe(
    [
      "sshd: test/real/one.test.ts › it breaks: AssertionError: expected 1 to be 2",
      "sshd: test/real/one.test.ts › it waits: skipped",
      "sshd: /elsewhere/two.test.ts: SyntaxError: no such file",
      "",
      "76 passed, 2 failed\n",
    ].join("\n"),
  );
});

test("a run without a failure ends with its table and its sum alone", () => {
  expect(run().stdout).toMatch(/node-24 +10 +0\n\n76 passed, 0 failed\n$/);
});
