import type { Directory } from "../directory.ts";
import { fieldsOf, labelOf, textOf } from "../json.ts";
import { renderMrkdwn, renderPlain } from "../mrkdwn-dom.ts";

/** A text object as elements: mrkdwn is formatted, plain_text (and a bare string) is not. */
export function renderText(value: unknown, directory: Directory): DocumentFragment {
  const fields = fieldsOf(value);
  return fields.type === "mrkdwn" ? renderMrkdwn(textOf(fields.text), directory) : renderPlainText(value);
}

/** A plain_text object as elements. */
export function renderPlainText(value: unknown): DocumentFragment {
  return renderPlain(labelOf(value), fieldsOf(value).emoji !== false);
}
