import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { showError } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { measureNode } from './graph/labels.ts';
import { MapGraph } from './graph/map-graph.ts';
import styles from './graph-view.module.css';
import { runInSlices } from './model/in-slices.ts';
import { layOutScene } from './model/layout.ts';
import { openNode } from './open-node.ts';
import { useCodeMap } from './use-code-map.ts';

/** From here on a wait needs words. */
const WORDS_AFTER_MS = 400;

/** The interactive picture of the scene. */
export function GraphView({ store }: { store: CodeMapStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [graph, setGraph] = useState<MapGraph | null>(null);
  const title = useCodeMap(store, ({ scene }) => scene?.title ?? strings.inspector.codeMap);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const created = new MapGraph(canvas.current, {
      onSelect: store.select,
      onHover: store.hover,
      onOpen: (id) => openNode(store, id),
    });
    setGraph(created);
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(canvas.current);
    return () => {
      observer.disconnect();
      created.end();
      setGraph(null);
    };
  }, [store]);
  const shownKey = useSceneInGraph(store, graph);

  const onKeyDown = (event: KeyboardEvent) => {
    if (graph === null) return;
    const run = KEYS[event.key];
    if (event.key === 'Escape' && store.getState().selectedId !== null) store.select(null);
    else if (run !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) run(graph);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.graph} data-scene={shownKey ?? undefined}>
      <div
        className={styles.stage}
        role="application"
        aria-label={strings.codeMap.pictureKeys(title)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved by keys.
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} className={styles.canvas} aria-hidden />
      </div>
      <div className={styles.zoom} role="toolbar" aria-label={strings.codeMap.view}>
        <IconButton
          size="small"
          tooltipSide="bottom"
          label={strings.codeMap.zoomIn}
          icon={<Plus aria-hidden />}
          onClick={() => graph?.zoomBy(1.5)}
        />
        <IconButton
          size="small"
          tooltipSide="bottom"
          label={strings.codeMap.zoomOut}
          icon={<Minus aria-hidden />}
          onClick={() => graph?.zoomBy(1 / 1.5)}
        />
        <IconButton
          size="small"
          tooltipSide="bottom"
          label={strings.codeMap.fit}
          icon={<Maximize aria-hidden />}
          onClick={() => graph?.fit()}
        />
      </div>
      <SceneWait store={store} />
    </div>
  );
}

const KEYS: Record<string, (graph: MapGraph) => void> = {
  ArrowLeft: (graph) => graph.pan(-1, 0),
  ArrowRight: (graph) => graph.pan(1, 0),
  ArrowUp: (graph) => graph.pan(0, 1),
  ArrowDown: (graph) => graph.pan(0, -1),
  '+': (graph) => graph.zoomBy(1.5),
  '=': (graph) => graph.zoomBy(1.5),
  '-': (graph) => graph.zoomBy(1 / 1.5),
  '0': (graph) => graph.fit(),
};

/** Lays scenes out and hands them to the graph, then what stands out in them. Returns the key of the scene that is drawn. */
function useSceneInGraph(store: CodeMapStore, graph: MapGraph | null): string | null {
  const scene = useCodeMap(store, (state) => state.scene);
  const selectedId = useCodeMap(store, (state) => state.selectedId);
  const hoveredId = useCodeMap(store, (state) => state.hoveredId);
  const emphasis = useCodeMap(store, (state) => state.emphasis);
  const flight = useCodeMap(store, (state) => state.flight);
  const [shownKey, setShownKey] = useState<string | null>(null);
  const drawnKey = useRef<string | null>(null);
  const waitingFlight = useRef<string | null>(null);

  useEffect(() => {
    if (graph === null || scene === null) return;
    const controller = new AbortController();
    const draw = async () => {
      // Widths measured before the font is there would be those of another one.
      await document.fonts.ready;
      const viewport = graph.viewport();
      const layout = await runInSlices(layOutScene(scene, { measure: measureNode, viewport }), controller.signal);
      controller.signal.throwIfAborted();
      graph.show(scene, layout, drawnKey.current === scene.key);
      drawnKey.current = scene.key;
      setShownKey(scene.key);
      const wanted = waitingFlight.current;
      if (wanted !== null && graph.flyTo(wanted)) waitingFlight.current = null;
    };
    draw().catch((error: unknown) => {
      if (!controller.signal.aborted) showError(error);
    });
    return () => controller.abort();
  }, [graph, scene]);

  useEffect(() => graph?.setFocus({ selectedId, hoveredId, emphasis }), [graph, selectedId, hoveredId, emphasis]);

  useEffect(() => {
    if (graph === null || flight === null) return;
    waitingFlight.current = graph.flyTo(flight.id) ? null : flight.id;
  }, [graph, flight]);

  return shownKey;
}

function SceneWait({ store }: { store: CodeMapStore }) {
  const isWaiting = useCodeMap(store, ({ sceneStatus }) => sceneStatus === 'loading');
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsSlow(true), WORDS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isWaiting]);
  if (!isWaiting || !isSlow) return null;
  return (
    <div className={styles.wait}>
      <Spinner>{strings.codeMap.drawing}</Spinner>
    </div>
  );
}
