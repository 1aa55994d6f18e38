import { z } from "zod";
import { nearest } from "../domain/command/nearest.ts";
import { describedAs } from "./values.ts";

const expected = 'the IANA name of a time zone: "Europe/Berlin"';

/** Offsets such as "+02:00" are refused: they know no summer time. */
export const zone = z
  .string(expected)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]{0,30}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/, expected)
  .refine(isZone, expected)
  .meta(describedAs("The time zone for times of day; the machine's own unless said otherwise.", "Europe/Berlin"));

export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** The name that was probably meant; a city alone will do. Null where none is near. */
export function nearZone(text: string): string | null {
  const known = Intl.supportedValuesOf("timeZone");
  const city = (name: string) => name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return nearest(text, known) ?? known.find((name) => city(name) === city(text)) ?? null;
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
