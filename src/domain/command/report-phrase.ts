import type { FiringAlert } from "../alert/alert.ts";
import { channelPhrase } from "./channel-phrase.ts";

/** What became of a report, for who made it. */
export interface ReportFate {
  /** The open problem that it was added to; null where nothing was known to be wrong. */
  readonly foldedInto: FiringAlert | null;
  /** How many have reported it, this one included. */
  readonly count: number;
  /** Where a report of its own stands: a name with its "#", or an id. */
  readonly channel: string;
  /** As a sentence with its figures. */
  readonly reading: string;
}

/** "Added to the open problem: zope on web-1, heap 3.1 of 3.6 GiB. You are the 3rd to report it." */
export function reportPhrase({ foldedInto, count, channel, reading }: ReportFate): string {
  const rank = count > 1 ? ` You are the ${ordinal(count)} to report it.` : "";
  const later = "Once it is over you are asked whether it is better.";
  if (foldedInto === null)
    return `Nothing was known to be wrong; posted in ${channelPhrase(channel)}.${rank} Just now: ${reading} ${later}`;
  const { key, finding } = foldedInto;
  const who = key.daemon === null ? key.host : `${key.daemon} on ${key.host}`;
  return `Added to the open problem: ${who}, ${finding.sentence}.${rank} ${later}`;
}

/** "1st", "2nd", "3rd", "4th", "11th", "21st". */
export function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  const suffix = isTeen ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${suffix}`;
}
