/** Random rungs for drawing: every kind of element, nested branches, names of many lengths and scripts. */
import fc from 'fast-check';
import { COMPARISONS, type LadderElement, type LadderNetwork, type Series } from '#sandbox/iec61131/diagrams/ladder.ts';

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z]\w{0,30}$/),
  fc.constantFrom('', 'Start', 'Station1.Conveyor.MotorRunning', '启动按钮', 'T#2s500ms', '16#FF', '液位 > 高位'),
);
const pins = fc.dictionary(fc.constantFrom('PT', 'PV', 'IN1', 'IN2', 'R', 'ET', 'CV'), name, { maxKeys: 4 });

const simple: fc.Arbitrary<LadderElement> = fc.oneof(
  fc.record({ kind: fc.constant('contact'), form: fc.constantFrom('no', 'nc', 'rising', 'falling'), operand: name }),
  fc.record({ kind: fc.constant('compare'), operator: fc.constantFrom(...COMPARISONS), left: name, right: name }),
  fc.record({
    kind: fc.constant('coil'),
    form: fc.constantFrom('plain', 'negated', 'set', 'reset', 'rising', 'falling'),
    operand: name,
  }),
  fc.record(
    {
      kind: fc.constant('box'),
      type: fc.constantFrom('TON', 'CTU', 'ADD', 'LongNameOfAFunctionBlock'),
      instance: name,
      powerIn: fc.constantFrom('IN', 'EN', 'CU'),
      powerOut: fc.constantFrom('Q', 'ENO', 'OUT'),
      inputs: pins,
      outputs: pins,
    },
    { requiredKeys: ['kind', 'type', 'powerIn', 'powerOut', 'inputs', 'outputs'] },
  ),
  fc.record({ kind: fc.constant('st'), text: fc.string({ unit: fc.constantFrom('a', ' ', '值', ';', '\n'), maxLength: 200 }) }),
  fc.record({ kind: fc.constant('jump'), label: name }),
  fc.record({ kind: fc.constant('return') }),
);

const { series } = fc.letrec<{ series: Series; element: LadderElement }>((tie) => ({
  series: fc.array(tie('element'), { maxLength: 5, depthIdentifier: 'rung' }),
  element: fc.oneof(
    { depthIdentifier: 'rung', maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: simple },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('parallel'),
        branches: fc.array(tie('series'), { minLength: 2, maxLength: 4, depthIdentifier: 'rung' }),
      }) as fc.Arbitrary<LadderElement>,
    },
  ),
}));

export const anyNetwork: fc.Arbitrary<LadderNetwork> = fc.record({ rung: series });
