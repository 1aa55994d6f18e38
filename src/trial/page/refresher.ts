/**
 * Runs `work` now, or once more when it is already running: however many changes are told in a burst, two rounds are enough to
 * have seen the last one. `pauseMs` keeps rounds apart where changes are many and no person waits for each.
 */
export function createRefresher(work: () => Promise<void>, pauseMs = 0): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await work();
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
