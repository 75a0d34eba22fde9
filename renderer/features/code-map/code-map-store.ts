/** What the code map of one conversation's project shows: it outlives the pane, which may be closed, widened or made a sheet. */
import { createStore, type StoreApi } from 'zustand';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { IntermapResult } from '#protocol/intermap.ts';
import type { IntermapProgress } from '#protocol/intermap-frames.ts';
import { invoke, listen } from '../../api.ts';
import { reportErrors } from '../../state/report-error.ts';
import type { Emphasis } from './graph/look.ts';
import { buildFileScene } from './model/file-scene.ts';
import { buildFolderScene, type FolderPlace } from './model/folder-scene.ts';
import { runInSlices } from './model/in-slices.ts';
import { buildProjectMap, commonFolder, type ProjectMap } from './model/project-map.ts';
import { buildCallsScene, buildImpactScene } from './model/reach-scene.ts';
import type { Scene } from './model/scene.ts';
import { type Place, ROOT } from './place.ts';
import { allReferenceEdges, runCodeMap } from './run-command.ts';

export type SidePanel = 'list' | 'cycles' | 'unused' | 'changes';

/** A list that is asked for when it is first looked at. */
export type Loadable<Value> =
  | { status: 'none' }
  | { status: 'loading' }
  | { status: 'ready'; value: Value }
  | { status: 'failed'; error: ErrorInfo };

export type CodeMapState = {
  /** `stopped`: the person ended the reading. */
  status: 'loading' | 'ready' | 'failed' | 'stopped';
  error: ErrorInfo | null;
  progress: IntermapProgress | null;
  map: ProjectMap | null;
  place: Place;
  scene: Scene | null;
  sceneStatus: 'ready' | 'loading' | 'failed';
  sceneError: ErrorInfo | null;
  selectedId: string | null;
  hoveredId: string | null;
  emphasis: Emphasis | null;
  panel: SidePanel;
  unused: Loadable<IntermapResult<'dead_code'>>;
  changes: Loadable<IntermapResult<'change_impact'>>;
  /** The numbers of the impact picture: tests and their command. */
  impact: IntermapResult<'impact'> | null;
  isRefreshing: boolean;
  /** Over nearly the whole window instead of in the inspector. */
  isLarge: boolean;
  /** Counts requests to bring a node into view. */
  flight: { id: string; request: number } | null;
};

export type CodeMapStore = StoreApi<CodeMapState> & {
  load: () => Promise<void>;
  /** Reads again what changed, quietly; not more than every few seconds unless the person asked. */
  refresh: (isAsked?: boolean) => Promise<void>;
  cancel: () => void;
  open: (place: Place, selectedId?: string) => Promise<void>;
  openFolder: (folder: string, detail?: FolderPlace['detail']) => Promise<void>;
  select: (id: string | null) => void;
  hover: (id: string | null) => void;
  /** Chooses a node and brings it into view. */
  reveal: (id: string) => void;
  showPanel: (panel: SidePanel) => void;
  loadUnused: () => Promise<void>;
  loadChanges: () => Promise<void>;
  /** Brings files out in the picture of all files below the folder that holds them. */
  emphasise: (emphasis: Emphasis | null) => Promise<void>;
};

/** As many as the command gives at most; the rest has no layer and stands at the foot. */
const MAX_LISTED_FILES = 5_000;
const MAX_CALLS = 400;
const CALLS_DEPTH = 2;
const MAX_AFFECTED = 300;
const IMPACT_DEPTH = 6;
const MAX_LISTED = 500;

/** A look at the window is no reason to ask git and the disk every second. */
const REFRESH_AFTER_MS = 5_000;

const INITIAL: CodeMapState = {
  status: 'loading',
  error: null,
  progress: null,
  map: null,
  place: ROOT,
  scene: null,
  sceneStatus: 'loading',
  sceneError: null,
  selectedId: null,
  hoveredId: null,
  emphasis: null,
  panel: 'list',
  unused: { status: 'none' },
  changes: { status: 'none' },
  impact: null,
  isRefreshing: false,
  isLarge: false,
  flight: null,
};

const stores = new Map<string, CodeMapStore>();

/** The map of a conversation's project; another folder is another map. */
export function codeMapStore(conversationId: string, projectFolder: string): CodeMapStore {
  const key = `${conversationId}\n${projectFolder}`;
  const existing = stores.get(key);
  if (existing !== undefined) return existing;
  const created = createCodeMapStore(conversationId);
  stores.set(key, created);
  return created;
}

function createCodeMapStore(conversationId: string): CodeMapStore {
  const store = createStore<CodeMapState>()(() => INITIAL);
  const { getState, setState } = store;
  let opening = 0;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let isLoading = false;
  let fingerprint = '';

  listen('codeMap.progress', ({ conversationId: of, ...progress }) => {
    if (of === conversationId && isLoading) setState({ progress });
  });

  const read = async (): Promise<boolean> => {
    const architecture = await runCodeMap(conversationId, 'architecture', { limit: MAX_LISTED_FILES });
    const edges = await allReferenceEdges(conversationId);
    loadedAt = performance.now();
    const next = JSON.stringify([architecture, edges.length, edges.reduce((sum, { imports, calls }) => sum + imports + calls, 0)]);
    if (next === fingerprint) return false;
    fingerprint = next;
    setState({ map: await runInSlices(buildProjectMap(architecture, edges)) });
    return true;
  };

  const sceneOf = async (place: Place, map: ProjectMap): Promise<Pick<CodeMapState, 'scene' | 'impact'>> => {
    switch (place.type) {
      case 'folder':
        return { scene: await runInSlices(buildFolderScene(map, place)), impact: null };
      case 'file': {
        const [file, calls] = await Promise.all([
          runCodeMap(conversationId, 'extract', { file: place.file }),
          runCodeMap(conversationId, 'call_graph', { file: place.file, limit: MAX_CALLS }),
        ]);
        return { scene: buildFileScene(file, calls.edges), impact: null };
      }
      case 'calls': {
        const { name, file } = place.target;
        const graph = await runCodeMap(conversationId, 'call_graph', {
          name,
          file,
          direction: 'both',
          depth: CALLS_DEPTH,
          limit: MAX_CALLS,
        });
        return { scene: buildCallsScene(place.target, graph), impact: null };
      }
      case 'impact': {
        const { name, file } = place.target;
        const impact = await runCodeMap(conversationId, 'impact', { name, file, depth: IMPACT_DEPTH, limit: MAX_AFFECTED });
        return { scene: buildImpactScene(place.target, impact), impact };
      }
    }
  };

  const showScene = async (place: Place, keepScene: boolean) => {
    const { map } = getState();
    if (map === null) return;
    opening += 1;
    const mine = opening;
    setState({ place, sceneStatus: 'loading', sceneError: null, ...(!keepScene && { hoveredId: null }) });
    try {
      const shown = await sceneOf(place, map);
      if (mine === opening) setState({ ...shown, sceneStatus: 'ready' });
    } catch (error) {
      if (mine === opening) setState({ sceneStatus: 'failed', sceneError: toErrorInfo(error) });
    }
  };

  const listed = async <Key extends 'unused' | 'changes'>(key: Key, ask: () => Promise<unknown>) => {
    setState({ [key]: { status: 'loading' } } as Partial<CodeMapState>);
    try {
      setState({ [key]: { status: 'ready', value: await ask() } } as Partial<CodeMapState>);
    } catch (error) {
      setState({ [key]: { status: 'failed', error: toErrorInfo(error) } } as Partial<CodeMapState>);
    }
  };

  const actions: Omit<CodeMapStore, keyof StoreApi<CodeMapState>> = {
    async load() {
      if (isLoading) return;
      isLoading = true;
      setState({ status: 'loading', error: null, progress: null });
      try {
        await read();
        const { map, place } = getState();
        const start: Place = place === ROOT && map !== null ? { ...ROOT, folder: commonFolder(map.files) } : place;
        setState({ status: 'ready' });
        await showScene(start, false);
      } catch (error) {
        const info = toErrorInfo(error);
        setState(info.code === 'cancelled' ? { status: 'stopped' } : { status: 'failed', error: info });
      } finally {
        isLoading = false;
        setState({ progress: null });
      }
    },

    async refresh(isAsked = false) {
      const { status, isRefreshing, place, unused, changes } = getState();
      if (status !== 'ready') return void (await actions.load());
      if (isRefreshing || isLoading || (!isAsked && performance.now() - loadedAt < REFRESH_AFTER_MS)) return;
      setState({ isRefreshing: true });
      try {
        const hasChanged = await read();
        if (hasChanged || place.type !== 'folder') await showScene(place, true);
        if (hasChanged && unused.status === 'ready') await actions.loadUnused();
        if (changes.status === 'ready') await actions.loadChanges();
      } catch (error) {
        const info = toErrorInfo(error);
        // The picture shown stays: it was true a moment ago, and the next refresh tries again.
        if (info.code !== 'cancelled') setState({ sceneError: info });
      } finally {
        setState({ isRefreshing: false });
      }
    },

    cancel: () => reportErrors(invoke('codeMap.cancel', { conversationId })),

    async open(place, selectedId) {
      setState({ selectedId: null, emphasis: null });
      await showScene(place, false);
      if (selectedId !== undefined) actions.reveal(selectedId);
    },

    openFolder: (folder, detail = 'modules') => actions.open({ type: 'folder', folder, detail }),

    select: (selectedId) => setState({ selectedId }),
    hover: (hoveredId) => setState({ hoveredId }),
    reveal: (id) => setState(({ flight }) => ({ selectedId: id, flight: { id, request: (flight?.request ?? 0) + 1 } })),

    showPanel(panel) {
      setState({ panel });
      const { unused, changes } = getState();
      if (panel === 'unused' && unused.status === 'none') void actions.loadUnused();
      if (panel === 'changes' && changes.status === 'none') void actions.loadChanges();
    },

    loadUnused: () => listed('unused', () => runCodeMap(conversationId, 'dead_code', { limit: MAX_LISTED })),
    loadChanges: () => listed('changes', () => runCodeMap(conversationId, 'change_impact', { limit: MAX_LISTED })),

    async emphasise(emphasis) {
      setState({ emphasis, selectedId: null });
      const { map, place } = getState();
      if (emphasis === null || map === null) return;
      const known = new Set(map.files);
      const files = [...emphasis.depthByFile.keys()].filter((file) => known.has(file));
      const folder = commonFolder(files);
      if (place.type === 'folder' && (place.folder === folder || folder.startsWith(`${place.folder}/`) || place.folder === '')) {
        if (place.detail === 'files') return;
      }
      await showScene({ type: 'folder', folder, detail: 'files' }, false);
    },
  };

  return Object.assign(store, actions);
}
