import type { Surface } from "../../../src/trial/blocks/surfaces.ts";
import { validateBlocks } from "../../../src/trial/blocks/validate-blocks.ts";
import { goodBlocks, plain } from "./good-blocks.ts";

export type Json = Record<string, unknown>;
export type Type = keyof typeof goodBlocks;

export const long = (characters: number) => "x".repeat(characters);
export const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
export const button = (more: Json = {}) => ({ type: "button", text: plain("Go"), ...more });
export const actions = (...elements: unknown[]) => ({ type: "actions", elements });
export const input = (element: Json) => ({ type: "input", label: plain("a"), element });
export const cells = (count: number, text = "x") => many(count, () => ({ type: "raw_text", text }));
export const chart = (more: Json, axis: Json = {}) => ({
  ...goodBlocks.data_visualization,
  chart: {
    ...goodBlocks.data_visualization.chart,
    axis_config: { ...goodBlocks.data_visualization.chart.axis_config, ...axis },
    ...more,
  },
});
export const pointers = (blocks: unknown, surface: Surface = "message") =>
  validateBlocks(blocks, surface).map((each) => each.pointer);
