import type { AnswerAddress, Reply } from "../../services/ports.ts";
import { type AskedMessage, addressOfMessage } from "./asked-message.ts";
import type { Mark, Marks } from "./create-marks.ts";

/** Which mark each question that is being answered gets in the end. */
export interface AskedMarks {
  /** It is at work. */
  begin(asked: AskedMessage): void;
  /** Its asker was told this, or could not be; the last word counts. */
  told(to: AnswerAddress, reply: Reply, isShown: boolean): void;
  /** A fault is one of our own code. */
  end(asked: AskedMessage, how: "done" | "fault"): void;
}

export function createAskedMarks(marks: Marks): AskedMarks {
  const atWork = new Map<AnswerAddress, { readonly show: (mark: Mark) => void; mark: Mark }>();
  return {
    begin(asked) {
      const show = marks.of({ channel: asked.channel, ts: asked.ts });
      // What is answered in the channel is told to nobody alone.
      atWork.set(addressOfMessage(asked), { show, mark: "answered" });
      show("asked");
    },
    told(to, reply, isShown) {
      const question = atWork.get(to);
      if (question !== undefined) question.mark = isShown && !isRefusal(reply) ? "answered" : "could not";
    },
    end(asked, how) {
      const address = addressOfMessage(asked);
      const question = atWork.get(address);
      atWork.delete(address);
      question?.show(how === "fault" ? "could not" : question.mark);
    },
  };
}

function isRefusal(reply: Reply): boolean {
  return reply.kind === "usage" || (reply.kind === "notice" && reply.isRefusal === true);
}
