/**
 * What a scene says to those who do not see it. Every display gets a name and what it shows now: "Motor M-101: running, 1450 1/min".
 * It is read off the drawing as the painter left it, so that ear and eye cannot differ; at most twice a second, because a name that
 * changes sixty times a second is read by nobody.
 */
import type { Words } from '../words.ts';

export interface SpokenOptions {
  root: SVGElement;
  /** The lab's names of signals. */
  signalNames: Readonly<Record<string, string>>;
  /** What ready symbols are called, by `data-symbol`. */
  symbolNames: Readonly<Record<string, string>>;
  locale: string;
  t: Words;
  /** Something began, ended or changed its state (a figure alone is no news): "Motor M-101: running". */
  onNews: (news: string) => void;
  /** setTimeout of the page; returns the way to cancel. */
  after: (milliseconds: number, run: () => void) => () => void;
}

export interface SpokenScene {
  /** The painter has painted. */
  painted(): void;
  stop(): void;
}

const every = 500;

/** Numbers that the painter drew as an angle or a height, as text. */
export const drawnNumbers = new WeakMap<Element, string>();

interface Display {
  element: SVGElement;
  name: string;
  /** Without figures: what is news when it changes. */
  state: string | null;
}

export function speakScene(options: SpokenOptions): SpokenScene {
  const { root, t } = options;
  const displays = findDisplays(options);
  hideLooseWords(root, options.locale);
  let cancel: (() => void) | null = null;
  const refresh = () => {
    cancel = null;
    for (const display of displays) {
      const { states, figures } = shownBy(display.element, t);
      const all = [...states, ...figures];
      display.element.setAttribute('aria-label', all.length > 0 ? `${display.name}: ${all.join(', ')}` : display.name);
      const state = states.join(', ');
      if (display.state !== null && display.state !== state && state !== '') options.onNews(`${display.name}: ${state}`);
      display.state = state;
    }
    for (const slider of root.querySelectorAll('[role="slider"]')) {
      const text = slider.closest('[data-symbol]')?.querySelector('[data-text]')?.textContent;
      if (text) slider.setAttribute('aria-valuetext', text);
    }
  };
  refresh();
  return {
    painted() {
      cancel ??= options.after(every, refresh);
    },
    stop() {
      cancel?.();
    },
  };
}

/** Ready symbols that show something, and what the author bound by hand and the lab has a name for. */
function findDisplays({ root, signalNames, symbolNames, locale, t }: SpokenOptions): Display[] {
  const found: Display[] = [];
  const add = (element: SVGElement, name: string) => {
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', name);
    for (const text of element.querySelectorAll('text')) text.setAttribute('aria-hidden', 'true');
    found.push({ element, name, state: null });
  };
  for (const group of root.querySelectorAll<SVGElement>('[data-symbol]')) {
    if (isOperated(group)) continue;
    const { states, figures } = shownBy(group, t);
    const shows = group.matches(showing) || group.querySelector(showing) !== null;
    if (!shows && states.length + figures.length === 0) {
      group.setAttribute('aria-hidden', 'true');
      continue;
    }
    const words = wordsOf(group, locale);
    // A reading is a reading of something: where the lab names the signal, that is what it is called.
    const named = namedSignal(group, signalNames);
    add(group, named ?? [symbolNames[group.dataset.symbol ?? ''] ?? '', ...words].filter((word) => word !== '').join(' '));
  }
  const told = new Set<string>();
  for (const element of root.querySelectorAll<SVGElement>('[data-text], [data-on], [data-state-of], [data-fill]')) {
    if (element.closest('[data-symbol]') || isOperated(element)) continue;
    const signal = signalOf(element);
    const name = signalNames[signal];
    if (name === undefined || told.has(signal)) continue;
    // Of a bar and the figure beside it, the figure is read.
    const figure = root.querySelector<SVGElement>(`[data-text="${CSS.escape(signal)}"]`);
    told.add(signal);
    add(figure ?? element, name);
  }
  return found;
}

const showing = '[data-text], [data-on], [data-state-of], [data-rotate], [data-fill], [data-angle]';

function isOperated(element: Element): boolean {
  return element.closest('.scene-control') !== null || element.querySelector('.scene-control') !== null;
}

function signalOf(element: SVGElement): string {
  const { text, on, stateOf, fill } = element.dataset;
  return (text ?? on ?? stateOf ?? fill ?? '').replace(/^NOT\s+/i, '').trim();
}

function namedSignal(group: SVGElement, names: Readonly<Record<string, string>>): string | null {
  for (const element of [group, ...group.querySelectorAll<SVGElement>(showing)]) {
    const name = names[signalOf(element)];
    if (name !== undefined) return name;
  }
  return null;
}

/** Tag and words of a symbol, in the reader's language: `P1`, `runs`. */
function wordsOf(group: SVGElement, locale: string): string[] {
  return [...group.querySelectorAll<SVGElement>('text.tag, text.label[lang]')]
    .filter((text) => (text.getAttribute('lang') ?? locale) === locale)
    .map((text) => text.textContent?.trim() ?? '')
    .filter((text) => text !== '');
}

/** What the drawing shows: states in words, figures as they are written. */
function shownBy(display: SVGElement, t: Words): { states: string[]; figures: string[] } {
  const states: string[] = [];
  const figures: string[] = [];
  const parts = [display, ...display.querySelectorAll<SVGElement>('*')].filter(isShown);
  const look = parts.find((part) => part.dataset.look !== undefined && part.dataset.look !== 'normal')?.dataset.look;
  const lamps = parts.filter((part) => part.dataset.on !== undefined && part.matches('[class^="sym-lamp"]'));
  for (const part of parts) {
    if (part.dataset.on !== undefined && part.dataset.state !== undefined) {
      const colour = lamps.length > 1 ? colours.find((name) => part.classList.contains(name)) : undefined;
      const state = t(part.dataset.state === 'on' ? 'scene.state.on' : 'scene.state.off');
      if (colour) states.push(`${t(`scene.colour.${colour}`)} ${state}`);
      else if (part.classList.contains('led'))
        states.push(t(part.dataset.state === 'on' ? 'scene.state.led.on' : 'scene.state.led.off'));
      else states.push(state);
    }
    const text = part.dataset.text === undefined ? '' : (part.textContent ?? '');
    if (text !== '') figures.push(text);
    if (part.classList.contains('warning')) states.push(t('scene.state.abnormal'));
  }
  if (look !== undefined && isLook(look)) states.push(t(`scene.state.${look}`));
  else if (states.length === 0) {
    if (parts.some((part) => part.dataset.turning === 'yes')) states.push(t('scene.state.turning'));
    else if (parts.some((part) => part.dataset.rotate !== undefined || part.dataset.states?.includes('running'))) {
      states.push(t('scene.state.standing'));
    }
  }
  if (figures.length === 0) {
    for (const part of parts) {
      const number = drawnNumbers.get(part);
      if (number !== undefined) figures.push(number);
    }
  }
  if (display.matches('[data-forced]') || display.querySelector('[data-forced]')) states.push(t('scene.state.forced'));
  return { states, figures };
}

const colours = ['red', 'yellow', 'green', 'blue', 'white'] as const;
const looks = ['running', 'abnormal', 'fault', 'open', 'closed', 'moving'] as const;

function isLook(look: string): look is (typeof looks)[number] {
  return looks.some((one) => one === look);
}

function isShown(element: SVGElement): boolean {
  return element.style.visibility !== 'hidden' && element.style.display !== 'none';
}

/**
 * Tags and single words belong to what stands beside them, which has a name; alone they are a list of letters. A sentence that the
 * author wrote into the drawing is read.
 */
function hideLooseWords(root: SVGElement, locale: string): void {
  for (const text of root.querySelectorAll('text')) {
    if (text.closest('[role="img"]')) continue;
    const words = text.textContent?.trim() ?? '';
    const sentence = locale === 'zh-CN' ? words.length >= 12 : words.split(/\s+/).length >= 4;
    if (!sentence || text.classList.contains('tag')) text.setAttribute('aria-hidden', 'true');
  }
}
