/** An LD body as networks; `null` where something in it could not be understood, for then the body is kept as it is. */
import type { LadderNetwork } from '../diagrams/ladder.ts';
import type { ImportFinding } from './finding.ts';
import { ladderItems } from './ladder-items.ts';
import { drawnNetworks } from './ladder-networks.ts';
import type { Reading } from './read-interface.ts';
import { readRung } from './read-rung.ts';
import type { XmlElement } from './xml-tree.ts';

export function readLadderBody(body: XmlElement, pou: string, { document, report }: Reading): LadderNetwork[] | null {
  const { items, unreadable } = ladderItems(body, document);
  for (const { name, id, line } of unreadable)
    report(
      'error',
      { pou, localId: id, line },
      `<${name}> is no element of a ladder that can be edited here.`,
      `<${name}> 不是此处可编辑的梯形图元素。`,
    );
  const all = new Map<string, (typeof items)[number]>();
  let failed = unreadable.length > 0;
  for (const item of items) {
    if (item.id !== '' && !all.has(item.id)) {
      all.set(item.id, item);
      continue;
    }
    failed = true;
    report(
      'error',
      { pou, localId: item.id, line: item.line },
      item.id === '' ? `This ${item.kind} has no localId.` : `Two elements have the localId ${item.id}.`,
      item.id === '' ? `此 ${item.kind} 没有 localId。` : `有两个元素的 localId 同为 ${item.id}。`,
    );
  }
  if (failed) return null;
  const networks: LadderNetwork[] = [];
  const said: [ImportFinding['severity'], () => void][] = [];
  for (const [position, drawn] of drawnNetworks(items).entries()) {
    const network = position + 1;
    if (drawn.interleaved)
      said.push([
        'warning',
        () =>
          report(
            'warning',
            { pou, network, line: drawn.line },
            'This network stands beside another one on the sheet; it is taken to be evaluated after it, as its highest element is lower. Look whether that is so.',
            '此网络与另一个网络在图上并排；按其最高元素的位置较低，视为在其后求值。请检查是否正确。',
          ),
      ]);
    const rung = readRung(drawn, all, (severity, item, en, zh) => {
      const place = { pou, network, line: item?.line ?? drawn.line, ...(item !== null && { localId: item.id }) };
      said.push([severity, () => report(severity, place, en, zh)]);
    });
    if (rung === null) failed = true;
    else {
      const { title, comment, label } = drawn;
      networks.push({
        ...(title !== undefined && { title }),
        ...(comment !== undefined && { comment }),
        ...(label !== undefined && { label }),
        rung,
      });
    }
  }
  // What was changed in networks that are then not used was not changed.
  for (const [severity, say] of said) if (!failed || severity === 'error') say();
  return failed ? null : networks;
}
