/** One metric of Prometheus's text format with its samples: name and labels as they are written, and the value. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: ReadonlyMap<string, number>;
}

const sampleLine =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|\+Inf|NaN)$/i;

/** Reads the text format, version 0.0.4, and throws at the first line that is not in it or stands where it may not. */
export function parseExposition(text: string): ReadonlyMap<string, MetricFamily> {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const families = new Map<string, MetricFamily & { samples: Map<string, number> }>();
  let current = "";
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, keyword, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === "HELP") {
      if (families.has(name)) throw new Error(`${name} stands twice`);
      families.set(name, { name, help: rest, type: "", samples: new Map() });
      current = name;
      continue;
    }
    const family = families.get(current);
    if (family === undefined) throw new Error(`before any HELP: ${line}`);
    if (keyword === "TYPE") {
      if (name !== current || family.samples.size > 0) throw new Error(`TYPE out of place: ${line}`);
      if (!["counter", "gauge", "histogram", "summary"].includes(rest)) throw new Error(`no type: ${line}`);
      families.set(name, { ...family, type: rest });
      continue;
    }
    const [, sample = "", labels = "", value = ""] = sampleLine.exec(line) ?? [];
    if (sample === "") throw new Error(`no sample: ${line}`);
    const suffix = family.type === "histogram" ? /_(bucket|sum|count)$/ : /(?!)/;
    if (sample.replace(suffix, "") !== current && !(family.type === "summary"))
      throw new Error(`not of ${current}: ${line}`);
    if (family.samples.has(`${sample}${labels}`)) throw new Error(`stands twice: ${line}`);
    family.samples.set(`${sample}${labels}`, Number(value.replace("Inf", "Infinity")));
  }
  return families;
}
