import { readFileSync } from "node:fs";
import { parseSync } from "vite";

/** What the checks need to know of one source file. */
export interface SourceModule {
  /** Under the folder checked, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names mentioned as variables, globals or types, and members such as `Math.random`; not property names. */
  readonly mentions: readonly Mention[];
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

export interface Mention {
  readonly name: string;
  readonly line: number;
}

/** Sees `import`, `export … from`, `import()`, `require()` and `import("…")` in types; comments and strings do not count. */
export function readModule(file: string, path: string): SourceModule {
  const text = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text, { lang: "ts" });
  const lineOf = createLineOf(text);
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const fault = errors[0];
  if (fault !== undefined) {
    return { path, lines, imports: [], mentions: [], onlyReexports: false, unreadable: fault.message };
  }
  const imports: Import[] = [];
  const mentions: Mention[] = [];
  walk(program as unknown as SyntaxNode, (node, parent, key) => {
    const found = importOf(node);
    if (found !== null) imports.push({ ...found, line: lineOf(node.start) });
    for (const name of mentionsOf(node, parent, key)) mentions.push({ name, line: lineOf(node.start) });
  });
  return { path, lines, imports, mentions, onlyReexports: isBarrel(program.body), unreadable: null };
}

/** A node of the syntax tree, whose shape is ESTree with TypeScript's additions. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

type Visit = (node: SyntaxNode, parent: SyntaxNode | null, key: string) => void;

function walk(node: SyntaxNode, visit: Visit, parent: SyntaxNode | null = null, key = ""): void {
  visit(node, parent, key);
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, name);
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function importOf(node: SyntaxNode): { readonly specifier: string | null; readonly typeOnly: boolean } | null {
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

function literal(node: unknown): string | null {
  return isNode(node) && typeof node.value === "string" ? node.value : null;
}

function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

function mentionsOf(node: SyntaxNode, parent: SyntaxNode | null, key: string): readonly string[] {
  const names: string[] = [];
  if (node.async === true) names.push("async");
  if (node.type === "AwaitExpression" || node.await === true) names.push("await");
  if (node.type === "MemberExpression") names.push(...memberOf(node));
  if (node.type === "Identifier" && !isPropertyName(parent, key)) names.push(String(node.name));
  return names;
}

/** `Math.random` and `Math["random"]` alike; behind `globalThis` the member counts as the global it is. */
function memberOf(node: SyntaxNode): readonly string[] {
  if (!isNode(node.object) || node.object.type !== "Identifier" || !isNode(node.property)) return [];
  const member = node.computed === true ? literal(node.property) : String(node.property.name);
  if (member === null) return [];
  return isName(node.object, "globalThis") ? [member] : [`${String(node.object.name)}.${member}`];
}

/** `sample.process` and `{ process: 1 }` name a property of our own, not the global. */
function isPropertyName(parent: SyntaxNode | null, key: string): boolean {
  if (parent === null || parent.computed === true) return false;
  if (parent.type === "Property" && parent.shorthand === true) return false;
  return (key === "property" || key === "key" || key === "right") && propertyParents.has(`${parent.type}.${key}`);
}

const propertyParents = new Set([
  "MemberExpression.property",
  "Property.key",
  "MethodDefinition.key",
  "PropertyDefinition.key",
  "TSPropertySignature.key",
  "TSMethodSignature.key",
  "TSQualifiedName.right",
]);

/** Passing on all that others export, with or without an import in between. */
function isBarrel(body: readonly unknown[]): boolean {
  const nodes = body as readonly SyntaxNode[];
  const passesOn = (node: SyntaxNode) => node.type.startsWith("Export") && !isNode(node.declaration);
  return nodes.some(passesOn) && nodes.every((node) => node.type === "ImportDeclaration" || passesOn(node));
}

function createLineOf(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
