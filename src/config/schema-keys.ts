import { z } from "zod";
import type { KeyPath } from "./finding.ts";
import { configSchema } from "./schema.ts";

/** The keys that the schema knows in the mapping at this path; none where there is no mapping. */
export function keysAt(path: KeyPath): readonly string[] {
  const schema = path.reduce<z.core.$ZodType | undefined>((part, step) => childOf(bare(part), step), configSchema);
  const mapping = bare(schema);
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

function childOf(schema: z.core.$ZodType | undefined, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, step)) return schema.shape[step];
  return undefined;
}

/** Without what makes it optional. */
function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  // "off", or a mapping.
  if (schema instanceof z.ZodUnion) return schema.options.find((option) => option instanceof z.ZodObject);
  return schema;
}
