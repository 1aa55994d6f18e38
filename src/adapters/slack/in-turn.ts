/** Runs what belongs to one thing in the order in which it came; other things do not wait. */
export function createTurns(): (thing: string, act: () => Promise<void>) => Promise<void> {
  // As many as are under way, which the intake bounds.
  const last = new Map<string, Promise<void>>();
  return (thing, act) => {
    const before = last.get(thing) ?? Promise.resolve();
    const done = before.then(act, act);
    last.set(thing, done);
    const forget = () => {
      if (last.get(thing) === done) last.delete(thing);
    };
    done.then(forget, forget);
    return done;
  };
}
