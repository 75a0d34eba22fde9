/**
 * The interactive picture: a canvas that one zooms, moves and points at. A plain canvas and not WebGL, because machines without a usable
 * graphics card (virtual ones, remote desktops) have no WebGL in today's Chromium, or one that takes half a second for a frame.
 */
import { select } from 'd3-selection';
import 'd3-transition';
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { Box, SceneLayout } from '../model/layout.ts';
import { indexScene, type Scene } from '../model/scene.ts';
import { LineLayer } from './line-layer.ts';
import type { Focus } from './look.ts';
import { paintPicture } from './painter.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import { boxOnCanvas, nodeAt, type Picture, pictureOf, refocused, type View } from './picture.ts';

export type MapGraphEvents = {
  onSelect: (id: string | null) => void;
  /** Double click: goes into a folder or a file. */
  onOpen: (id: string) => void;
  onHover: (id: string | null) => void;
};

/** Pixels left free around a picture that is fitted. */
const FIT_MARGIN = 28;
const MAX_SCALE = 2.5;
/** A picture of few boxes keeps the size of text. */
const MAX_FIT_SCALE = 1.2;
/** A picture can be made this much smaller than the pane. */
const LEAST_OF_FIT = 0.5;
const FLIGHT_MS = 350;
const STEP_MS = 150;
/** How near one gets to what one flies to, at least. */
const FLIGHT_SCALE = 1;
const READABLE_SCALE = 0.7;

const NO_FOCUS: Focus = { selectedId: null, hoveredId: null, emphasis: null };
const NO_LAYOUT: SceneLayout = { boxes: new Map(), bands: [], width: 1, height: 1 };

export class MapGraph {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #events: MapGraphEvents;
  readonly #zoom: ZoomBehavior<HTMLCanvasElement, unknown>;
  readonly #lines = new LineLayer(() => this.#paintSoon());
  readonly #ends: (() => void)[] = [];
  #palette: Palette;
  #picture: Picture;
  #focus: Focus = NO_FOCUS;
  #frame: number | null = null;
  #hasScene = false;

  constructor(canvas: HTMLCanvasElement, events: MapGraphEvents) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('A canvas without a context to draw in.');
    this.#canvas = canvas;
    this.#context = context;
    this.#events = events;
    this.#palette = readPalette(canvas.parentElement ?? document.body);
    this.#picture = {
      ...pictureOf({ nodes: [], edges: [] }, NO_LAYOUT, NO_FOCUS, this.#palette),
      index: indexScene({ nodes: [], edges: [] }),
    };
    this.#zoom = zoom<HTMLCanvasElement, unknown>()
      .on('zoom', () => this.#paintSoon())
      .filter((event: MouseEvent | WheelEvent) => !event.button);
    select(canvas).call(this.#zoom).on('dblclick.zoom', null);
    this.#listen('pointermove', (event) => this.#point(event));
    this.#listen('pointerleave', () => this.#hover(null));
    this.#listen('click', (event) => events.onSelect(this.#idAt(event)));
    this.#listen('dblclick', (event) => {
      const id = this.#idAt(event);
      if (id !== null) events.onOpen(id);
    });
    this.#ends.push(
      onThemeChange(() => {
        this.#palette = readPalette(canvas.parentElement ?? document.body);
        this.#picture = refocused(this.#picture, this.#focus, this.#palette);
        this.#lines.clear();
        this.#paintSoon();
      }),
    );
  }

  /** Shows another scene. The view fits it, unless it shows the same place as before. */
  show(scene: Scene, layout: SceneLayout, keepView: boolean): void {
    this.#picture = pictureOf(scene, layout, this.#focus, this.#palette);
    this.#lines.clear();
    const fitting = this.#fittingScale(layout.width, layout.height, MAX_FIT_SCALE);
    this.#zoom.scaleExtent([fitting * LEAST_OF_FIT, MAX_SCALE]);
    if (!keepView || !this.#hasScene) this.fit(false);
    this.#hasScene = true;
    this.#paintSoon();
  }

  setFocus(focus: Focus): void {
    this.#focus = focus;
    this.#picture = refocused(this.#picture, focus, this.#palette);
    this.#paintSoon();
  }

  /** Brings the whole picture into view. */
  fit(isAnimated = true): void {
    const { width, height } = this.#picture.layout;
    this.#look(width / 2, height / 2, this.#fittingScale(width, height, MAX_FIT_SCALE), isAnimated);
  }

  /** Brings a box into the middle, near enough to read it. False when the picture has no such box. */
  flyTo(id: string): boolean {
    const box = this.#picture.layout.boxes.get(id);
    if (box === undefined) return false;
    // What one can read already needs no flight.
    if (!this.#isReadable(box)) this.#look(box.x, box.y, Math.max(FLIGHT_SCALE, this.#transform().k), true);
    return true;
  }

  zoomBy(factor: number): void {
    const selection = select(this.#canvas);
    if (prefersStillness()) selection.call(this.#zoom.scaleBy, factor);
    else selection.transition().duration(STEP_MS).call(this.#zoom.scaleBy, factor);
  }

  /** Moves the view by a part of the pane. */
  pan(right: number, up: number): void {
    const { k } = this.#transform();
    select(this.#canvas).call(
      this.#zoom.translateBy,
      (-right * this.#canvas.clientWidth) / 5 / k,
      (up * this.#canvas.clientHeight) / 5 / k,
    );
  }

  /** The pane has another size now. */
  resize(): void {
    this.#lines.clear();
    this.#paintSoon();
  }

  end(): void {
    for (const end of this.#ends) end();
    this.#lines.clear();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    select(this.#canvas).interrupt().on('.zoom', null);
  }

  /** What a picture may take up, in pixels. */
  viewport(): { width: number; height: number } {
    return {
      width: Math.max(200, this.#canvas.clientWidth - 2 * FIT_MARGIN),
      height: Math.max(160, this.#canvas.clientHeight - 2 * FIT_MARGIN),
    };
  }

  #listen<Type extends 'pointermove' | 'pointerleave' | 'click' | 'dblclick'>(
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ): void {
    this.#canvas.addEventListener(type, listener);
    this.#ends.push(() => this.#canvas.removeEventListener(type, listener));
  }

  #point(event: PointerEvent): void {
    // While one drags, what passes below the pointer is not meant.
    if (event.buttons === 0) this.#hover(this.#idAt(event));
  }

  #hover(id: string | null): void {
    if (id === this.#focus.hoveredId) return;
    this.#canvas.style.cursor = id === null ? '' : 'pointer';
    this.#events.onHover(id);
  }

  #idAt({ offsetX, offsetY }: MouseEvent): string | null {
    return nodeAt(this.#picture, this.#view(), offsetX, offsetY)?.id ?? null;
  }

  #fittingScale(width: number, height: number, most: number): number {
    const viewport = this.viewport();
    return Math.min(viewport.width / width, viewport.height / height, most);
  }

  #isReadable(box: Box): boolean {
    const view = this.#view();
    const { left, top, width, height } = boxOnCanvas(box, view);
    return view.scale >= READABLE_SCALE && left >= 0 && top >= 0 && left + width <= view.width && top + height <= view.height;
  }

  /** Centres a point of the picture at a scale. */
  #look(x: number, y: number, scale: number, isAnimated: boolean): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const transform = zoomIdentity
      .translate(clientWidth / 2, clientHeight / 2)
      .scale(scale)
      .translate(-x, -(this.#picture.layout.height - y));
    const selection = select(this.#canvas);
    if (isAnimated && !prefersStillness()) selection.transition().duration(FLIGHT_MS).call(this.#zoom.transform, transform);
    else selection.interrupt().call(this.#zoom.transform, transform);
  }

  #transform(): ZoomTransform {
    return zoomTransform(this.#canvas);
  }

  #view(): View {
    const { x, y, k } = this.#transform();
    // The layout counts upwards, the canvas downwards.
    const top = y + k * this.#picture.layout.height;
    return { left: x, top, scale: k, width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  #paintSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      sizeCanvas(this.#context);
      paintPicture(this.#context, this.#view(), this.#picture, this.#lines);
    });
  }
}

/** A canvas has as many pixels as the screen, or text would be blurred. */
function sizeCanvas(context: CanvasRenderingContext2D): void {
  const { canvas } = context;
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
