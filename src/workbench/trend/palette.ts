/** The tokens that the trend paints with, as a canvas takes them. */
const tokens = {
  surface: '--surface',
  paper: '--paper',
  sunken: '--sunken',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  line: '--line',
  lineStrong: '--line-strong',
  accent: '--accent',
  accentWash: '--accent-wash',
  fill: '--normal-fill',
  danger: '--danger',
  abnormalFill: '--abnormal-fill',
  running: '--running',
  forced: '--forced',
  forcedFill: '--forced-fill',
  fontUi: '--font-ui',
  fontCode: '--font-code',
  curve0: '--curve-1',
  curve1: '--curve-2',
  curve2: '--curve-3',
  curve3: '--curve-4',
  curve4: '--curve-5',
  curve5: '--curve-6',
} as const;

export type Palette = Record<keyof typeof tokens, string>;

function paletteOf(read: (token: string) => string): Palette {
  const entries = Object.entries(tokens).map(([name, token]) => [name, read(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}

/** Of the theme that the page is shown in. */
export function presentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((token) => style.getPropertyValue(token));
}

/** Of the light theme, whatever is shown: a picture is printed and mailed. */
export function lightPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const light = [...document.styleSheets].flatMap((sheet) => rootRules(sheet.cssRules));
  return paletteOf(
    (token) => light.map((rule) => rule.style.getPropertyValue(token)).find(Boolean) ?? style.getPropertyValue(token),
  );
}

/** What is said of the page as a whole, for every theme that does not say otherwise; also inside of layers. */
function rootRules(rules: CSSRuleList): CSSStyleRule[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSStyleRule) return rule.selectorText === ':root' ? [rule] : [];
    return 'cssRules' in rule && rule.cssRules instanceof CSSRuleList ? rootRules(rule.cssRules) : [];
  });
}

const shapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'plus'] as const;
type Shape = (typeof shapes)[number];

/** A curve is told from others by its colour and by the shape of its marks. */
export function lookOf(palette: Palette, look: number): { colour: string; shape: Shape } {
  const colours = [palette.curve0, palette.curve1, palette.curve2, palette.curve3, palette.curve4, palette.curve5];
  const round = Math.floor(look / colours.length);
  return { colour: colours[look % colours.length]!, shape: shapes[(look + round) % shapes.length]! };
}

/** Draws a mark of a curve around a point. */
export function drawShape(
  ctx: CanvasRenderingContext2D,
  shape: Shape,
  x: number,
  y: number,
  colour: string,
  ground: string,
): void {
  const r = 3.5;
  ctx.beginPath();
  if (shape === 'circle') ctx.arc(x, y, r, 0, Math.PI * 2);
  else if (shape === 'square') ctx.rect(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1);
  else if (shape === 'triangle') polygon(ctx, [x, y - r - 0.5, x + r + 0.5, y + r, x - r - 0.5, y + r]);
  else if (shape === 'diamond') polygon(ctx, [x, y - r - 1, x + r + 1, y, x, y + r + 1, x - r - 1, y]);
  else {
    const turn = shape === 'cross' ? r : 0;
    const far = r + 0.5;
    ctx.moveTo(x - far, y - turn);
    ctx.lineTo(x + far, y + turn);
    ctx.moveTo(x - turn, y + far);
    ctx.lineTo(x + turn, y - far);
  }
  ctx.fillStyle = ground;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  if (shape !== 'cross' && shape !== 'plus') ctx.fill();
  ctx.stroke();
}

function polygon(ctx: CanvasRenderingContext2D, points: readonly number[]): void {
  for (let index = 0; index < points.length; index += 2) ctx.lineTo(points[index]!, points[index + 1]!);
  ctx.closePath();
}
