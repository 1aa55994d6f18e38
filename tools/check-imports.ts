import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findFaults } from "./find-faults.ts";

/** `npm run check:imports [-- FOLDER]`: prints every fault as file:line, and fails when there is one. */
const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..", "src");
const { files, modules, imports, faults } = findFaults(folder);
for (const fault of faults) {
  const place = fault.path === "" ? folder : `${relative(".", join(folder, fault.path))}:${fault.line}`;
  process.stderr.write(`${place}: ${fault.what}\n    ${fault.rule}\n`);
}
process.stdout.write(`${modules} of ${files} files and ${imports} imports checked, ${faults.length} faults.\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
