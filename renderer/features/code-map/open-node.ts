/** What going into a box means: a folder shows its parts, a file its definitions, a symbol its calls. */
import type { CodeMapStore } from './code-map-store.ts';

export function openNode(store: CodeMapStore, id: string): void {
  const node = store.getState().scene?.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) return;
  if (node.kind === 'folder') void store.openFolder(node.path);
  else if (node.kind === 'symbol' && node.name !== undefined && node.symbolKind !== 'module') {
    void store.open({ type: 'calls', target: { name: node.name, file: node.path, line: node.line } });
  } else void store.open({ type: 'file', file: node.path });
}
