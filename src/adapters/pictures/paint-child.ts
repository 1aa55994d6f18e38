import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/**
 * A process of its own: takes an SVG document on its standard input, gives a PNG on its standard output, and ends. Its font
 * comes with it, since a machine that is a server often has none, and text would vanish without a word.
 */
const fontFiles = [
  import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
].map((url) => fileURLToPath(url));
/** 480 pixels become 1,200: sharp on screens of double density at the 600 that Slack gives a picture. */
const zoom = 2.5;

const image = new Resvg(readFileSync(0, "utf8"), {
  font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" },
  fitTo: { mode: "zoom", value: zoom },
  logLevel: "off",
});
writeFileSync(1, image.render().asPng());
