/** In which unit the marks of a scale are labelled: one for all of them. */
export interface SizeUnit {
  readonly bytes: number;
  readonly label: (size: number) => string;
}

const units = ["KiB", "MiB", "GiB", "TiB", "PiB"];

/** By the highest value: "1.5 GiB" from a GiB on, "800 MiB" below. */
export function sizeUnitOf(highest: number): SizeUnit {
  const step = Math.min(units.length, Math.max(1, Math.floor(Math.log2(Math.max(1, highest)) / 10)));
  const one = 1024 ** step;
  return {
    bytes: one,
    label: (size) => (size === 0 ? "0" : `${Number((size / one).toPrecision(3))} ${units[step - 1]}`),
  };
}
