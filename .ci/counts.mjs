import { readFileSync } from "node:fs";

/** Prints "passed failed skipped" of a report that vitest wrote as JSON; zeros when there is none. */
const report = load(process.argv[2]);
const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
process.stdout.write(`${report.numPassedTests ?? 0} ${report.numFailedTests ?? 0} ${skipped}\n`);

function load(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
