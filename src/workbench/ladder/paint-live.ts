/**
 * Paints what a running program says into the drawing of one network, past React: a frame may change two hundred things. Every node is looked
 * up once, and written to only when what it says has changed.
 */
import type { NetworkLayout } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import type { LadderLive } from './live.ts';
import { type Circuit, powerOf } from './wires.ts';

/** Answers how to leave; the drawing is then as if nothing ran. */
export function paintLive(
  svg: SVGSVGElement,
  network: number,
  layout: NetworkLayout,
  circuits: readonly Circuit[],
  live: LadderLive,
): () => void {
  const paints: (() => void)[] = [];
  const cleared: (() => void)[] = [];
  const follow = (node: SVGElement, key: string, read: () => string | undefined) => {
    let last: string | undefined;
    paints.push(() => {
      const now = read();
      if (now === last) return;
      last = now;
      if (now === undefined) delete node.dataset[key];
      else node.dataset[key] = now;
    });
    cleared.push(() => delete node.dataset[key]);
  };
  const say = (node: SVGElement, read: () => string) => {
    let last = '';
    paints.push(() => {
      const now = read();
      if (now !== last) node.textContent = now;
      last = now;
    });
    cleared.push(() => {
      node.textContent = '';
    });
  };
  const flow = (path: readonly number[]) => live.flow([network, ...path]);

  for (const node of svg.querySelectorAll<SVGElement>('[data-circuit]')) {
    const circuit = circuits[Number(node.dataset.circuit)];
    if (circuit) follow(node, 'power', () => text(powerOf(circuit.power, flow)));
  }
  for (const [position, node] of [...svg.querySelectorAll<SVGElement>('.ld-element')].entries()) {
    const placed = layout.elements[position];
    if (!placed) continue;
    follow(node, 'power', () => text(powerOf(placed.after, flow)));
    for (const symbol of node.querySelectorAll<SVGElement>('[data-own]')) {
      const { own = '', closedBy } = symbol.dataset;
      follow(node, 'held', () => (live.value(own)?.forced ? 'true' : undefined));
      // An edge says nothing by its operand: what it let through does.
      follow(symbol, 'closed', () =>
        closedBy === undefined ? text(powerOf(placed.after, flow)) : equals(live.value(own)?.value, closedBy),
      );
    }
  }
  for (const node of svg.querySelectorAll<SVGElement>('[data-value]')) {
    const { value = '' } = node.dataset;
    say(node, () => live.value(value)?.text ?? '');
    follow(node, 'held', () => (live.value(value)?.forced ? 'true' : undefined));
  }
  for (const node of svg.querySelectorAll<SVGElement>('.ld-filling')) {
    const { now = '', whole = '' } = node.dataset;
    const bar = node.querySelector<SVGElement>('.ld-filling-bar');
    const label = node.querySelector<SVGElement>('.ld-filling-text');
    if (!bar || !label) continue;
    paints.push(() => {
      bar.style.transform = `scaleX(${filled(live.value(now)?.value, live.value(whole)?.value)})`;
    });
    cleared.push(() => {
      bar.style.transform = 'scaleX(0)';
    });
    say(label, () => {
      const [is, of] = [live.value(now), live.value(whole)];
      return is && of ? `${is.text} / ${of.text}` : '';
    });
  }
  const leave = live.subscribe(() => {
    for (const paint of paints) paint();
  });
  return () => {
    leave();
    for (const clear of cleared) clear();
  };
}

const text = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : String(value));
const equals = (value: unknown, wanted: string): string | undefined =>
  value === undefined ? undefined : String(String(value) === wanted);

/** From 0 to 1. A preset that is nothing is reached at once. */
export function filled(now: unknown, whole: unknown): number {
  if (now === undefined || whole === undefined) return 0;
  const [is, of] = [Number(now), Number(whole)];
  if (!Number.isFinite(is) || !Number.isFinite(of)) return 0;
  return of <= 0 ? 1 : Math.min(1, Math.max(0, is / of));
}
