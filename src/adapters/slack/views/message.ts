import type { Block, ImageBlock, KnownBlock } from "@slack/types";
import type { Picture } from "../../../domain/picture/picture.ts";

/** A message as Slack takes it. */
export interface Message {
  /** What notifications and screen readers give: whole sentences, escaped. */
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
  /** The same for a Slack that does not know native tables and charts yet, or finds them too long. */
  readonly plainBlocks: readonly MessageBlock[];
  /** The same with a picture, for where it can be uploaded; left out where there is none. */
  readonly pictured?: Pictured;
}

export interface Pictured {
  readonly picture: Picture;
  readonly blocksWith: (image: ImageBlock) => readonly MessageBlock[];
}

export type MessageBlock = KnownBlock | LineChartBlock;

/**
 * Slack's native line chart; not in @slack/types yet. Labels have at most 20 characters, and every series has one point for
 * every category, in the same order. Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface LineChartBlock extends Block {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "line";
    readonly series: readonly ChartSeries[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

export interface ChartSeries {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

/** The blocks of a call; left out where there are none, since Slack takes no empty list for that. */
export function blocksIn(blocks: readonly MessageBlock[]): { blocks?: MessageBlock[] } {
  return blocks.length === 0 ? {} : { blocks: [...blocks] };
}
