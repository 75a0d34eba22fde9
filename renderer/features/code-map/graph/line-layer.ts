/**
 * Thousands of lines, drawn once into an image of their own. While the view moves the image moves and scales with it; when it rests the lines
 * are drawn anew for where it is, in slices.
 */
import { runInSlices } from '../model/in-slices.ts';
import { paintLines } from './edges.ts';
import type { Picture, View } from './picture.ts';

/** The image reaches further than the pane by this part of it, so that moving a little shows no bare edge. */
const MARGIN = 0.3;

/** A view that has not moved for this long rests. */
const REST_MS = 120;

export class LineLayer {
  #drawn: { image: OffscreenCanvas; view: View } | null = null;
  #wanted: View | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | null = null;
  readonly #onDrawn: () => void;

  constructor(onDrawn: () => void) {
    this.#onDrawn = onDrawn;
  }

  /** Forgets what was drawn: other lines, or other colours. */
  clear(): void {
    this.#drawn = null;
    this.#wanted = null;
    this.#controller?.abort();
    clearTimeout(this.#timer);
  }

  paint(context: CanvasRenderingContext2D, view: View, picture: Picture): void {
    if (this.#drawn !== null) {
      const { image, view: of } = this.#drawn;
      const zoom = view.scale / of.scale;
      const ratio = window.devicePixelRatio;
      context.drawImage(
        image,
        view.left - of.left * zoom,
        view.top - of.top * zoom,
        (image.width / ratio) * zoom,
        (image.height / ratio) * zoom,
      );
    }
    this.#drawWhenAtRest(view, picture);
  }

  #drawWhenAtRest(view: View, picture: Picture): void {
    if (this.#wanted !== null && isSameView(this.#wanted, view)) return;
    this.#wanted = view;
    this.#controller?.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(view, picture), this.#drawn === null ? 0 : REST_MS);
  }

  async #draw(view: View, picture: Picture): Promise<void> {
    const controller = new AbortController();
    this.#controller = controller;
    const ratio = window.devicePixelRatio;
    const [marginX, marginY] = [view.width * MARGIN, view.height * MARGIN];
    const larger: View = {
      ...view,
      left: view.left + marginX,
      top: view.top + marginY,
      width: view.width + 2 * marginX,
      height: view.height + 2 * marginY,
    };
    const image = new OffscreenCanvas(Math.max(1, Math.round(larger.width * ratio)), Math.max(1, Math.round(larger.height * ratio)));
    // It is looked at after each stroke, see paintLines.
    const context = image.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    context.scale(ratio, ratio);
    try {
      await runInSlices(paintLines(context, larger, picture), controller.signal);
    } catch (error) {
      // The view moved on before the lines were drawn: they are drawn for where it rests next.
      if (controller.signal.aborted) return;
      throw error;
    }
    if (controller.signal.aborted) return;
    this.#drawn = { image, view: larger };
    this.#onDrawn();
  }
}

function isSameView(first: View, second: View): boolean {
  return (
    first.left === second.left &&
    first.top === second.top &&
    first.scale === second.scale &&
    first.width === second.width &&
    first.height === second.height
  );
}
