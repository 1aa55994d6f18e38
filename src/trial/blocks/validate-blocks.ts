import { z } from "zod";
import { isObject, listIn } from "../json.ts";
import {
  alert,
  card,
  carousel,
  container,
  contextActions,
  MARKDOWN_MAX,
  markdown,
  plan,
  taskCard,
} from "./composed-blocks.ts";
import { dataTable, dataVisualization, table } from "./data-blocks.ts";
import { actions, context, divider, header, image, input, section, video } from "./layout-blocks.ts";
import { type Problem, pointerOf, renderFound } from "./problem.ts";
import { richText } from "./rich-text.ts";
import { problemsOf } from "./schema-problems.ts";
import { BLOCK_COUNTS_MAX, BLOCK_SURFACES, BLOCKS_MAX, ELEMENT_SURFACES, type Surface } from "./surfaces.ts";
import { objectsIn } from "./walk.ts";

/** Any number of problems may be found; the first ones suffice to mend a message. */
const PROBLEMS_MAX = 20;

/**
 * Every way in which the blocks break Slack's rules for their surface; empty when they may be shown. Never throws, whatever
 * JSON it is given. Pointers begin at `root`, which is "/blocks" for a message and "/view/blocks" for a view.
 */
export function validateBlocks(blocks: unknown, surface: Surface, root = "/blocks"): readonly Problem[] {
  if (!Array.isArray(blocks)) return [{ pointer: root, rule: "must be a list of blocks", found: renderFound(blocks) }];
  const found = [
    ...countProblems(blocks, surface),
    ...blocks.flatMap((block, index) => blockProblems(block, index, surface)),
    ...duplicateIds(blocks),
    ...elementProblems(blocks, surface),
    ...markdownProblems(blocks),
  ];
  return found.slice(0, PROBLEMS_MAX).map((problem) => ({ ...problem, pointer: `${root}${problem.pointer}` }));
}

const anyBlock = z.discriminatedUnion("type", [
  section,
  header,
  context,
  actions,
  divider,
  image,
  richText,
  video,
  input,
  table,
  dataTable,
  dataVisualization,
  markdown,
  alert,
  card,
  carousel,
  container,
  plan,
  taskCard,
  contextActions,
]);

function countProblems(blocks: readonly unknown[], surface: Surface): Problem[] {
  const problems: Problem[] = [];
  const blocksMax = BLOCKS_MAX[surface];
  if (blocks.length > blocksMax)
    problems.push({ pointer: "", rule: `must have at most ${blocksMax} blocks`, found: String(blocks.length) });
  for (const [type, countMax] of Object.entries(BLOCK_COUNTS_MAX)) {
    const places = [...objectsIn(blocks)].filter(({ object }) => object.type === type);
    const extra = places[countMax];
    if (extra !== undefined)
      problems.push({
        pointer: pointerOf(extra.path),
        rule: `must be at most ${countMax} ${type} in a message`,
        found: String(places.length),
      });
  }
  return problems;
}

function blockProblems(block: unknown, index: number, surface: Surface): Problem[] {
  const type = isObject(block) ? block.type : undefined;
  const surfaces = typeof type === "string" && Object.hasOwn(BLOCK_SURFACES, type) ? BLOCK_SURFACES[type] : undefined;
  if (surfaces !== undefined && !surfaces.includes(surface))
    return [{ pointer: `/${index}/type`, rule: `cannot stand in a ${surface}`, found: renderFound(type) }];
  return problemsOf(anyBlock, block, [index]);
}

/** Slack wants an action_id to be unique within its block only; a whole message is the stricter and clearer rule. */
function duplicateIds(blocks: readonly unknown[]): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { object, path } of objectsIn(blocks)) {
    for (const key of ["block_id", "action_id"] as const) {
      const id = object[key];
      if (typeof id !== "string") continue;
      if (seen.has(`${key} ${id}`))
        problems.push({
          pointer: pointerOf([...path, key]),
          rule: `must be unique among each ${key}`,
          found: renderFound(id),
        });
      seen.add(`${key} ${id}`);
    }
  }
  return problems;
}

function elementProblems(blocks: readonly unknown[], surface: Surface): Problem[] {
  const problems: Problem[] = [];
  let focused = 0;
  for (const { object, path } of objectsIn(blocks)) {
    const type = typeof object.type === "string" ? object.type : "";
    const surfaces = Object.hasOwn(ELEMENT_SURFACES, type) ? ELEMENT_SURFACES[type] : undefined;
    if (surfaces !== undefined && !surfaces.includes(surface))
      problems.push({
        pointer: pointerOf([...path, "type"]),
        rule: `cannot stand in a ${surface}`,
        found: renderFound(type),
      });
    if (object.focus_on_load === true) focused += 1;
    if (object.focus_on_load === true && focused > 1)
      problems.push({
        pointer: pointerOf([...path, "focus_on_load"]),
        rule: "must be set on one element only",
        found: "true",
      });
  }
  return problems;
}

function markdownProblems(blocks: readonly unknown[]): Problem[] {
  let characters = 0;
  for (const block of listIn(blocks))
    if (isObject(block) && block.type === "markdown" && typeof block.text === "string") characters += block.text.length;
  if (characters <= MARKDOWN_MAX) return [];
  return [
    {
      pointer: "",
      rule: `must have at most ${MARKDOWN_MAX} characters in all markdown blocks`,
      found: String(characters),
    },
  ];
}
