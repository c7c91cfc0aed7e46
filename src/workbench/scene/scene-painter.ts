/** Binds a scene that stands on the page to the rig: controls act, everything else is painted from the signal store. */
import type { SignalListener, SignalStore } from '../rig/signal-store.ts';
import { asNumber, type Binding, bindingAttributes, bindingText, holds, parseBindings, type Range, share } from './bindings.ts';
import { showItems } from './item-list.ts';
import { makeSlider } from './slider.ts';
import { drawnNumbers } from './spoken.ts';
import { stateOf } from './states.ts';

export interface SceneOptions {
  root: SVGElement;
  store: SignalStore;
  /** Operate a plant input; false when it did not take effect. */
  operate: (signal: string, value: boolean | number) => Promise<boolean>;
  /** The lab's name of a signal for people. */
  nameOf: (signal: string) => string;
  /** Logical seconds a second: as fast turns what turns. 0 while time stands still. */
  pace: () => number;
  locale: string;
  /** Something that is bound was painted. */
  painted?: () => void;
  warn: (notice: string) => void;
}

/** A control of the scene, for a second place where it may be operated from (ControlStrip.tsx). */
export type SceneControl =
  | { kind: 'press'; signal: string; press: () => void; release: () => void }
  | { kind: 'toggle'; signal: string; toggle: () => void }
  | { kind: 'set'; signal: string; range: Range; step: number; set: (value: number) => void };

export interface ScenePainter {
  /** In the order of the drawing. */
  readonly controls: readonly SceneControl[];
  /** The rig can be operated again: releases that could not be sent are sent now, and what is still held is pressed again. */
  live(): void;
  /** Outline what is bound to a forced signal. */
  setForced(signals: ReadonlySet<string>): void;
  /** Tell the author which names no signal bears. */
  reportUnbound(): void;
  stop(): void;
}

const selector = bindingAttributes.map((name) => `[data-${name}]`).join(',');

export function paintScene(options: SceneOptions): ScenePainter {
  const { root, store } = options;
  const ends: (() => void)[] = [];
  const rotors: Rotor[] = [];
  const bySignal = new Map<string, SVGElement[]>();
  const owed = new Set<string>();
  const pressed = new Set<string>();
  const controls: SceneControl[] = [];
  const painted = options.painted ?? (() => {});
  let frame = 0;
  let last = 0;
  const bind = (element: SVGElement, signal: string, listener: SignalListener) => {
    bySignal.set(signal, [...(bySignal.get(signal) ?? []), element]);
    ends.push(
      store.subscribe(signal, (value, live) => {
        listener(value, live);
        painted();
      }),
    );
  };

  // What is written once per drawing: the reader's words, and every binding, before items are copied from their templates.
  for (const element of root.querySelectorAll<SVGElement>('[lang]')) {
    if (element.getAttribute('lang') !== options.locale) element.style.display = 'none';
  }
  for (const element of root.querySelectorAll<SVGElement>(selector)) {
    const { bindings, notices } = parseBindings(dataOf(element));
    for (const notice of notices) options.warn(notice);
    for (const binding of bindings) {
      if (binding.kind === 'press') ends.push(makeMomentary(element, binding.signal));
      if (binding.kind === 'toggle') ends.push(makeLatching(element, binding.signal));
      if (binding.kind === 'items') ends.push(showItems(element, binding, bind));
      else if (binding.kind === 'set') {
        name(element, binding.signal);
        const slider = makeSlider(element, binding, (value) => options.operate(binding.signal, value));
        ends.push(slider.stop);
        controls.push({ kind: 'set', signal: binding.signal, range: binding.range, step: binding.step, set: slider.set });
        bind(element, binding.signal, slider.show);
      } else if (binding.kind === 'rotate') {
        const rotor: Rotor = { element, pivot: pivotOf(element, binding.pivot), perSecond: 0, angle: 0 };
        rotors.push(rotor);
        bind(element, binding.signal, (value) => {
          rotor.perSecond = asNumber(value) * binding.turnsPerMinute * 6;
          element.dataset.turning = Math.abs(asNumber(value)) > 0.005 ? 'yes' : 'no';
          turnSoon();
        });
      } else {
        const signal = 'reading' in binding ? binding.reading.signal : binding.signal;
        bind(element, signal, painterOf(element, binding));
      }
    }
  }
  ends.push(startTurning());

  /** Momentary: TRUE from pressing to letting go, whichever way the letting go comes. */
  function makeMomentary(element: SVGElement, signal: string): () => void {
    control(element, signal);
    let held = false;
    const press = () => {
      if (held) return;
      held = true;
      owed.delete(signal);
      pressed.add(signal);
      element.dataset.pressed = '';
      void options.operate(signal, true);
    };
    const release = () => {
      if (!held) return;
      held = false;
      pressed.delete(signal);
      delete element.dataset.pressed;
      void options.operate(signal, false).then((done) => {
        // A push button springs back by itself; the rig learns of it as soon as it can be told.
        if (!done) owed.add(signal);
      });
    };
    controls.push({ kind: 'press', signal, press, release });
    return listen(element, {
      pointerdown: (event) => {
        if (!(event instanceof PointerEvent) || event.button !== 0) return;
        element.setPointerCapture(event.pointerId);
        press();
      },
      pointerup: release,
      pointercancel: release,
      lostpointercapture: release,
      blur: release,
      contextmenu: (event) => event.preventDefault(),
      keydown: (event) => {
        if (isActivation(event)) press();
      },
      keyup: (event) => {
        if (isActivation(event)) release();
      },
    });
  }

  function makeLatching(element: SVGElement, signal: string): () => void {
    control(element, signal);
    const toggle = () => void options.operate(signal, store.value(signal) !== true);
    controls.push({ kind: 'toggle', signal, toggle });
    return listen(element, {
      click: toggle,
      keydown: (event) => {
        if (isActivation(event) && event instanceof KeyboardEvent && !event.repeat) toggle();
      },
    });
  }

  function control(element: SVGElement, signal: string): void {
    element.setAttribute('role', 'button');
    element.setAttribute('aria-pressed', 'false');
    name(element, signal);
  }

  /** A control can be reached by keyboard and has the lab's name of its signal. */
  function name(element: SVGElement, signal: string): void {
    element.setAttribute('tabindex', '0');
    element.setAttribute('aria-label', options.nameOf(signal));
    element.classList.add('scene-control');
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = options.nameOf(signal);
    element.prepend(title);
  }

  function painterOf(element: SVGElement, binding: Exclude<Binding, { kind: 'rotate' | 'items' | 'set' }>): SignalListener {
    switch (binding.kind) {
      case 'press':
      case 'toggle':
        return (value) => {
          element.setAttribute('aria-pressed', String(value === true));
          if (binding.kind === 'toggle' || !hasOn(element)) setState(element, value === true);
        };
      case 'on':
        return (value) => setState(element, holds(binding.reading, value));
      case 'show':
        return (value) => {
          element.style.visibility = holds(binding.reading, value) ? '' : 'hidden';
        };
      case 'state':
        return (value) => {
          const state = value === undefined ? null : stateOf(asNumber(value), binding.rules);
          if (state === null) delete element.dataset.look;
          else element.dataset.look = state;
        };
      case 'angle': {
        const [x, y] = binding.pivot;
        const base = element.getAttribute('transform') ?? '';
        return (value) => {
          const angle = binding.from + (binding.to - binding.from) * share(asNumber(value), binding.range);
          element.setAttribute('transform', `${base} rotate(${angle.toFixed(1)} ${x} ${y})`.trim());
          drawnNumbers.set(element, spokenNumber(asNumber(value)));
        };
      }
      case 'path': {
        const path = root.querySelector(`#${CSS.escape(binding.along)}`);
        if (!(path instanceof SVGGeometryElement)) {
          options.warn(`data-along="#${binding.along}": there is no path with this id`);
          return () => {};
        }
        const length = path.getTotalLength();
        return (value) => {
          const at = length * share(asNumber(value), binding.range);
          const { x, y } = path.getPointAtLength(at);
          const turned = binding.turns ? ` rotate(${heading(path, at, length).toFixed(1)})` : '';
          element.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})${turned}`);
        };
      }
      case 'text':
        return (value) => {
          element.textContent = bindingText(value, binding);
        };
      case 'fill': {
        const box = { y: size(element, 'y'), width: size(element, 'width'), height: size(element, 'height') };
        return (value) => {
          const part = share(asNumber(value), binding.range);
          drawnNumbers.set(element, `${Math.round(part * 100)} %`);
          if (binding.direction === 'right') element.setAttribute('width', String(box.width * part));
          else {
            element.setAttribute('height', String(box.height * part));
            if (binding.direction === 'up') element.setAttribute('y', String(box.y + box.height * (1 - part)));
          }
        };
      }
      case 'move': {
        const base = element.getAttribute('transform') ?? '';
        const [dx, dy] = binding.to;
        return (value) => {
          const part = share(asNumber(value), binding.range);
          element.setAttribute('transform', `translate(${dx * part} ${dy * part}) ${base}`.trim());
        };
      }
    }
  }

  function turnSoon(): void {
    if (frame === 0 && rotors.some((rotor) => rotor.perSecond !== 0)) frame = requestAnimationFrame(turn);
  }
  function turn(now: number): void {
    frame = 0;
    // After a pause of the page nothing jumps: at most a tenth of a second is made up.
    const seconds = last === 0 ? 0 : Math.min(0.1, (now - last) / 1000);
    const still = document.documentElement.dataset.motion === 'reduce' || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const pace = still ? 0 : options.pace();
    const moving = pace > 0;
    last = moving ? now : 0;
    for (const rotor of rotors) {
      if (!moving || rotor.perSecond === 0) continue;
      rotor.angle = (rotor.angle + rotor.perSecond * pace * seconds) % 360;
      rotor.element.setAttribute('transform', `rotate(${rotor.angle.toFixed(2)} ${rotor.pivot[0]} ${rotor.pivot[1]})`);
    }
    if (rotors.some((rotor) => rotor.perSecond !== 0)) frame = requestAnimationFrame(turn);
    else last = 0;
  }
  function startTurning(): () => void {
    turnSoon();
    return () => cancelAnimationFrame(frame);
  }

  return {
    controls,
    live() {
      // The rig lets go of a button when the line breaks; the hand is still on this one.
      for (const signal of pressed) void options.operate(signal, true);
      for (const signal of [...owed]) {
        void options.operate(signal, false).then((done) => {
          if (done) owed.delete(signal);
        });
      }
    },
    setForced(signals) {
      for (const [signal, elements] of bySignal) {
        for (const element of elements) element.toggleAttribute('data-forced', signals.has(signal));
      }
      painted();
    },
    reportUnbound() {
      for (const signal of bySignal.keys()) {
        if (!store.info(signal)) options.warn(`no signal is called "${signal}"`);
      }
    },
    stop() {
      for (const end of ends) end();
    },
  };
}

interface Rotor {
  element: SVGElement;
  pivot: [number, number];
  /** Degrees a second. */
  perSecond: number;
  angle: number;
}

/** Degrees clockwise from "to the right". */
function heading(path: SVGGeometryElement, at: number, length: number): number {
  const behind = path.getPointAtLength(Math.max(0, at - 1));
  const ahead = path.getPointAtLength(Math.min(length, at + 1));
  return (Math.atan2(ahead.y - behind.y, ahead.x - behind.x) * 180) / Math.PI;
}

/** As they are written: `to-angle`, not `toAngle`. */
function dataOf(element: SVGElement): Record<string, string> {
  return Object.fromEntries(
    [...element.attributes].flatMap(({ name, value }) => (name.startsWith('data-') ? [[name.slice('data-'.length), value]] : [])),
  );
}

/** As one would read it off a dial: three figures. */
function spokenNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function hasOn(element: SVGElement): boolean {
  return element.dataset.on !== undefined;
}

function setState(element: SVGElement, on: boolean): void {
  element.dataset.state = on ? 'on' : 'off';
}

function size(element: SVGElement, name: string): number {
  return Number(element.getAttribute(name) ?? 0) || 0;
}

function pivotOf(element: SVGElement, given: [number, number] | null): [number, number] {
  if (given) return given;
  const circle = [...(element.parentElement?.children ?? [])].find((child) => child.tagName === 'circle');
  if (circle instanceof SVGElement) return [size(circle, 'cx'), size(circle, 'cy')];
  const box = element instanceof SVGGraphicsElement ? element.getBBox() : { x: 0, y: 0, width: 0, height: 0 };
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function isActivation(event: Event): boolean {
  if (!(event instanceof KeyboardEvent) || (event.key !== ' ' && event.key !== 'Enter')) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  event.preventDefault();
  return true;
}

function listen(element: SVGElement, handlers: Record<string, (event: Event) => void>): () => void {
  for (const [type, handler] of Object.entries(handlers)) element.addEventListener(type, handler);
  return () => {
    // Leaving the pane lets go of the button.
    element.dispatchEvent(new Event('blur'));
    for (const [type, handler] of Object.entries(handlers)) element.removeEventListener(type, handler);
  };
}
