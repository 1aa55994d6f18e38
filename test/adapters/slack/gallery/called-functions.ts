import { readdir } from "node:fs/promises";
import { Session } from "node:inspector/promises";

/** A function of the sources, by its file and name: "render-heap.ts renderHeap". */
export type Called = ReadonlyMap<string, boolean>;

/**
 * Which functions with a name, of the sources in this folder, were called while `act` ran. It has to import them itself: of
 * files that were loaded before, V8 does not list what was not called.
 */
export async function calledFunctions(folder: string, act: () => Promise<unknown>): Promise<Called> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await act();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const called = new Map<string, boolean>();
  for (const file of await readdir(folder)) {
    const script = result.find(({ url }) => url.endsWith(`${folder}/${file}`));
    if (script === undefined) called.set(`${file} as a whole`, false);
    for (const { functionName, ranges } of script?.functions ?? []) {
      const key = `${file} ${functionName}`;
      if (functionName !== "") called.set(key, called.get(key) === true || (ranges[0]?.count ?? 0) > 0);
    }
  }
  return called;
}
