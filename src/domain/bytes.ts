declare const unit: unique symbol;

/** A size in bytes; whole and not negative. */
export type Bytes = number & { readonly [unit]: "bytes" };

export function bytes(count: number): Bytes {
  return Math.max(0, Math.round(count)) as Bytes;
}

/** The kernel prints most sizes in kB and means 1,024 bytes. */
export function kibibytes(count: number): Bytes {
  return bytes(count * 1024);
}

export function mebibytes(count: number): Bytes {
  return bytes(count * 1024 ** 2);
}

const names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** From here on a tenth is worth knowing of two-digit sizes too: "23.5 GiB", but "68 MiB". */
const gibi = 3;

/** Two significant digits or more, with the binary unit: "3.1 GiB", "23.5 GiB", "812 MiB", "0 B". */
export function renderBytes(size: Bytes): string {
  const step = stepOf(size);
  const rest = size / 1024 ** step;
  const digits = step > 0 && rest < (step >= gibi ? 99.95 : 9.95) ? 1 : 0;
  return `${rest.toFixed(digits)} ${names[step]}`;
}

/** Both sizes in the unit of the whole: "21.4 of 23.5 GiB", "812 of 987 MiB". */
export function renderPart(part: Bytes, whole: Bytes): string {
  const step = stepOf(whole);
  const digits = step > 0 && whole / 1024 ** step < 99.95 ? 1 : 0;
  const [left, right] = [part, whole].map((size) => (size / 1024 ** step).toFixed(digits));
  return `${left} of ${right} ${names[step]}`;
}

/** Which unit to show a size in. 999.5 would be printed as "1000", which is wider than the next unit's "1.0". */
function stepOf(size: Bytes): number {
  const step = names.findIndex((_, power) => size / 1024 ** power < 999.5);
  return step === -1 ? names.length - 1 : step;
}

/** The index is the power of 1,024. */
const prefixes = ["", "K", "M", "G", "T"];

/**
 * Reads "3.5 GiB", "512M", "2 GB" or "1048576" (bytes). K, M, G and T are powers of 1,024, as in systemd's MemoryMax.
 * Null when the text is no such size.
 */
export function parseBytes(text: string): Bytes | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?\s*$/i.exec(text);
  if (match === null) return null;
  const size = Number(match[1]) * 1024 ** prefixes.indexOf(String(match[2]).toUpperCase());
  return Number.isSafeInteger(Math.round(size)) ? bytes(size) : null;
}
