/** Slack gives the address; what is none is left out rather than shown as markup. */
export function linkMarkup(link: string | null | undefined, label: string): string | null {
  return link != null && /^https?:\/\/[\w.:/?&=%~#-]{1,1000}$/.test(link)
    ? `<${link.replaceAll("&", "&amp;")}|${label}>`
    : null;
}
