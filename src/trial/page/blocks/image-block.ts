import { fileUrl } from "../api.ts";
import { el } from "../dom.ts";
import { type Fields, fieldsOf, textOf } from "../json.ts";
import { renderPlainText } from "./text-object.ts";

/** A picture with its title above. */
export function renderImage(block: Fields): HTMLElement {
  const title = block.title === undefined ? null : el("figcaption", {}, renderPlainText(block.title));
  return el("figure", {}, title, renderImageElement(block, "image"));
}

/** A picture, or its alternative text where it cannot be loaded. */
export function renderImageElement(element: Fields, className: string): HTMLElement {
  const alternative = textOf(element.alt_text);
  const source = sourceOf(element);
  const missing = () =>
    el(
      "span",
      { class: "image-missing", role: "img", "aria-label": alternative },
      `Image: ${alternative || "without a description"}`,
    );
  if (source === null) return missing();
  const image = el("img", {
    class: className,
    src: source,
    alt: alternative,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  image.addEventListener("error", () => image.replaceWith(missing()), { once: true });
  return image;
}

/** Only web addresses and this workspace's own files; anything else has no source. */
function sourceOf(element: Fields): string | null {
  const url = textOf(element.image_url);
  if (/^https?:\/\//i.test(url)) return url;
  const file = fieldsOf(element.slack_file);
  const id = textOf(file.id) || (/\b(F[A-Z0-9]{8,})\b/.exec(textOf(file.url))?.[1] ?? "");
  return id === "" ? null : fileUrl(id);
}
