/** What a rig answers about faults that it cannot inject. */
import type { Refusal } from '../../controller/region.ts';
import { nearestName } from '../../iec61131/semantics/did-you-mean.ts';

export function unknownFault(id: string, known: readonly string[]): Refusal {
  const near = nearestName(id, known);
  const list = known.join(', ') || '-';
  return {
    code: 'unknown-fault',
    message: {
      en: `This lab has no fault "${id}".${near ? ` Did you mean ${near}?` : ` It has: ${list}.`}`,
      'zh-CN': `此实验没有名为“${id}”的故障。${near ? `您是指 ${near} 吗？` : `现有：${list}。`}`,
    },
  };
}
