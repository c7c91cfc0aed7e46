/**
 * An academy's own colour for what can be acted on, made readable: darkened for the light theme and lightened for the dark one until text
 * in it has 4.5 : 1 on every ground (WCAG 2.2, 1.4.3). Its grounds are those of tokens.css.
 */

type Rgb = readonly [number, number, number];

const grounds = {
  light: { all: ['#fafaf8', '#ffffff', '#eff1f0'], surface: '#ffffff', towards: '#000000', on: '#ffffff' },
  dark: { all: ['#1e2326', '#272d31', '#191d20'], surface: '#272d31', towards: '#ffffff', on: '#0d2229' },
} as const;

export interface AccentTokens {
  accent: string;
  strong: string;
  wash: string;
  on: string;
}

/** `colour`: #rrggbb. */
export function accentTokens(colour: string, theme: keyof typeof grounds): AccentTokens {
  const { all, surface, towards, on } = grounds[theme];
  for (let share = 0; share <= 100; share += 2) {
    const accent = mix(colour, towards, share / 100);
    const wash = mix(surface, accent, 0.13);
    if (![...all, wash, on].every((ground) => contrast(accent, ground) >= 4.5)) continue;
    return { accent, strong: mix(accent, towards, 0.3), wash, on };
  }
  // Black or white themselves have the contrast, so the loop has ended before.
  throw new RangeError(`${colour} is not a colour such as #0f6b73.`);
}

/** The rules that put it over the tokens, for both themes. */
export function accentStyle(colour: string): string {
  const rule = (selector: string, { accent, strong, wash, on }: AccentTokens): string =>
    `${selector}{--accent:${accent};--accent-strong:${strong};--accent-wash:${wash};--on-accent:${on}}`;
  return `${rule('html:root:root', accentTokens(colour, 'light'))}@media screen{${rule(
    'html:root:root[data-theme="dark"]',
    accentTokens(colour, 'dark'),
  )}}`;
}

/** Contrast ratio of two colours (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(rgb(one)), luminance(rgb(other))].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

const rgb = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

function mix(from: string, to: string, share: number): string {
  const [a, b] = [rgb(from), rgb(to)];
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
