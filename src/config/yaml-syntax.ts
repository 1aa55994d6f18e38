import { type Document, type ErrorCode, visit, type YAMLError } from "yaml";
import type { Place } from "./line-index.ts";

export interface SyntaxFault {
  readonly offset: number;
  readonly place: Place;
  readonly found: string;
  readonly expected: string;
  readonly sentence: string;
}

/** After so many the rest follows from them: a file indented with tabs has one on each line. */
const faultsMax = 100;

/** What makes the text no YAML, one fault a line: the parser often says twice what one slip brought about. */
export function syntaxFaults(document: Document, placeAt: (offset: number) => Place): readonly SyntaxFault[] {
  const { explicit, version } = document.directives?.yaml ?? { explicit: false, version: "1.2" };
  // YAML 1.1 reads "yes" as true and 0600 as 384.
  const old = explicit === true && version !== "1.2" ? [{ offset: 0, sentence: oldVersion }] : [];
  const errors = [...document.errors, ...document.warnings];
  // Once the parser is lost, it finds something unexpected on every line that follows.
  const lostAt = errors.findIndex(({ code }) => code === "UNEXPECTED_TOKEN");
  const told = errors.filter(({ code }, index) => code !== "UNEXPECTED_TOKEN" || index === lostAt);
  const all = [...old, ...told.map((error) => explain(error, document))];
  const faults = new Map<number, SyntaxFault>();
  for (const { offset, sentence } of all) {
    const place = placeAt(offset);
    if (faults.has(place.line) || faults.size >= faultsMax) continue;
    faults.set(place.line, { offset, place, found: "no valid YAML", expected: "YAML 1.2", sentence });
  }
  return [...faults.values()];
}

function explain(error: YAMLError, document: Document): Pick<SyntaxFault, "offset" | "sentence"> {
  const [offset] = error.pos;
  const opening = error.code === "MISSING_CHAR" ? openQuote(document, offset) : null;
  if (opening !== null) return { offset: opening, sentence: "the quote that opens here is never closed." };
  const isBracket = error.code === "BAD_INDENT" && /^flow/i.test(error.message);
  return { offset, sentence: isBracket ? openBracket : sentences[error.code] };
}

/** Where the quoted text starts that ends at this offset; the parser points to the end of the file instead. */
function openQuote(document: Document, end: number): number | null {
  let start: number | null = null;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith("QUOTE") && range && range[0] < end && range[1] >= end) start = range[0];
    },
  });
  return start;
}

const oldVersion = "this file is read as YAML 1.2. Delete the line %YAML.";
const openBracket =
  'a "[" or "{" above is not closed, or what it holds is not indented. Close it, or indent this line further.';
const quoteIt = "Put the value in quotes if it is meant as text.";
const indentation =
  "the indentation does not fit. Indent with two spaces a level, and let the keys of one mapping start in one column.";
const nestedKey =
  'a value and a further key stand where only one can. Either the next line is indented too far or lacks its colon, or the value holds ": " and needs quotes.';

/** In our words, because the parser's are about grammar. */
const sentences: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: `an alias (*name) takes no anchor and no tag. ${quoteIt}`,
  BAD_ALIAS: `a value that starts with "*" is an alias, and there is no anchor of this name above. ${quoteIt}`,
  BAD_COLLECTION_TYPE: "the tag (!name) does not fit its value. Delete the tag.",
  BAD_DIRECTIVE: 'a line that starts with "%" is a directive, and this one is unknown. Delete it.',
  BAD_DQ_ESCAPE:
    "a backslash in double quotes starts an escape, and this one is unknown. Use single quotes instead: '\\d+'.",
  BAD_INDENT: indentation,
  BAD_PROP_ORDER: "anchors and tags stand before the value, on its line.",
  BAD_SCALAR_START: `a value cannot start with this character. ${quoteIt}`,
  BLOCK_AS_IMPLICIT_KEY: nestedKey,
  BLOCK_IN_FLOW: "inside [ ] and { } items are separated by commas, not by lines. Separate them by commas.",
  DUPLICATE_KEY: "a key stands twice in this mapping. Keep one of them.",
  IMPOSSIBLE: "this part cannot be read. Compare it with scipy.example.yml.",
  KEY_OVER_1024_CHARS: "a key is longer than 1,024 characters. A colon is probably missing above.",
  MISSING_CHAR:
    'this line does not fit what stands above it. Its indentation may be wrong (the keys of one mapping start in one column), or a colon after a key, a "-" before a list item, or a closing quote or bracket is missing.',
  MULTILINE_IMPLICIT_KEY: nestedKey,
  MULTIPLE_ANCHORS: "a value has two anchors (&name). Keep one.",
  MULTIPLE_DOCS: 'a second document starts here ("---"). Keep one document in the file.',
  MULTIPLE_TAGS: "a value has two tags (!name). Delete them.",
  NON_STRING_KEY: "a key must be a word.",
  RESOURCE_EXHAUSTION: "the file is nested too deeply. Write at most 32 levels.",
  TAB_AS_INDENT: "a tab indents this line. Indent with spaces.",
  TAG_RESOLVE_FAILED: `a value that starts with "!" is a tag, and tags are not used here. ${quoteIt}`,
  UNEXPECTED_TOKEN:
    "something stands here that does not belong. Look for a comma too many, an unclosed bracket, or a quote inside a quoted value.",
};
