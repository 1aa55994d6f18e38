const numberText = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const decimalComma = /^\d+,\d+$/;
const instantText = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|UTC|[+-]\d\d(:?\d\d)?))?$/i;

/** 0 or more; NaN for what is none. */
export function figureOf(text: string, mayHaveComma: boolean): number {
  const plain = mayHaveComma && decimalComma.test(text) ? text.replace(",", ".") : text;
  const value = numberText.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Seconds since 1970 of "2026-11-01T03:00:00Z", as databases and dashboards write it; without a zone it is UTC. NaN for what is none. */
export function secondsOfInstant(text: string): number {
  if (!instantText.test(text)) return Number.NaN;
  const [, day = "", time = "", zone = ""] = /^(\S{10})[T ]([\d:.]+) ?(.*)$/i.exec(text) ?? [];
  return Date.parse(`${day}T${time}${offsetOf(zone)}`) / 1000;
}

/** "+0100" and "+01" are the same as "+01:00", but Date knows only the last. */
function offsetOf(zone: string): string {
  const [, sign, hours, minutes = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign === undefined ? "Z" : `${sign}${hours}:${minutes}`;
}

/** The first line of a file whose names were left out. */
export function areFigures(cells: readonly string[], mayHaveComma: boolean): boolean {
  const isFigure = (cell: string): boolean => !Number.isNaN(figureOf(cell, mayHaveComma));
  return (
    cells.every((cell) => isFigure(cell) || cell === "" || !Number.isNaN(secondsOfInstant(cell))) &&
    cells.some(isFigure)
  );
}
