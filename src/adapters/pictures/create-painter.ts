import type { Picture } from "../../domain/picture/picture.ts";
import { fail, type Result } from "../../domain/result.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import type { Painter } from "../../services/ports-pictures.ts";
import { type PaintProgram, startPainting } from "./start-painting.ts";

export interface PainterOptions {
  readonly clock: Clock;
  /** What the process runs; the painter, unless a test says otherwise. */
  readonly program?: PaintProgram;
}

/** More pictures than these would come when nobody looks for them any more. */
const waitingMax = 20;
/** A picture takes 0.2 s of CPU; a machine that swaps is twenty times as slow. */
const paintFor = seconds(5);
/** From asking to the picture: what comes later is shown without it. */
const answerFor = seconds(15);

/**
 * Paints in a process that lives for one picture, one at a time: the drawing library holds hundreds of megabytes after some
 * dozens of them, which no garbage collection of the bot's would give back.
 */
export function createPainter({ clock, program }: PainterOptions): Painter {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    async paint(picture) {
      if (waiting >= waitingMax) return fail("too many pictures are asked for at once");
      waiting += 1;
      let isLate = false;
      const before = last;
      const painted = before.then(() => (isLate ? fail(tooLate) : paintNow(picture)));
      last = painted;
      const late = new Promise<Result<never, string>>((resolve) => {
        const cancel = clock.after(answerFor, () => {
          isLate = true;
          resolve(fail(tooLate));
        });
        void painted.finally(cancel);
      });
      void painted.finally(() => {
        waiting -= 1;
      });
      return Promise.race([painted, late]);
    },
  };

  async function paintNow(picture: Picture): Promise<Result<Uint8Array<ArrayBuffer>, string>> {
    const painting = startPainting(picture.svg, program);
    const cancel = clock.after(paintFor, painting.giveUp);
    const done = await painting.done;
    cancel();
    return done;
  }
}

const tooLate = "the picture came too late";
