/** A node of the syntax tree, whose shape is ESTree with TypeScript's additions. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Where a node stands: its parent, the parent's key that holds it, and the innermost node that bounds what it declares. */
export interface Place {
  readonly parent: SyntaxNode | null;
  readonly key: string;
  readonly scope: SyntaxNode;
}

/** Visits the whole tree, a node before what it contains. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, place: Place) => void): void {
  descend(root, { parent: null, key: "", scope: root });

  function descend(node: SyntaxNode, place: Place): void {
    visit(node, place);
    const scope = boundsNames.test(node.type) ? node : place.scope;
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) descend(child, { parent: node, key, scope });
      }
    }
  }
}

const boundsNames = /^(Program|BlockStatement|For\w*Statement|CatchClause|SwitchStatement|\w*Function\w*)$/;

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

export function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

/** The text of a string literal; null for anything else. */
export function literal(node: unknown): string | null {
  return isNode(node) && typeof node.value === "string" ? node.value : null;
}
