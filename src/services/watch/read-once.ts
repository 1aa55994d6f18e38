import type { Figure } from "../../domain/figure.ts";
import type { HostFailure } from "../../domain/host.ts";
import { printable } from "../../domain/printable.ts";
import { fail, type Result } from "../../domain/result.ts";
import type { Sample } from "../../domain/sample.ts";
import type { HostStatus } from "../../domain/status.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import { failedLook, takeFailure, takeSample, type WatchedHost } from "../../domain/watched-host.ts";
import type { Sockets } from "../../probe/peers.ts";
import type { Clock } from "../ports.ts";

/** What a reading is for. */
export interface Want {
  /** A person waits: connections are counted too, and daemons that were not found are looked for again. */
  readonly forPerson: boolean;
  readonly deadline: Millis;
}

/** Asks one host; never rejects. */
export interface HostReader {
  read(want: Want): Promise<Result<Sample, HostFailure>>;
  /** Who is connected to these ports, and what listens on them; absent where the host does not tell. */
  sockets(ports: readonly number[], deadline: Millis): Promise<Result<Figure<Sockets>, HostFailure>>;
  close(): Promise<void>;
}

/** A host with its reader, and what is going on with it just now. */
export interface Watched {
  state: WatchedHost;
  status: HostStatus;
  readonly reader: HostReader;
  dueAt: Millis;
  underWay: UnderWay | null;
  /** How many looks wait between their two readings; no poll begins meanwhile. */
  pairsUnderWay: number;
}

interface UnderWay {
  readonly forPerson: boolean;
  readonly status: Promise<HostStatus>;
}

/**
 * Every reading has this long, whoever asked: a host that was frozen for 10 s answered the same question afterwards, and
 * giving up earlier costs its connection or its probe. A person only waits for less.
 */
export const readDeadline: Millis = seconds(12);

/** Never two questions to one host at a time: whoever comes while a reading is under way shares its result. */
export function readOnce(one: Watched, forPerson: boolean, clock: Clock): Promise<HostStatus> {
  if (one.underWay !== null) return one.underWay.status;
  const began = clock.monotonic();
  const status = readSafely(one, { forPerson, deadline: readDeadline }).then((result) => {
    one.underWay = null;
    one.status = takeIn(one, result, { forPerson, tookMs: millis(clock.monotonic() - began) });
    return one.status;
  });
  one.underWay = { forPerson, status };
  return status;
}

/** What the bot stumbles over in one host's answer must not keep it from the others. */
async function readSafely({ reader, state }: Watched, want: Want): Promise<Result<Sample, HostFailure>> {
  try {
    return await reader.read(want);
  } catch (error) {
    const why = printable(error instanceof Error ? error.message : String(error), faultMax);
    const detail = `The bot failed to read ${state.host.name} (${why}). This is a fault of the bot: please report it.`;
    return fail({ reason: "malformed answer", detail, nextTryAt: null });
  }
}

const faultMax = 200;

/** Only polls are counted as missed: people press Refresh as often as they like, and time is what makes a host dead. */
function takeIn(
  one: Watched,
  result: Result<Sample, HostFailure>,
  { forPerson, tookMs }: { readonly forPerson: boolean; readonly tookMs: Millis },
): HostStatus {
  if (!result.ok && forPerson) return failedLook(one.state, result.error, tookMs);
  const next = result.ok ? takeSample(one.state, result.value) : takeFailure(one.state, result.error, tookMs);
  one.state = next.watched;
  return next.status;
}
