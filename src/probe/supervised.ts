import { absent, type Figure, known } from "../domain/figure.ts";
import type { Answer } from "./answer.ts";
import { linesOf, thenFigure } from "./fields.ts";
import type { ListedProcess } from "./processes.ts";

/** The name that supervisord gave to each process, from the answer to "supervised"; absent for one that it did not start. */
export function parseSupervised(answer: Answer, pids: readonly number[]): ReadonlyMap<number, Figure<string>> {
  const nameOf = (pid: number): Figure<string> =>
    thenFigure(linesOf(answer, `/proc/${pid}/environ`), (lines) => {
      const line = lines.find((one) => one.startsWith(supervisorVariable));
      return line === undefined ? absent("the field is missing") : known(line.slice(supervisorVariable.length));
    });
  return new Map(pids.map((pid) => [pid, nameOf(pid)]));
}

const supervisorVariable = "SUPERVISOR_PROCESS_NAME=";

/** The processes worth asking for their supervised name: the children of every supervisord, and they alone. */
export function supervisedCandidates(processes: readonly ListedProcess[]): readonly number[] {
  const supervisors = new Set(processes.filter(isSupervisor).map((process) => process.pid));
  return processes.filter((process) => supervisors.has(process.parentPid)).map((process) => process.pid);
}

function isSupervisor(process: ListedProcess): boolean {
  return process.command === "supervisord" || /(^|[ /])supervisord( |$)/.test(process.args ?? "");
}
