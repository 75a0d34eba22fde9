/** What a scene is: a file tests/screenshots/<name>.scene.ts whose default export brings the real app to a state worth looking at. */
import type { AppWindow, LaunchOptions } from '#tests/support/app/app-window.ts';
import type { GeminiApiServer } from '#tests/support/gemini-api-server/index.ts';

export interface Scene {
  /** Name of the files: `<name>-<theme>-<width>x<height>.png`. */
  name: string;
  /** Themes and sizes that also go to docs/images/, for the README: `<name>-<theme>.png`. */
  docs?: { themes: Theme[]; size: WindowSize };
  /** Variables for the app, beside a key that works and the address of the demo provider. An empty value removes one. */
  env?: Record<string, string>;
  /** Fills the data folder before the app starts. */
  prepare?(dataFolder: string): void;
  /** Left out: the conversations. */
  into?: LaunchOptions['into'];
  /** Brings the window to the state; the pictures are taken when this ends. */
  show(window: AppWindow, props: SceneProps): Promise<void>;
  /** After each change of size, for what a narrow window puts away. */
  afterResize?(window: AppWindow): Promise<void>;
}

export interface SceneProps {
  /** Answers with the demo provider's texts unless told otherwise. */
  api: GeminiApiServer;
  dataFolder: string;
  /** An empty folder to work in. */
  projectFolder: string;
}

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface WindowSize {
  width: number;
  height: number;
}

/** A desk with one window filling the screen, and the narrow window beside an editor. */
export const SIZES: readonly WindowSize[] = [
  { width: 1440, height: 900 },
  { width: 900, height: 700 },
];
