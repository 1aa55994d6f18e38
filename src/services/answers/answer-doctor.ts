import type { Finding } from "../../domain/doctor/finding.ts";
import { membersOnly } from "../../domain/restart/members-only.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { AskedCommand } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection, whisperSentence } from "./whisper.ts";
import { within } from "./within.ts";

export interface DoctorAnswers {
  /** `doctor`: findings name accounts and files of hosts, so they are for full members, and for the asker alone. */
  answer(asked: AskedCommand): Promise<void>;
}

/** Who waits longer than this is told that it is at work: a host that does not answer takes seconds. */
const silentFor: Millis = millis(1500);

export function createDoctorAnswers(self: AnswerOptions): DoctorAnswers {
  let underWay: Promise<readonly Finding[]> | null = null;
  /** Several who ask at once share one examination. */
  const examine = (): Promise<readonly Finding[]> => {
    underWay ??= self.examine().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  return {
    async answer(asked) {
      const { answerTo } = asked;
      const outsider = membersOnly(await self.people.actor(asked.user, asked.team), "see what the bot depends on");
      if (outsider !== null) return whisperObjection(self, answerTo, outsider.sentence);
      const work = examine();
      if ((await within(self.clock, silentFor, work)) === null)
        await whisperSentence(self, answerTo, "Looking at Slack, the data folder and every host; up to 15 s.");
      return whisper(self, answerTo, { kind: "doctor", findings: await work });
    },
  };
}
