/** A piece of Slack's mrkdwn. Texts hold what is to be shown: entities are decoded, once, when the node is made. */
export type Mrkdwn =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly parts: readonly Mrkdwn[] }
  | { readonly kind: "item"; readonly marker: string; readonly parts: readonly Mrkdwn[] }
  | { readonly kind: "code" | "pre"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly label: string }
  | { readonly kind: "user" | "channel" | "group"; readonly id: string; readonly label: string }
  | { readonly kind: "broadcast"; readonly name: string }
  | {
      readonly kind: "date";
      readonly epoch: number;
      readonly format: string;
      readonly url: string;
      readonly fallback: string;
    }
  | { readonly kind: "emoji"; readonly name: string };

/** Text as the Web API carries it (with `&amp; &lt; &gt;` and `<…>` tokens) → what to show. Total: any text gives something. */
export function parseMrkdwn(source: string): readonly Mrkdwn[] {
  const parts: Mrkdwn[] = [];
  const pieces = source.split("```");
  // An odd number of fences leaves the last one open: it and what follows are ordinary text.
  const paired = pieces.length % 2 === 1 ? pieces.length : pieces.length - 1;
  for (const [index, piece] of pieces.slice(0, paired).entries()) {
    if (index % 2 === 1 && piece !== "") parts.push({ kind: "pre", text: plainCode(piece.replace(/^\n|\n$/g, "")) });
    else parts.push(...parseLines(trimAround(piece, index, paired)));
  }
  if (paired < pieces.length) parts.push(...parseLines(`\`\`\`${pieces[paired] ?? ""}`));
  return parts;
}

/** Reads `&amp; &lt; &gt;` once: `&amp;lt;` is the text `&lt;`, never `<`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => (name === "amp" ? "&" : name === "lt" ? "<" : ">"));
}

/** The address if a browser may be sent there, else null: a link must not run a script or read a file. */
export function safeUrl(url: string): string | null {
  return /^(https?:\/\/|mailto:)/i.test(url.trim()) ? url.trim() : null;
}

function trimAround(piece: string, index: number, count: number): string {
  const start = index > 0 ? piece.replace(/^\n/, "") : piece;
  return index < count - 1 ? start.replace(/\n$/, "") : start;
}

function parseLines(source: string): readonly Mrkdwn[] {
  if (source === "") return [];
  const parts: Mrkdwn[] = [];
  let quoted: string[] = [];
  let plain: string[] = [];
  const flushPlain = () => {
    if (plain.length > 0) parts.push(...parseInline(plain.join("\n")));
    plain = [];
  };
  const flushQuote = () => {
    if (quoted.length > 0) parts.push({ kind: "quote", parts: parseInline(quoted.join("\n")) });
    quoted = [];
  };
  for (const line of source.split("\n")) {
    const quote = /^(?:&gt;|>)(?!&gt;&gt;) ?(.*)$/.exec(line);
    const item = /^(\s*)([•◦▪-]|\d{1,3}\.) (.+)$/.exec(line);
    if (quote !== null) {
      flushPlain();
      quoted.push(quote[1] ?? "");
    } else {
      flushQuote();
      if (item === null) plain.push(line);
      else {
        flushPlain();
        parts.push({ kind: "item", marker: item[2] ?? "•", parts: parseInline(item[3] ?? "") });
      }
    }
  }
  flushQuote();
  flushPlain();
  return parts;
}

const STYLES: Readonly<Record<string, "bold" | "italic" | "strike">> = { "*": "bold", _: "italic", "~": "strike" };

/** One scan from left to right; `closed` are the styles already open or known to have no end, so no text is scanned twice over. */
function parseInline(source: string, open: ReadonlySet<string> = new Set()): readonly Mrkdwn[] {
  const parts: Mrkdwn[] = [];
  const closed = new Set(open);
  let text = "";
  let at = 0;
  const flush = () => {
    if (text !== "") parts.push({ kind: "text", text: decodeEntities(text) });
    text = "";
  };
  while (at < source.length) {
    const found = tokenAt(source, at, closed);
    if (found === undefined) {
      text += source.charAt(at);
      at += 1;
      continue;
    }
    flush();
    parts.push(found.node);
    at = found.end;
  }
  flush();
  return parts;
}

interface Found {
  readonly node: Mrkdwn;
  readonly end: number;
}

function tokenAt(source: string, at: number, closed: Set<string>): Found | undefined {
  const char = source.charAt(at);
  if (char === "\n") return { node: { kind: "break" }, end: at + 1 };
  if (char === "`") return codeAt(source, at);
  if (char === "<") return angleAt(source, at);
  if (char === ":") return emojiAt(source, at);
  if (char === "h" || char === "H") return bareLinkAt(source, at);
  const style = STYLES[char];
  return style === undefined || closed.has(char) ? undefined : styledAt(source, at, closed);
}

function codeAt(source: string, at: number): Found | undefined {
  const match = sticky(/`([^`\n]+)`/y, source, at);
  return match === null
    ? undefined
    : { node: { kind: "code", text: plainCode(match[1] ?? "") }, end: at + match[0].length };
}

function emojiAt(source: string, at: number): Found | undefined {
  const match = sticky(/:([a-z0-9_+-]{1,60}(?:::skin-tone-[2-6])?):/y, source, at);
  if (match === null || (/^\d+$/.test(match[1] ?? "") === true && match[1] !== "100")) return undefined;
  return { node: { kind: "emoji", name: match[1] ?? "" }, end: at + match[0].length };
}

function bareLinkAt(source: string, at: number): Found | undefined {
  if (/\w/.test(source.charAt(at - 1))) return undefined;
  const match = sticky(/https?:\/\/[^\s<>|`*]+[^\s<>|`*.,;:!?)'"_~]/iy, source, at);
  if (match === null) return undefined;
  const url = decodeEntities(match[0]);
  return { node: { kind: "link", url, label: url }, end: at + match[0].length };
}

function styledAt(source: string, at: number, closed: Set<string>): Found | undefined {
  const mark = source.charAt(at);
  if (/[\w]/.test(source.charAt(at - 1)) || /\s|^$/.test(source.charAt(at + 1))) return undefined;
  const end = closingOf(source, at + 1, mark);
  if (end < 0) {
    closed.add(mark);
    return undefined;
  }
  const inner = parseInline(source.slice(at + 1, end), new Set([...closed, mark]));
  return { node: { kind: STYLES[mark] ?? "bold", parts: inner }, end: end + 1 };
}

function closingOf(source: string, from: number, mark: string): number {
  for (let at = source.indexOf(mark, from); at >= 0; at = source.indexOf(mark, at + 1)) {
    if (source.slice(from, at).includes("\n")) return -1;
    if (at > from && !/\s/.test(source.charAt(at - 1)) && !/\w/.test(source.charAt(at + 1))) return at;
  }
  return -1;
}

function angleAt(source: string, at: number): Found | undefined {
  const match = sticky(/<([^<>\n]*)>/y, source, at);
  const node = match === null ? undefined : angleNode(match[1] ?? "");
  return match === null || node === undefined ? undefined : { node, end: at + match[0].length };
}

function angleNode(inside: string): Mrkdwn | undefined {
  const bar = inside.indexOf("|");
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : decodeEntities(inside.slice(bar + 1));
  if (head.startsWith("@")) return { kind: "user", id: head.slice(1), label };
  if (head.startsWith("#")) return { kind: "channel", id: head.slice(1), label };
  if (head.startsWith("!date^")) return dateNode(head, label);
  if (head.startsWith("!subteam^")) return { kind: "group", id: head.slice("!subteam^".length), label };
  if (head.startsWith("!")) return { kind: "broadcast", name: head.slice(1) };
  const url = decodeEntities(head);
  if (head === "" || !/^[a-z][a-z0-9+.-]*:/i.test(url)) return undefined;
  return { kind: "link", url, label: label === "" ? url.replace(/^mailto:/i, "") : label };
}

function dateNode(head: string, fallback: string): Mrkdwn {
  const [, epoch = "", format = "", url = ""] = head.split("^");
  return { kind: "date", epoch: Number(epoch), format: decodeEntities(format), url: decodeEntities(url), fallback };
}

/** Inside code only links and mentions lose their brackets, as in Slack; everything else is shown as it is. */
function plainCode(source: string): string {
  return decodeEntities(
    source.replace(
      /<((?:https?:|mailto:)[^<>|\n]*)(?:\|([^<>\n]*))?>/gi,
      (_, url: string, label?: string) => label ?? url,
    ),
  );
}

function sticky(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
