import type { DigestNotice } from "../notice/notice.ts";

/** Of twelve lines of a message one is its sentence and one its small print. */
export const shortLinesMax = 10;

type Section = DigestNotice["sections"][number];

/** As much of a digest as one message holds: something of each section, the first ones whole as far as it goes. The same one where it fits. */
export function shortDigest(digest: DigestNotice): DigestNotice {
  const whole = digest.sections.map(({ lines }) => lines.length);
  const shown = digest.sections.map(() => 1);
  for (const [at, count] of whole.entries()) {
    while (Number(shown[at]) < count && linesOf(shown) + costOfOneMore(Number(shown[at])) <= shortLinesMax)
      shown[at] = Number(shown[at]) + 1;
  }
  if (shown.every((count, at) => count === whole[at])) return digest;
  return { ...digest, sections: digest.sections.map((section, at) => firstOf(section, Number(shown[at]))) };
}

/** All that it says, for the thread of the short one, which has the picture already. */
export function digestForThread({ hosts: _drawn, ...said }: DigestNotice): DigestNotice {
  return said;
}

function firstOf(section: Section, count: number): Section {
  const { title, lines, more = 0 } = section;
  if (count === lines.length) return section;
  return { title, lines: lines.slice(0, count), more: more + lines.length - count };
}

/** A single line stands beside its title, several below it. */
function linesOf(shown: readonly number[]): number {
  return shown.reduce((sum, count) => sum + (count > 1 ? count + 1 : 1), 0);
}

function costOfOneMore(count: number): number {
  return count === 1 ? 2 : 1;
}
