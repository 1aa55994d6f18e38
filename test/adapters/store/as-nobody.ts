/**
 * Runs as a user without rights where the tests run as root, whom no mode of a file stops. The user ids are those of the
 * whole process: only for tests that start nothing else meanwhile.
 */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return await act();
  process.seteuid?.(nobody);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

export const nobody = 65_534;
