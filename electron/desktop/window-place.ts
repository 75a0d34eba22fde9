/** Where the window stood when it was last seen, so that it comes back there, and to a screen that is still connected. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../store/atomic-file.ts';

const rectangleSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });

/** In device-independent pixels of the whole desktop, as Electron gives them. */
export type Rectangle = z.infer<typeof rectangleSchema>;

/** `bounds` are those of the window when it is neither maximised nor full screen. */
export const windowPlaceSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean(), isFullScreen: z.boolean() });
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

/** So much of the window's top must lie on a screen for a person to take hold of it. */
const GRIP = { width: 120, height: 32 };

/**
 * Where the window opens: where it was, made to fit a screen it is on; in the middle of the first screen where none of those there
 * now shows enough of it to be moved.
 */
export function placeOnScreens(
  place: WindowPlace | undefined,
  workAreas: readonly [Rectangle, ...Rectangle[]],
  usual: { width: number; height: number },
  least: { width: number; height: number },
): Rectangle {
  const home = place && workAreas.find((area) => showsGrip(place.bounds, area));
  const [first] = workAreas;
  const area = home ?? first;
  const asked = place?.bounds ?? usual;
  const width = Math.max(least.width, Math.min(asked.width, area.width));
  const height = Math.max(least.height, Math.min(asked.height, area.height));
  if (home === undefined || place === undefined) {
    return {
      x: area.x + Math.max(0, Math.round((area.width - width) / 2)),
      y: area.y + Math.max(0, Math.round((area.height - height) / 2)),
      width,
      height,
    };
  }
  // Half off the screen is where some people park it; above it the title bar can't be reached.
  return { x: place.bounds.x, y: Math.max(area.y, place.bounds.y), width, height };
}

function showsGrip(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const down = Math.min(bounds.y + GRIP.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return across >= GRIP.width && down >= GRIP.height / 2;
}

/** The place last kept, or undefined where there is none that can be used: then the window opens as the first time. */
export function readWindowPlace(file: string): WindowPlace | undefined {
  try {
    return windowPlaceSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    // Absent at the first start. A damaged one costs a person nothing but the window's place.
    return undefined;
  }
}

/** Throws what the file system throws. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  writeFileAtomically(file, `${JSON.stringify(place)}\n`);
}
