import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../src/config/json-schema.ts";

/** Writes scipy.schema.json anew; run it after a change of the schema. */
const file = new URL("../scipy.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
