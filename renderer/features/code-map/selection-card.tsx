import { Crosshair, Flame, FolderInput, MessageSquareQuote, SquareArrowOutUpRight, Waypoints, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { askAgent, openInEditor } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import { indexScene, type SceneNode } from './model/scene.ts';
import { openNode } from './open-node.ts';
import styles from './selection-card.module.css';
import { useCodeMap } from './use-code-map.ts';

/** More names than this are a list of their own: the picture shows them all. */
const MAX_NAMES = 8;

/** What is chosen in the picture: what it is, what uses it and what it uses, and what can be done with it. */
export function SelectionCard({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const scene = useCodeMap(store, (state) => state.scene);
  const selectedId = useCodeMap(store, (state) => state.selectedId);
  const hasSelection = selectedId !== null;
  const index = useMemo(() => (scene === null || !hasSelection ? null : indexScene(scene)), [scene, hasSelection]);
  const node = selectedId === null ? undefined : index?.nodes.get(selectedId);
  if (index === null || node === undefined) return null;
  const named = (ids: readonly string[]) => ids.flatMap((id) => index.nodes.get(id) ?? []);
  return (
    <section className={styles.card} aria-label={strings.codeMap.chosen}>
      <header className={styles.header}>
        <KindIcon kind={node.symbolKind ?? node.kind} />
        <h3 className={styles.title} data-selectable>
          {node.label}
        </h3>
        <IconButton
          size="small"
          label={strings.codeMap.clear}
          shortcut="escape"
          icon={<X aria-hidden />}
          onClick={() => store.select(null)}
        />
      </header>
      <p className={styles.path} data-selectable>
        {node.kind === 'symbol' ? `${node.path}:${node.line}` : node.path}
      </p>
      <div className={styles.actions}>
        <Actions store={store} conversationId={conversationId} node={node} />
      </div>
      <Linked title={strings.codeMap.usedBy} nodes={named((index.to.get(node.id) ?? []).map(({ from }) => from))} store={store} />
      <Linked title={strings.codeMap.uses} nodes={named((index.from.get(node.id) ?? []).map(({ to }) => to))} store={store} />
    </section>
  );
}

function Actions({ store, conversationId, node }: { store: CodeMapStore; conversationId: string; node: SceneNode }): ReactNode {
  const place = { path: node.path, line: node.line, name: node.name };
  const target = node.name === undefined || node.symbolKind === 'module' ? null : { name: node.name, file: node.path, line: node.line };
  return (
    <>
      {node.kind === 'folder' && (
        <Button size="small" icon={<FolderInput aria-hidden />} onClick={() => openNode(store, node.id)}>
          {strings.codeMap.lookInside}
        </Button>
      )}
      {(node.kind === 'file' || node.kind === 'outside') && (
        <Button size="small" icon={<Crosshair aria-hidden />} onClick={() => openNode(store, node.id)}>
          {strings.codeMap.definitions}
        </Button>
      )}
      {target !== null && (
        <>
          <Button size="small" icon={<Waypoints aria-hidden />} onClick={() => void store.open({ type: 'calls', target })}>
            {strings.codeMap.calls}
          </Button>
          <Button size="small" icon={<Flame aria-hidden />} onClick={() => void store.open({ type: 'impact', target })}>
            {strings.codeMap.impact}
          </Button>
        </>
      )}
      {node.kind !== 'folder' && (
        <Button size="small" icon={<SquareArrowOutUpRight aria-hidden />} onClick={() => openInEditor(conversationId, place)}>
          {strings.codeMap.openInEditor}
        </Button>
      )}
      <Button size="small" icon={<MessageSquareQuote aria-hidden />} onClick={() => askAgent(store, conversationId, place)}>
        {strings.codeMap.askAgent}
      </Button>
    </>
  );
}

function Linked({ title, nodes, store }: { title: string; nodes: readonly SceneNode[]; store: CodeMapStore }) {
  if (nodes.length === 0) return null;
  return (
    <p className={styles.linked}>
      <span className={styles.linkedTitle}>
        {title} {nodes.length}
      </span>
      <span className={styles.links}>
        {nodes.slice(0, MAX_NAMES).map(({ id, label }) => (
          <button key={id} type="button" className={styles.link} onClick={() => store.reveal(id)}>
            {label}
          </button>
        ))}
        {nodes.length > MAX_NAMES && <span className={styles.more}>{strings.codeMap.andMore(nodes.length - MAX_NAMES)}</span>}
      </span>
    </p>
  );
}
