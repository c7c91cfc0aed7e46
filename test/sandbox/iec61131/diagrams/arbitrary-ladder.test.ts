import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elementsOf } from '#sandbox/iec61131/diagrams/ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { arbitraryLadder } from './arbitrary-ladder.ts';

it('declares what it draws with', () => {
  fc.assert(
    fc.property(arbitraryLadder(), (pou) => {
      const operands = pou.networks.flatMap(({ rung }, network) =>
        [...elementsOf(rung, [network])].flatMap(({ element }) =>
          element.kind === 'contact' || element.kind === 'coil'
            ? [element.operand]
            : element.kind === 'compare'
              ? [element.left, element.right]
              : element.kind === 'box'
                ? [
                    ...Object.values(element.inputs),
                    ...Object.values(element.outputs),
                    ...(element.instance ? [element.instance] : []),
                  ]
                : [],
        ),
      );
      const head = pou.pou === 'FUNCTION' ? `FUNCTION ${pou.name} : ${pou.result}` : `${pou.pou} ${pou.name}`;
      const reads = operands.map((operand) =>
        /_\d+$/.test(operand) ? '' : `IF TRUE OR ((${operand}) = (${operand})) THEN END_IF`,
      );
      const instances = operands.filter((operand) => /^(?:t|c|r|f|s)\w+_\d+$/.test(operand) && operand !== 'done_1');
      const text = `${head}\n${pou.declarations}\n${reads.join('\n')}\n${instances.map((instance) => `${instance}();`).join('\n')}\nEND_${pou.pou}`;
      const errors = compile([{ name: 'drawn.st', text }]).diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ message, range }) => `${range.line}: ${message.en}`)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('draws jumps to labels that stand below', () => {
  fc.assert(
    fc.property(arbitraryLadder(), ({ networks }) => {
      for (const [position, { rung }] of networks.entries())
        for (const { element } of elementsOf(rung, [position]))
          if (element.kind === 'jump')
            expect(networks.findIndex(({ label }) => label === element.label)).toBeGreaterThan(position);
    }),
  );
});
