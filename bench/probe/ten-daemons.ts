import { type ChildProcess, spawn } from "node:child_process";

const daemonCount = 10;
/** Longer than the benchmark may take; they end by themselves even if it is killed. */
const livesForSeconds = 120;

/** Ten processes that stand for ten daemons: reading a process's figures costs the same whatever it does. */
export function startDaemons(): { readonly stop: () => void } {
  const children: ChildProcess[] = [];
  for (let index = 0; index < daemonCount; index += 1) {
    children.push(spawn("sleep", [`${livesForSeconds}.0${index}`], { stdio: "ignore" }));
  }
  return {
    stop: () => {
      for (const child of children) child.kill();
    },
  };
}

/** Finds each of the ten by its argument. */
export const daemonPatterns: readonly string[] = Array.from(
  { length: daemonCount },
  (_, index) => `^sleep ${livesForSeconds}\\.0${index}$`,
);
