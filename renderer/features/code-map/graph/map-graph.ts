/** The interactive picture: sigma for boxes, lines, camera and pointer; plain canvases below and above it for layers and text. */
import Graph from 'graphology';
import Sigma from 'sigma';
import { runInSlices } from '../model/in-slices.ts';
import type { Box, SceneLayout } from '../model/layout.ts';
import { indexScene, type Scene, type SceneEdge, type SceneIndex, type SceneNode } from '../model/scene.ts';
import { type BoxAttributes, boxProgram } from './box-program.ts';
import { type Focus, type FocusedScene, focusScene } from './look.ts';
import { type Picture, paintAbove, paintBelow, type View } from './painter.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';

export type MapGraphEvents = {
  onSelect: (id: string | null) => void;
  /** Double click: goes into a folder or a file. */
  onOpen: (id: string) => void;
  onHover: (id: string | null) => void;
};

/** Up to this many lines are drawn as curves with arrows; more go through WebGL, straight. */
const MAX_CURVED_EDGES = 400;

/** Pixels left free around a picture that is fitted. */
const FIT_MARGIN = 28;
const MAX_SCALE = 2.5;
/** A picture of few boxes keeps the size of text. */
const MAX_FIT_SCALE = 1.2;
const FLIGHT_MS = 300;
/** How near one gets to what one flies to, at least. */
const FLIGHT_SCALE = 1;

type NodeAttributes = BoxAttributes & { x: number; y: number; size: number; node: SceneNode };
type EdgeAttributes = { size: number; color: string; edge: SceneEdge };

const EMPTY_LAYOUT: SceneLayout = { boxes: new Map(), bands: [], width: 1, height: 1 };

export class MapGraph {
  readonly #sigma: Sigma<NodeAttributes, EdgeAttributes>;
  readonly #container: HTMLElement;
  readonly #below: CanvasRenderingContext2D;
  readonly #above: CanvasRenderingContext2D;
  readonly #ends: (() => void)[] = [];
  #palette: Palette;
  #index: SceneIndex = indexScene({ nodes: [], edges: [] });
  #curved: readonly SceneEdge[] = [];
  #layout: SceneLayout = EMPTY_LAYOUT;
  #focus: Focus = { selectedId: null, hoveredId: null, emphasis: null };
  #focused: FocusedScene;
  #extent = 1;
  #hasPlace = false;

  /** Throws where the machine offers no WebGL. The three elements lie on top of each other, in this order. */
  constructor(below: HTMLCanvasElement, container: HTMLElement, above: HTMLCanvasElement, events: MapGraphEvents) {
    const contexts = [below.getContext('2d'), above.getContext('2d')];
    if (contexts[0] == null || contexts[1] == null) throw new Error('This machine offers no canvas to draw on.');
    [this.#below, this.#above] = contexts as [CanvasRenderingContext2D, CanvasRenderingContext2D];
    this.#container = container;
    this.#palette = readPalette(container);
    this.#focused = focusScene(this.#index, this.#focus);
    this.#sigma = new Sigma<NodeAttributes, EdgeAttributes>(
      new Graph<NodeAttributes, EdgeAttributes>({ multi: false, type: 'directed' }),
      container,
      {
        nodeProgramClasses: { box: boxProgram(() => this.#extent) },
        defaultNodeType: 'box',
        defaultDrawNodeHover: () => undefined,
        renderLabels: false,
        stagePadding: 0,
        itemSizesReference: 'screen',
        zoomToSizeRatioFunction: () => 1,
        minEdgeThickness: 1,
        enableCameraRotation: false,
        allowInvalidContainer: true,
        zoomDuration: motionMs(150),
        inertiaDuration: motionMs(200),
        nodeReducer: (_id, data) => {
          const look = this.#focused.nodeLook(data.node, this.#palette);
          return { ...data, color: look.fill, borderColor: look.border } as Partial<NodeAttributes>;
        },
        edgeReducer: (_id, data) => this.#reduceEdge(data),
      },
    );
    this.#sigma.on('afterRender', () => this.#paint());
    this.#sigma.on('clickNode', ({ node }) => events.onSelect(node));
    this.#sigma.on('clickStage', () => events.onSelect(null));
    this.#sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      events.onOpen(node);
    });
    this.#sigma.on('enterNode', ({ node }) => events.onHover(node));
    this.#sigma.on('leaveNode', () => events.onHover(null));
    this.#ends.push(
      onThemeChange(() => {
        this.#palette = readPalette(container);
        this.#sigma.refresh();
      }),
    );
  }

  /** Shows another scene. The camera fits it, unless it shows the same place as before. */
  async show(scene: Scene, layout: SceneLayout, keepCamera: boolean, signal: AbortSignal): Promise<void> {
    const graph = new Graph<NodeAttributes, EdgeAttributes>({ multi: false, type: 'directed' });
    await runInSlices(fillGraph(graph, scene, layout), signal);
    signal.throwIfAborted();
    this.#index = indexScene(scene);
    this.#curved = scene.edges.length <= MAX_CURVED_EDGES ? scene.edges : [];
    this.#layout = layout;
    this.#extent = Math.max(layout.width, layout.height, 1);
    this.#focused = focusScene(this.#index, this.#focus);
    this.#sigma.setCustomBBox({ x: [0, this.#extent], y: [0, this.#extent] });
    this.#sigma.setGraph(graph);
    if (!keepCamera || !this.#hasPlace) this.fit(false);
    this.#hasPlace = true;
  }

  setFocus(focus: Focus): void {
    this.#focus = focus;
    this.#focused = focusScene(this.#index, focus);
    this.#sigma.refresh({ skipIndexation: true });
  }

  /** Brings the whole picture into view. */
  fit(isAnimated = true): void {
    const { width, height } = this.#layout;
    this.#look({ x: width / 2, y: height / 2, width, height }, MAX_FIT_SCALE, 0, isAnimated);
  }

  /** Brings a box into the middle, near enough to read it. False when the picture has no such box. */
  flyTo(id: string): boolean {
    const box = this.#layout.boxes.get(id);
    if (box !== undefined) this.#look(box, FLIGHT_SCALE, Math.max(FLIGHT_SCALE, this.#view().scale), true);
    return box !== undefined;
  }

  /** Size of the pane, in pixels. */
  viewport(): { width: number; height: number } {
    return {
      width: Math.max(200, this.#container.clientWidth - 2 * FIT_MARGIN),
      height: Math.max(160, this.#container.clientHeight - 2 * FIT_MARGIN),
    };
  }

  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    void camera.animate({ ratio: this.#boundedRatio(camera.ratio / factor) }, { duration: motionMs(150) });
  }

  /** Moves the view by a part of the pane. */
  pan(right: number, up: number): void {
    const camera = this.#sigma.getCamera();
    void camera.animate({ x: camera.x + (right * camera.ratio) / 5, y: camera.y + (up * camera.ratio) / 5 }, { duration: motionMs(100) });
  }

  /** The pane has another size now. */
  resize(): void {
    this.#sigma.resize(true);
    this.#sigma.refresh({ skipIndexation: true });
  }

  end(): void {
    for (const end of this.#ends) end();
    this.#sigma.kill();
  }

  #look(target: Box, mostScale: number, leastScale: number, isAnimated: boolean): void {
    const view = this.#view();
    const fitting = Math.min((view.width - 2 * FIT_MARGIN) / target.width, (view.height - 2 * FIT_MARGIN) / target.height, mostScale);
    const camera = this.#sigma.getCamera();
    const ratio = (camera.ratio * view.scale) / Math.max(fitting, leastScale, 1e-6);
    camera.setState({});
    this.#sigma.setSetting('minCameraRatio', (camera.ratio * view.scale) / MAX_SCALE);
    const state = { x: target.x / this.#extent, y: target.y / this.#extent, ratio, angle: 0 };
    this.#sigma.setSetting('maxCameraRatio', null);
    if (isAnimated && motionMs(1) > 0) void camera.animate(state, { duration: FLIGHT_MS });
    else camera.setState(state);
  }

  #boundedRatio(ratio: number): number {
    return this.#sigma.getCamera().getBoundedRatio(ratio);
  }

  #reduceEdge(data: EdgeAttributes): Partial<EdgeAttributes> & { hidden?: boolean; zIndex?: number } {
    if (this.#curved.length > 0) return { ...data, hidden: true };
    const look = this.#focused.edgeLook(data.edge);
    // Brought-out lines are drawn above the boxes, with arrows.
    if (look === 'near') return { ...data, hidden: true };
    const color = { plain: this.#palette.line, against: this.#palette.amber, faded: this.#palette.band }[look];
    return { ...data, color };
  }

  #view(): View {
    const { width, height } = this.#sigma.getDimensions();
    const origin = this.#sigma.framedGraphToViewport({ x: 0, y: 0 });
    const end = this.#sigma.framedGraphToViewport({ x: 1, y: 0 });
    return { left: origin.x, top: origin.y, scale: (end.x - origin.x) / this.#extent, width, height };
  }

  #paint(): void {
    const view = this.#view();
    const picture: Picture = { index: this.#index, layout: this.#layout, focused: this.#focused, palette: this.#palette };
    for (const context of [this.#below, this.#above]) sizeCanvas(context, this.#container);
    paintBelow(this.#below, view, picture, this.#curved);
    paintAbove(this.#above, view, picture);
  }
}

function* fillGraph(graph: Graph<NodeAttributes, EdgeAttributes>, scene: Scene, layout: SceneLayout): Generator<void, void> {
  for (const [position, node] of scene.nodes.entries()) {
    const box = layout.boxes.get(node.id);
    if (box === undefined) continue;
    const attributes = {
      x: box.x,
      y: box.y,
      size: 1,
      halfWidth: box.width / 2,
      halfHeight: box.height / 2,
      color: '#808080',
      borderColor: '#808080',
      node,
    };
    graph.addNode(node.id, attributes);
    if (position % 100 === 99) yield;
  }
  for (const [position, edge] of scene.edges.entries()) {
    if (graph.hasNode(edge.from) && graph.hasNode(edge.to)) {
      graph.mergeDirectedEdge(edge.from, edge.to, { size: Math.min(2.5, 1 + Math.log10(edge.weight) * 0.5), color: '#808080', edge });
    }
    if (position % 100 === 99) yield;
  }
}

/** A canvas has as many pixels as the screen, or text would be blurred. */
function sizeCanvas(context: CanvasRenderingContext2D, container: HTMLElement): void {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(container.clientWidth * ratio), Math.round(container.clientHeight * ratio)];
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function motionMs(durationMs: number): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs;
}
