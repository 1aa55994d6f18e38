import { z } from "zod";
import { configSchema } from "./schema.ts";

/** For editors: what `scipy.yml` may hold, as JSON Schema of draft 7, which all of them know. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: "input", target: "draft-7" });
}
