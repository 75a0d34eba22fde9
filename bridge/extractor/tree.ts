/** Small questions to a syntax tree that every language asks. */
import type { Node } from 'web-tree-sitter';

/** The named children without holes. */
export function namedChildren(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null);
}

/** The text of a field, when it is there. */
export function fieldText(node: Node, field: string): string | undefined {
  return node.childForFieldName(field)?.text;
}

/** Whether a child of that type is there. */
export function hasChild(node: Node, type: string): boolean {
  return node.children.some((child) => child?.type === type);
}

/** The first child of one of the types. */
export function childOfType(node: Node, ...types: string[]): Node | undefined {
  return namedChildren(node).find((child) => types.includes(child.type));
}

/** The text of a string literal without its quotes. */
export function unquoted(node: Node): string {
  return node.text.replace(/^["'`]|["'`]$/g, '');
}
