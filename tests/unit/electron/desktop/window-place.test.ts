import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOnScreens, type Rectangle, readWindowPlace, type WindowPlace, writeWindowPlace } from '#electron/desktop/window-place.ts';

const USUAL = { width: 1440, height: 900 };
const LEAST = { width: 800, height: 560 };
const laptop: Rectangle = { x: 0, y: 28, width: 1512, height: 917 };
const right: Rectangle = { x: 1512, y: 0, width: 2560, height: 1400 };
const at = (x: number, y: number, width = 1000, height = 700): WindowPlace => ({
  bounds: { x, y, width, height },
  isMaximized: false,
  isFullScreen: false,
});
const place = (kept: WindowPlace | undefined, ...areas: [Rectangle, ...Rectangle[]]) => placeOnScreens(kept, areas, USUAL, LEAST);

describe('where the window opens', () => {
  it('the first time: in the middle of the first screen, no larger than it', () => {
    expect(place(undefined, laptop, right)).toEqual({ x: 36, y: 37, width: 1440, height: 900 });
    expect(place(undefined, { x: 0, y: 0, width: 1280, height: 720 })).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
  });

  it('where it stood, on whichever screen', () => {
    expect(place(at(200, 100), laptop, right)).toEqual(at(200, 100).bounds);
    expect(place(at(2000, 300, 1800, 1100), laptop, right)).toEqual(at(2000, 300, 1800, 1100).bounds);
    // Parked half off the right edge.
    expect(place(at(1200, 400), laptop)).toEqual(at(1200, 400).bounds);
  });

  it('in the middle of the first screen when the one it stood on is gone', () => {
    expect(place(at(2000, 300), laptop)).toEqual({ x: 256, y: 137, width: 1000, height: 700 });
    expect(place(at(-5000, -5000), laptop, right)).toEqual({ x: 256, y: 137, width: 1000, height: 700 });
    expect(place(at(0, 5000), laptop)).toEqual({ x: 256, y: 137, width: 1000, height: 700 });
  });

  it('no higher than its title bar can be reached, no larger than the screen, no smaller than its layout', () => {
    expect(place(at(100, 14), laptop)).toEqual(at(100, 28).bounds);
    expect(place(at(100, 100, 4000, 3000), laptop)).toMatchObject({ width: 1512, height: 917 });
    expect(place(at(100, 100, 10, 10), laptop)).toMatchObject({ width: 800, height: 560 });
  });
});

describe('the place of the window on disk', () => {
  const file = () => join(mkdtempSync(join(tmpdir(), 'window-place-')), 'window.json');

  it('is read as it was written', () => {
    const kept = file();
    writeWindowPlace(kept, { ...at(1, 2), isMaximized: true });
    expect(readWindowPlace(kept)).toEqual({ ...at(1, 2), isMaximized: true });
  });

  it.each(['', '{', 'null', '{"bounds":{"x":1}}', '{"bounds":{"x":"1","y":1,"width":1,"height":1}}'])(
    'is none when it says %j',
    (content) => {
      const kept = file();
      writeFileSync(kept, content);
      expect(readWindowPlace(kept)).toBeUndefined();
    },
  );

  it('is none at the first start', () => {
    expect(readWindowPlace(file())).toBeUndefined();
  });
});
