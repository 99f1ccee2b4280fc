import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paletteSize } from './series-color';

/** Linear light, 0 to 1. */
type Rgb = [number, number, number];

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

function token(name: string): { light: Rgb; dark: Rgb } {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!match?.[1] || !match[2]) throw new Error(`globals.css has no --${name} of a light and a dark colour`);
  return { light: linear(match[1]), dark: linear(match[2]) };
}

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast as WCAG 2 defines it, 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** How colours look to people who lack a cone (Machado, Oliveira and Fernandes 2009, severity 1). */
const sights: Record<string, Rgb[]> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenWith(sight: Rgb[], [red, green, blue]: Rgb): Rgb {
  return sight.map(([r, g, b]) => Math.min(1, Math.max(0, r * red + g * green + b * blue))) as Rgb;
}

/** OKLab, where equal distances look about equally different. */
function oklab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const distance = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));

const series = Array.from({ length: paletteSize }, (_, rank) => token(`series-${rank + 1}`));

describe.each(['light', 'dark'] as const)('the palette on %s', (theme) => {
  const colors = series.map((color) => color[theme]);

  it('stands out from the page', () => {
    for (const color of colors) expect(contrast(color, token('page')[theme])).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(sights))('is told apart with %s', (sight) => {
    const seen = colors.map((color) => oklab(seenWith(sights[sight] ?? [], color)));
    seen.forEach((one, i) => {
      for (const other of seen.slice(i + 1)) expect(distance(one, other)).toBeGreaterThan(0.075);
    });
  });

  it('leaves text readable on every ground it stands on', () => {
    for (const text of ['ink', 'muted', 'accent', 'danger', 'warning']) {
      for (const ground of ['page', 'surface', 'sunken']) {
        expect(contrast(token(text)[theme], token(ground)[theme])).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(token('on-accent')[theme], token('accent')[theme])).toBeGreaterThanOrEqual(4.5);
    for (const tone of ['warning', 'danger', 'good']) {
      expect(contrast(token(tone)[theme], token(`${tone}-soft`)[theme])).toBeGreaterThanOrEqual(4.5);
    }
  });
});
