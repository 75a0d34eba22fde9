/**
 * The tray's icon, drawn here: three states in two sizes would be six files that could drift apart. A ring (idle),
 * with a dot inside that says what goes on: blue-violet for working, amber for "needs you".
 */
import { type NativeImage, nativeImage } from 'electron';
import type { TrayStatus } from './tray-menu.ts';

type Color = readonly [red: number, green: number, blue: number];

/** The outline is readable on dark and light panels alike. */
const OUTLINE: Color = [140, 140, 150];
const DOT: Record<TrayStatus, Color | null> = { idle: null, working: [110, 106, 240], 'needs-you': [232, 160, 32] };

/** Logical size of a tray icon on Linux and Windows; macOS uses the same drawing. */
const SIZE = 22;

export function drawTrayIcon(status: TrayStatus): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const side = SIZE * scaleFactor;
    const buffer = drawBitmap(side, DOT[status]);
    image.addRepresentation({
      scaleFactor,
      width: side,
      height: side,
      buffer: nativeImage.createFromBitmap(buffer, { width: side, height: side }).toPNG(),
    });
  }
  return image;
}

/** BGRA, alpha premultiplied: what `createFromBitmap` takes. */
function drawBitmap(side: number, dot: Color | null): Buffer {
  const pixels = Buffer.alloc(side * side * 4);
  const unit = side / SIZE;
  const center = side / 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(x + 0.5 - center, y + 0.5 - center) / unit;
      // Coverage falls from 1 to 0 over one logical pixel at each edge: smooth without supersampling.
      const ring = coverage(Math.abs(distance - 8.2) - 1.1);
      const disc = dot === null ? 0 : coverage(distance - 4.4);
      const color = disc > 0 && dot !== null ? dot : OUTLINE;
      const alpha = Math.max(ring, disc);
      const offset = (y * side + x) * 4;
      pixels[offset] = color[2] * alpha;
      pixels[offset + 1] = color[1] * alpha;
      pixels[offset + 2] = color[0] * alpha;
      pixels[offset + 3] = 255 * alpha;
    }
  }
  return pixels;
}

function coverage(distanceOutside: number): number {
  return Math.min(1, Math.max(0, 0.5 - distanceOutside));
}
