/** The window's colours as the graph's canvases need them: resolved to red, green and blue for the theme in use. */

const TOKENS = {
  surface: '--color-surface',
  band: '--color-surface-sunken',
  line: '--color-line',
  box: '--color-surface-raised',
  boxBorder: '--color-line-strong',
  folder: '--color-surface-tinted',
  text: '--color-text',
  textSecondary: '--color-text-secondary',
  textTertiary: '--color-text-tertiary',
  textFaded: '--color-text-disabled',
  edge: '--color-line-strong',
  edgeStrong: '--color-text-tertiary',
  accent: '--color-accent',
  accentText: '--color-accent-text',
  onAccent: '--color-on-accent',
  focus: '--color-focus',
  amber: '--color-amber',
  amberText: '--color-amber-text',
  amberSurface: '--color-amber-surface',
  amberLine: '--color-amber-line',
} as const;

export type Palette = Record<keyof typeof TOKENS, string> & {
  /** A colour of the accent on the surface, as a light tint. */
  accentSurface: string;
};

/** Reads the tokens as they are for this element now. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Where the system forces its colours every token would be read as that of text, and the map be one black box.
  probe.style.forcedColorAdjust = 'none';
  element.append(probe);
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const resolve = (color: string): string => {
    probe.style.color = color;
    if (context === null) return '#808080';
    // WebGL programs take hexadecimal colours only; drawing one pixel translates whatever notation the theme uses.
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  };
  const colors = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, resolve(`var(${token})`)]));
  const accentSurface = resolve('color-mix(in srgb, var(--color-accent) 12%, var(--color-surface-raised))');
  probe.remove();
  return { ...(colors as Record<keyof typeof TOKENS, string>), accentSurface };
}

/** Calls back when the theme or the contrast in use changes. Returns the function that ends it. */
export function onThemeChange(callback: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((media) =>
    window.matchMedia(media),
  );
  for (const query of queries) query.addEventListener('change', callback);
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', callback);
    observer.disconnect();
  };
}
