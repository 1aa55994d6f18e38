import { readFileSync } from "node:fs";
import { parseSync } from "vite";
import { findMentions } from "./find-mentions.ts";
import { isName, isNode, literal, type SyntaxNode, walk } from "./syntax.ts";

/** What the checks need to know of one source file. */
export interface SourceModule {
  /** Under the folder checked, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names that the file takes from outside of itself without an import. */
  readonly mentions: readonly { readonly name: string; readonly line: number }[];
  /** True when the file does nothing but pass on what others export. */
  readonly onlyReexports: boolean;
  /** The parser's message when the file could not be read as TypeScript; everything else is then empty. */
  readonly unreadable: string | null;
}

export interface Import {
  /** Null when it is computed at run time. */
  readonly specifier: string | null;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** Sees `import`, `export … from`, `import()`, `require()` and `import("…")` in types; comments and strings do not count. */
export function readModule(file: string, path: string): SourceModule {
  const text = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text, { lang: "ts" });
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const fault = errors[0];
  if (fault !== undefined) {
    return { path, lines, imports: [], mentions: [], onlyReexports: false, unreadable: fault.message };
  }
  const tree = program as unknown as SyntaxNode;
  const lineOf = createLineOf(text);
  const imports: Import[] = [];
  walk(tree, (node) => {
    const found = importOf(node);
    if (found !== null) imports.push({ ...found, line: lineOf(node.start) });
  });
  const mentions = findMentions(tree).map(({ name, at }) => ({ name, line: lineOf(at) }));
  return { path, lines, imports, mentions, onlyReexports: isBarrel(tree), unreadable: null };
}

function importOf(node: SyntaxNode): Omit<Import, "line"> | null {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: literal(node.source), typeOnly: node.importKind === "type" || onlyTypeNames(node) };
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
      return isNode(node.source) ? { specifier: literal(node.source), typeOnly: node.exportKind === "type" } : null;
    case "TSImportType":
      return { specifier: literal(node.source), typeOnly: true };
    case "ImportExpression":
      return { specifier: literal(node.source), typeOnly: false };
    case "CallExpression":
      return isName(node.callee, "require")
        ? { specifier: literal((node.arguments as readonly unknown[])[0]), typeOnly: false }
        : null;
    default:
      return null;
  }
}

function onlyTypeNames(node: SyntaxNode): boolean {
  const names = node.specifiers as readonly SyntaxNode[];
  return names.length > 0 && names.every((name) => name.importKind === "type");
}

/** Passing on all that others export, with or without an import in between. */
function isBarrel(tree: SyntaxNode): boolean {
  const nodes = tree.body as readonly SyntaxNode[];
  const passesOn = (node: SyntaxNode) => /^Export(Named|All)/.test(node.type) && !isNode(node.declaration);
  return nodes.some(passesOn) && nodes.every((node) => node.type === "ImportDeclaration" || passesOn(node));
}

function createLineOf(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
