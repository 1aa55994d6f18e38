/**
 * The picture brings its own light ground, since it cannot know the theme of who looks. Each colour of text has a contrast
 * of 4.5 or more on it, each line of 3 or more; and whatever a colour says is said by dashes, a mark or a word, too.
 */
export const palette = {
  ground: "#fbfbfb",
  edge: "#c3c8ce",
  grid: "#e2e5e9",
  ink: "#1d1c1d",
  quiet: "#555b63",
  measured: "#1a5fb4",
  forecast: "#a35200",
  band: "#f7d9ae",
  bandEdge: "#c08a3e",
  threshold: "#b0133a",
} as const;
