import type { Figure } from "../../../domain/figure.ts";
import { escapeMrkdwn } from "./escape.ts";

/** One figure in a list, or why it is not there. */
export function detail<T>(label: string, figure: Figure<T>, render: (value: T) => string): string {
  if (figure.reason !== undefined) return `• ${escapeMrkdwn(`${label}: not known, because ${figure.reason}`)}`;
  return `• ${escapeMrkdwn(`${label}: ${render(figure.value)}`)}`;
}
