/** Just enough colour arithmetic to hold the tokens to their contrast. */

/** Linear-light sRGB, 0 to 1 per channel, with its opacity. */
export type LinearColor = { channels: [number, number, number]; alpha: number };

/** Reads `oklch(L% C H)` or `oklch(L% C H / A%)`. Björn Ottosson, "A perceptual color space for image processing" (2020). */
export function parseOklch(text: string): LinearColor {
  const match = /^oklch\(([\d.]+)%\s+([\d.]+)\s+([\d.]+)(?:\s*\/\s*([\d.]+)%)?\)$/.exec(text.trim());
  if (match === null) throw new Error(`Not an oklch() colour: ${text}`);
  const [lightness, chroma, hue, alpha] = [
    Number(match[1]) / 100,
    Number(match[2]),
    (Number(match[3]) * Math.PI) / 180,
    Number(match[4] ?? 100) / 100,
  ];
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return {
    channels: [
      clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    ],
    alpha,
  };
}

const encode = (linear: number) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
const decode = (encoded: number) => (encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4);

/** A translucent colour over an opaque one, mixed as browsers do: in encoded sRGB. */
export function over(top: LinearColor, bottom: LinearColor): LinearColor {
  const mix = (index: 0 | 1 | 2) => decode(top.alpha * encode(top.channels[index]) + (1 - top.alpha) * encode(bottom.channels[index]));
  return { channels: [mix(0), mix(1), mix(2)], alpha: 1 };
}

/** Contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: LinearColor, other: LinearColor): number {
  const luminance = ({ channels: [red, green, blue] }: LinearColor) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [light, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `#rrggbb`. */
export function toHex({ channels }: LinearColor): string {
  return `#${channels
    .map((channel) =>
      Math.round(encode(channel) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
