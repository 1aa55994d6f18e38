import { setTimeout as pause } from "node:timers/promises";
import { createLocalShell } from "../../../src/adapters/local/local-host-shell.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { randomId } from "../../../src/adapters/system/ids.ts";
import { matchLines } from "../../../src/adapters/system/match-lines.ts";
import type { Host } from "../../../src/domain/host.ts";
import type { ReadHost } from "../../../src/domain/status.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import { probeProgram } from "../../../src/probe/program.ts";
import { questionId } from "../../../src/probe/question.ts";
import type { HostShell } from "../../../src/services/ports.ts";
import { createHostReader } from "../../../src/services/watch/read-host.ts";
import { recordedId } from "../../support/recorded-pressure.ts";

export interface PressureWatch {
  /** Reads once, as a poll does; throws where the machine gives no reading. */
  read(): Promise<ReadHost>;
  /** Reads every so often until a reading is as wanted; throws after `forSeconds` with what it saw last. */
  until(wanted: (status: ReadHost) => boolean, everySeconds: number, forSeconds: number): Promise<ReadHost>;
  /** The probe's answers about figures, oldest first, as they can be recorded. */
  readonly answers: readonly string[];
  close(): Promise<void>;
}

/** This machine watched by the bot's own parts: shell, probe, reader and the core. */
export function watchPressure(host: Host, everySeconds: number): PressureWatch {
  const answers: string[] = [];
  const shell = recording(createLocalShell(probeProgram, { clock: systemClock }), answers);
  const reader = createHostReader({ host, shell, clock: systemClock, newId: randomId, matchLines });
  let watched = newWatchedHost(host, seconds(everySeconds));
  const read = async (): Promise<ReadHost> => {
    const result = await reader.read({ forPerson: false, deadline: millis(12_000) });
    if (!result.ok) throw new Error(result.error.detail);
    const next = takeSample(watched, result.value);
    watched = next.watched;
    return next.status;
  };
  return {
    read,
    async until(wanted, every, forSeconds) {
      const end = performance.now() + forSeconds * 1000;
      for (;;) {
        const status = await read();
        if (wanted(status)) return status;
        if (performance.now() > end) throw new Error(`not seen within ${forSeconds} s: ${seen(status)}`);
        await pause(every * 1000);
      }
    },
    answers,
    close: () => reader.close(),
  };
}

function seen({ sample, diagnosis }: ReadHost): string {
  return JSON.stringify({ pressure: sample.system.pressure.memory, cause: diagnosis.cause, of: sample.daemons });
}

/** Keeps the answers about figures, `e` among the questions; lists of processes hold what is nobody's business. */
function recording(shell: HostShell, answers: string[]): HostShell {
  return {
    async ask(question, deadline) {
      const result = await shell.ask(question, deadline);
      const id = questionId(question);
      if (result.ok && question.includes(`${id} e`))
        answers.push(result.value.replaceAll(`@${id} `, `@${recordedId} `));
      return result;
    },
    close: () => shell.close(),
  };
}
