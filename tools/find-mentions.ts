import { isName, isNode, literal, type Place, type SyntaxNode, walk } from "./syntax.ts";

export interface Mention {
  readonly name: string;
  /** Offset in the text. */
  readonly at: number;
}

/**
 * The names that a program takes from outside of itself: globals, types, members such as `Math.random`, and the words
 * `async` and `await`. Not property names, and not what the program declares itself (a parameter called `process`).
 */
export function findMentions(root: SyntaxNode): readonly Mention[] {
  const mentions: Mention[] = [];
  const declared: Declared[] = [];
  walk(root, (node, place) => {
    declared.push(...declaredBy(node, place));
    for (const name of mentionsOf(node, place)) mentions.push({ name, at: node.start });
  });
  return mentions.filter(({ name, at }) => !declared.some((own) => own.name === name && own.from <= at && at < own.to));
}

/** A name of the program's own and the part of the text in which it is known. */
interface Declared {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function declaredBy(node: SyntaxNode, { scope }: Place): readonly Declared[] {
  const within = (bounds: SyntaxNode, pattern: unknown) =>
    namesIn(pattern).map((name) => ({ name, from: bounds.start, to: bounds.end }));
  if (node.type === "VariableDeclarator") return within(scope, node.id);
  if (Array.isArray(node.params)) return node.params.flatMap((parameter) => within(node, parameter));
  return [];
}

function namesIn(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case "Identifier":
      return [String(pattern.name)];
    case "ObjectPattern":
      return (pattern.properties as readonly SyntaxNode[]).flatMap((entry) => namesIn(entry.value ?? entry));
    case "ArrayPattern":
      return (pattern.elements as readonly unknown[]).flatMap(namesIn);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

function mentionsOf(node: SyntaxNode, place: Place): readonly string[] {
  const names: string[] = [];
  if (node.async === true) names.push("async");
  if (node.type === "AwaitExpression" || node.await === true) names.push("await");
  if (node.type === "MemberExpression") names.push(...memberOf(node));
  if (node.type === "Identifier" && !isPropertyName(place)) names.push(String(node.name));
  return names;
}

/** `Math.random` and `Math["random"]` alike; behind `globalThis` the member counts as the global it is. */
function memberOf(node: SyntaxNode): readonly string[] {
  const owner = globalIn(node.object);
  const member = memberNameOf(node);
  if (owner === null || member === null) return [];
  return owner === "globalThis" ? [member] : [`${owner}.${member}`];
}

/** The name by itself or behind `globalThis`. */
function globalIn(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Identifier") return String(node.name);
  return node.type === "MemberExpression" && isName(node.object, "globalThis") ? memberNameOf(node) : null;
}

function memberNameOf(node: SyntaxNode): string | null {
  if (!isNode(node.property)) return null;
  return node.computed === true ? literal(node.property) : String(node.property.name);
}

/** `sample.process` and `{ process: 1 }` name a property of our own, not the global. */
function isPropertyName({ parent, key }: Place): boolean {
  if (parent === null || parent.computed === true) return false;
  return propertyNames.has(`${parent.type}.${key}`) && !(parent.type === "Property" && parent.shorthand === true);
}

const propertyNames = new Set([
  "MemberExpression.property",
  "Property.key",
  "MethodDefinition.key",
  "PropertyDefinition.key",
  "TSPropertySignature.key",
  "TSMethodSignature.key",
  "TSQualifiedName.right",
]);
