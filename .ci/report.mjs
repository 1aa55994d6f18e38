import { readFileSync } from "node:fs";

/**
 * Reads a report that vitest wrote as JSON. First line: "passed failed skipped"; zeros when there is none. Then a line for
 * each test that failed or was left out: "GROUP: file › title: first line of the message".
 */
const [group, file] = process.argv.slice(2);
const report = load(file);
const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
process.stdout.write(`${report.numPassedTests ?? 0} ${report.numFailedTests ?? 0} ${skipped}\n`);
// The first ones tell what is wrong; hundreds would push the table out of the end that CI systems keep.
for (const line of (report.testResults ?? []).flatMap(faults).slice(0, 30)) process.stdout.write(`${group}: ${line}\n`);

function faults({ name, status, message, assertionResults }) {
  const path = name.replace(`${process.cwd()}/`, "");
  const bad = assertionResults.filter((test) => test.status !== "passed");
  if (bad.length === 0 && status === "failed") return [`${path}: ${firstLine(message)}`];
  return bad.map((test) => `${path} › ${test.fullName}: ${firstLine(test.failureMessages?.[0] || test.status)}`);
}

function firstLine(text) {
  return (text ?? "").split("\n", 1)[0].slice(0, 300);
}

function load(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
