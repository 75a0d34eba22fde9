/** A picture before it has places: boxes in layers and the lines between them. */

/** `outside`: stands for a file that is not part of the picture but linked with it. */
export type SceneNodeKind = 'folder' | 'file' | 'symbol' | 'outside';

export type SceneNode = {
  /** Unique in its scene. */
  id: string;
  kind: SceneNodeKind;
  label: string;
  /** A second line in small print. */
  detail: string;
  /** Counted from the picture's foot. */
  layer: number;
  /** Folder: its path. Everything else: the file. */
  path: string;
  /** Where a symbol is defined, from 1; 1 for files. */
  line: number;
  /** Symbols: the qualified name. */
  name?: string;
  symbolKind?: string;
  /** The symbol a picture of callers or of impact is about. */
  isTarget?: boolean;
  isTest?: boolean;
};

export type SceneEdge = {
  from: string;
  to: string;
  /** Imports and calls, or 1. */
  weight: number;
  /** A lower layer imports a higher one. */
  isAgainstLayers: boolean;
  /** Below 1 where the receiver of a call was inferred. */
  confidence: number;
};

export type Scene = {
  /** The same for the same place in the project. */
  key: string;
  /** What a screen reader calls the picture. */
  title: string;
  nodes: readonly SceneNode[];
  edges: readonly SceneEdge[];
  /** Names of the layers, from the foot up. */
  layerNames: readonly string[];
  /** What the picture leaves out, as a sentence. */
  omitted?: string;
};

/** Edges of a scene by the node they start at, and by the one they end at. */
export type SceneIndex = {
  nodes: ReadonlyMap<string, SceneNode>;
  from: ReadonlyMap<string, readonly SceneEdge[]>;
  to: ReadonlyMap<string, readonly SceneEdge[]>;
};

export function indexScene({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>): SceneIndex {
  const from = new Map<string, SceneEdge[]>();
  const to = new Map<string, SceneEdge[]>();
  for (const edge of edges) {
    const starting = from.get(edge.from);
    if (starting === undefined) from.set(edge.from, [edge]);
    else starting.push(edge);
    const ending = to.get(edge.to);
    if (ending === undefined) to.set(edge.to, [edge]);
    else ending.push(edge);
  }
  return { nodes: new Map(nodes.map((node) => [node.id, node])), from, to };
}

/** `module.Class.method` as people say it: `Class.method`; the module's own code is "module level". */
export function shortName(name: string): string {
  const parts = name.split('.');
  const last = parts.at(-1) ?? name;
  const owner = parts.at(-2);
  return owner !== undefined && /^[A-Z]/.test(owner) ? `${owner}.${last}` : last;
}
