/** What the lowering needs to remember for each element: its place in `flow$`, the memory of its edge. Known before a word is written. */
import { elementsOf, type LadderElement, type LadderNetwork, type LadderPou } from './ladder.ts';

/** The variable that holds what the elements let through, in every instance of the POU: an ARRAY OF BOOL. */
export const FLOW = 'flow$';
/** Its length is a multiple of this. */
export const FLOWS_AT_ONCE = 8;

export interface FlowPlan {
  /** Elements that may hold power back, in the order of evaluation; the position is the one in `flow$`. */
  flows: readonly LadderElement[];
  flowOf: ReadonlyMap<LadderElement, number>;
  /** Of elements that sense transitions: the variable that remembers. */
  edgeOf: ReadonlyMap<LadderElement, string>;
  /** Some networks may be left out of a scan. */
  hasJumps: boolean;
  /** Networks by upper-case label; of two with one label the first. */
  labels: ReadonlyMap<string, LadderNetwork>;
}

export function planFlows(pou: LadderPou): FlowPlan {
  const flowOf = new Map<LadderElement, number>();
  const edgeOf = new Map<LadderElement, string>();
  const labels = new Map<string, LadderNetwork>();
  const counts = new Map<string, number>();
  let hasJumps = false;
  for (const [position, network] of pou.networks.entries()) {
    const key = network.label?.toUpperCase();
    if (key !== undefined && !labels.has(key)) labels.set(key, network);
    for (const { element } of elementsOf(network.rung, [position])) {
      if (element.kind === 'contact' || element.kind === 'compare' || element.kind === 'box') flowOf.set(element, flowOf.size);
      if (element.kind === 'jump' || element.kind === 'return') hasJumps = true;
      const isEdge = (element.kind === 'contact' || element.kind === 'coil') && /^(?:rising|falling)$/.test(element.form);
      if (!isEdge) continue;
      // Named after its operand, so that an online change elsewhere in the program finds the memory again.
      const name = `${element.kind === 'contact' ? 'seen' : 'had'}$${element.operand.toUpperCase().replace(/\W+/g, '$')}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      edgeOf.set(element, `${name}$${count}`);
    }
  }
  return { flows: [...flowOf.keys()], flowOf, edgeOf, hasJumps, labels };
}
