import { el } from "../dom.ts";
import { type Fields, fieldsOf, textOf } from "../json.ts";
import { reconcile } from "../reconcile.ts";
import { renderAlert } from "./alert-block.ts";
import { renderCard, renderCarousel } from "./card-block.ts";
import { renderContainer } from "./container-block.ts";
import { renderContextActions } from "./context-actions.ts";
import { renderDataTable } from "./data-table.ts";
import { renderDataVisualization } from "./data-visualization.ts";
import { renderImage } from "./image-block.ts";
import { renderInput } from "./input-block.ts";
import { renderMarkdown } from "./markdown-block.ts";
import { renderRichText } from "./rich-text.ts";
import type { Surface } from "./surface.ts";
import { renderTable } from "./table-block.ts";
import { renderPlan, renderTaskCard } from "./task-block.ts";
import { renderActions, renderContext, renderHeader, renderSection } from "./text-blocks.ts";
import { renderVideo } from "./video-block.ts";

/** Brings the blocks inside `parent` up to date; a block that did not change keeps its elements, focus and typed text. */
export function renderBlocks(parent: HTMLElement, blocks: readonly unknown[], surface: Surface): void {
  const counts = new Map<string, number>();
  const parts = blocks.map(fieldsOf).map((block) => {
    const type = textOf(block.type);
    const count = counts.get(type) ?? 0;
    counts.set(type, count + 1);
    // Not by block_id: where the bot gives none, Slack makes up another one with every update.
    return { key: `${type} ${count}`, signature: signatureOf(block), draw: () => renderBlock(block, surface) };
  });
  reconcile(parent, parts);
}

/** A block without controls looks the same under any id; one with controls must send the id it has now. */
function signatureOf(block: Fields): string {
  const whole = JSON.stringify(block);
  return whole.includes('"action_id"') ? whole : JSON.stringify({ ...block, block_id: "" });
}

/** One block; a type that the page does not know is shown as such, so that nobody believes the message to be complete. */
export function renderBlock(block: Fields, surface: Surface): HTMLElement {
  const type = textOf(block.type);
  const node = drawKnown(type, block, surface) ?? unsupported(type);
  node.classList.add("block", `block-${type.replace(/[^a-z_]/g, "")}`);
  return node;
}

function drawKnown(type: string, block: Fields, surface: Surface): HTMLElement | undefined {
  switch (type) {
    case "header":
      return renderHeader(block);
    case "section":
      return renderSection(block, surface);
    case "context":
      return renderContext(block, surface);
    case "actions":
      return renderActions(block, surface);
    case "divider":
      return el("hr");
    case "image":
      return renderImage(block);
    case "video":
      return renderVideo(block);
    case "input":
      return renderInput(block, surface);
    case "rich_text":
      return renderRichText(block, surface.directory);
    case "markdown":
      return renderMarkdown(block);
    case "alert":
      return renderAlert(block, surface);
    default:
      return drawComposed(type, block, surface);
  }
}

function drawComposed(type: string, block: Fields, surface: Surface): HTMLElement | undefined {
  switch (type) {
    case "table":
      return renderTable(block, surface.directory);
    case "data_table":
      return renderDataTable(block, surface.directory);
    case "data_visualization":
      return renderDataVisualization(block);
    case "plan":
      return renderPlan(block, surface.directory);
    case "task_card":
      return renderTaskCard(block, surface.directory);
    case "card":
      return renderCard(block, surface);
    case "carousel":
      return renderCarousel(block, surface);
    case "container":
      return renderContainer(block, surface, renderBlock);
    case "context_actions":
      return renderContextActions(block, surface);
    default:
      return undefined;
  }
}

function unsupported(type: string): HTMLElement {
  return el("p", { class: "unsupported", role: "note" }, `unsupported block: ${type || "without a type"}`);
}
