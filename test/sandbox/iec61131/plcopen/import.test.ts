import { describe, expect, it } from 'vitest';
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { block, bool, coil, contact, inVariable, ld, leftRail, pou, project, rightRail } from './foreign.ts';
import { breaches } from './schema-rules.ts';

function networksOf(body: string): readonly LadderNetwork[] {
  const { files } = readPlcopen(project(pou('Main', body)));
  const [file] = files;
  if (file?.kind !== 'ladder')
    throw new Error(`not read as a ladder: ${JSON.stringify(readPlcopen(project(pou('Main', body))).findings)}`);
  return file.pou.networks;
}
const no = (operand: string) => ({ kind: 'contact', form: 'no', operand });
const out = (operand: string) => ({ kind: 'coil', form: 'plain', operand });
const errorsOf = (body: string) =>
  readPlcopen(project(pou('Main', body))).findings.filter(({ severity }) => severity === 'error');

describe('a ladder of another tool', () => {
  it('gives the seal-in: a parallel of start and motor, then stop', () => {
    const body = ld(
      leftRail(1),
      contact(2, 'start', [1], 20),
      contact(3, 'motor', [1], 60),
      contact(4, 'stop', [2, 3], 20, 'negated="true"'),
      coil(5, 'motor', [4], 20),
      rightRail(6, [5]),
    );
    expect(networksOf(body)).toEqual([
      {
        rung: [
          { kind: 'parallel', branches: [[no('start')], [no('motor')]] },
          { kind: 'contact', form: 'nc', operand: 'stop' },
          out('motor'),
        ],
      },
    ]);
  });

  it('takes what hangs from one rail apart into networks from top to bottom, not in the order of the text', () => {
    const body = ld(
      leftRail(1),
      contact(2, 'below', [1], 200),
      coil(3, 'b', [2], 200),
      contact(4, 'above', [1], 20),
      coil(5, 'a', [4], 20),
      rightRail(6, [3, 5]),
    );
    expect(networksOf(body)).toEqual([{ rung: [no('above'), out('a')] }, { rung: [no('below'), out('b')] }]);
  });

  it('takes the order of the text where every position is 0, with titles and comments before their network', () => {
    const title = (id: number, text: string) =>
      `<vendorElement localId="${id}"><position x="0" y="0"/><alternativeText><xhtml xmlns="http://www.w3.org/1999/xhtml">${text}</xhtml></alternativeText><addData><data name="http://www.3s-software.com/plcopenxml/fbdelementtype" handleUnknown="implementation"><ElementType xmlns="">networktitle</ElementType></data></addData></vendorElement>`;
    const comment = (id: number, text: string) =>
      `<comment localId="${id}" height="0" width="0"><position x="0" y="0"/><content><xhtml xmlns="http://www.w3.org/1999/xhtml">${text}</xhtml></content></comment>`;
    const body = ld(
      leftRail(0),
      comment(1, 'for ever'),
      title(2, 'First'),
      contact(3, 'a', [0], 0),
      coil(4, 'x', [3], 0, 'storage="set"'),
      title(5, ''),
      contact(6, 'b', [0], 0, 'edge="rising"'),
      coil(7, 'y', [6], 0, 'negated="true"'),
      rightRail(2147483646, [4, 7]),
    );
    expect(networksOf(body)).toEqual([
      { title: 'First', comment: 'for ever', rung: [no('a'), { kind: 'coil', form: 'set', operand: 'x' }] },
      {
        rung: [
          { kind: 'contact', form: 'rising', operand: 'b' },
          { kind: 'coil', form: 'negated', operand: 'y' },
        ],
      },
    ]);
  });

  it('reads coils in the middle, outputs side by side, and ends without a right rail', () => {
    const body = ld(
      leftRail(1),
      contact(2, 'a', [1], 20),
      coil(3, 'm', [2], 20),
      contact(4, 'b', [3], 20),
      coil(5, 'x', [4], 20),
      coil(6, 'y', [4], 60),
    );
    expect(networksOf(body)).toEqual([
      { rung: [no('a'), out('m'), no('b'), { kind: 'parallel', branches: [[out('x')], [out('y')]] }] },
    ]);
  });

  it('reads a timer with its values, a comparison without EN and pins with names of their own', () => {
    const body = ld(
      leftRail(1),
      inVariable(2, 'level', 40),
      inVariable(3, '10', 60),
      block(4, 'GT', '', { IN1: [2], IN2: [3] }, ['OUT'], 20),
      inVariable(5, 'T#2s', 60),
      block(6, 'TON', 'delay', { IN: ['4.OUT'], PT: [5] }, ['Q', 'ET'], 20),
      coil(7, 'x', ['6.Q'], 20),
      rightRail(8, [7]),
    );
    expect(networksOf(body)).toEqual([
      {
        rung: [
          { kind: 'compare', operator: '>', left: 'level', right: '10' },
          { kind: 'box', type: 'TON', instance: 'delay', powerIn: 'IN', powerOut: 'Q', inputs: { PT: 'T#2s' }, outputs: {} },
          out('x'),
        ],
      },
    ]);
  });

  it('makes an expression of contacts before a second pin, and says so', () => {
    const body = ld(
      leftRail(1),
      contact(2, 'count', [1], 20),
      contact(3, 'reset', [1], 60),
      contact(4, 'door', [1], 80, 'negated="true"'),
      inVariable(5, '7', 100),
      block(6, 'CTU', 'c', { CU: [2], R: [3, 4], PV: [5] }, ['Q', 'CV'], 20),
      coil(7, 'full', ['6.Q'], 20),
      rightRail(8, [7]),
    );
    const { files, findings } = readPlcopen(project(pou('Main', body)));
    expect(files[0]).toMatchObject({
      pou: {
        networks: [
          {
            rung: [
              no('count'),
              {
                kind: 'box',
                type: 'CTU',
                instance: 'c',
                powerIn: 'CU',
                powerOut: 'Q',
                inputs: { R: '(reset OR NOT door)', PV: '7' },
                outputs: {},
              },
              out('full'),
            ],
          },
        ],
      },
    });
    expect(findings).toMatchObject([{ severity: 'info', place: { pou: 'Main', network: 1, localId: '6' } }]);
  });

  it('reads an EXECUTE box as statements', () => {
    const code =
      '<addData><data name="http://www.3s-software.com/plcopenxml/stcode" handleUnknown="implementation"><STCode xmlns="">n := n + 1;\n</STCode></data></addData>';
    const body = ld(
      leftRail(1),
      contact(2, 'a', [1], 20),
      block(3, 'EXECUTE', '', { EN: [2] }, ['ENO'], 20, code),
      rightRail(4, ['3.ENO']),
    );
    expect(networksOf(body)).toEqual([{ rung: [no('a'), { kind: 'st', text: 'n := n + 1;' }] }]);
  });

  it('reads labels, jumps and returns', () => {
    const body = ld(
      leftRail(1),
      contact(2, 'skip', [1], 20),
      `<jump localId="3" label="last"><position x="9" y="20"/><connectionPointIn><connection refLocalId="2"/></connectionPointIn></jump>`,
      `<label localId="4" label="last"><position x="0" y="100"/></label>`,
      contact(5, 'stop', [1], 150),
      `<return localId="6"><position x="9" y="150"/><connectionPointIn><connection refLocalId="5"/></connectionPointIn></return>`,
    );
    expect(networksOf(body)).toEqual([
      { rung: [no('skip'), { kind: 'jump', label: 'last' }] },
      { label: 'last', rung: [no('stop'), { kind: 'return' }] },
    ]);
  });
});

describe('a ladder that cannot be a tree', () => {
  const bridge = ld(
    leftRail(1),
    contact(2, 'a', [1], 20),
    contact(3, 'b', [1], 60),
    contact(4, 'bridge', [2], 40),
    contact(5, 'c', [2], 20),
    contact(6, 'd', [3, 4], 60),
    coil(7, 'x', [5, 6], 20),
    rightRail(8, [7]),
  );

  it('is kept as it is, with the reason and its place', () => {
    const xml = project(pou('Main', bridge, bool('a')));
    const { files, pous, findings } = readPlcopen(xml);
    expect(findings).toMatchObject([
      { severity: 'error', place: { pou: 'Main', network: 1, localId: '2' } },
      { severity: 'warning', place: { pou: 'Main' } },
    ]);
    expect(findings[0]!.message.en).toContain('bridge');
    expect(findings[0]!.message['zh-CN']).toContain('桥接');
    expect(pous).toMatchObject([{ pou: 'Main', language: 'LD', declarations: 'VAR\n  a : BOOL;\nEND_VAR\n' }]);
    expect(files).toMatchObject([{ kind: 'kept', name: 'Main.plcopen.xml' }]);
    expect(writePlcopen({ name: 'x', created: '2026-01-01T00:00:00', files }).xml).toContain(`<body>${bridge}</body></pou>`);
  });

  it.each([
    ['a circle', ld(leftRail(1), contact(2, 'a', [1, 3], 20), contact(3, 'b', [2], 40), coil(4, 'x', [3], 20))],
    ['a wire to nothing', ld(leftRail(1), contact(2, 'a', [99], 20), coil(3, 'x', [2], 20))],
    ['a contact without a wire', ld(leftRail(1), contact(2, 'a', [], 20), coil(3, 'x', [2], 20))],
    [
      'a negated input for power',
      ld(
        leftRail(1),
        block(2, 'TON', 't', { IN: [1] }, ['Q'], 20).replace('formalParameter="IN"', 'formalParameter="IN" negated="true"'),
        coil(3, 'x', [2], 20),
      ),
    ],
    ['an element of a chart', ld(leftRail(1), '<step localId="2" name="s"><position x="0" y="0"/></step>')],
    ['two elements with one number', ld(leftRail(1), contact(2, 'a', [1], 20), coil(2, 'x', [2], 20))],
    ['a storing contact', ld(leftRail(1), contact(2, 'a', [1], 20, 'storage="set"'), coil(3, 'x', [2], 20))],
    [
      'values from box to box',
      ld(
        leftRail(1),
        inVariable(2, 'a', 20),
        block(3, 'ADD', '', { EN: [1], IN1: [2], IN2: [2] }, ['ENO', 'OUT'], 20),
        block(4, 'MUL', '', { EN: ['3.ENO'], IN1: ['3.OUT'], IN2: [2] }, ['ENO', 'OUT'], 20),
      ),
    ],
  ])('nor can %s', (_, body) => {
    expect(errorsOf(body).length).toBeGreaterThan(0);
    expect(readPlcopen(project(pou('Main', body))).files).toMatchObject([{ kind: 'kept' }]);
  });
});

describe('bodies in other languages', () => {
  const fbd =
    '<FBD><inVariable localId="1"><position x="1" y="2"/><connectionPointOut/><expression>a</expression></inVariable><!-- kept --></FBD>';
  const sfc = '<SFC><step localId="1" name="Idle" initialStep="true"><position x="0" y="0"/></step></SFC>';
  const il = '<IL><xhtml:p><![CDATA[LD a\nST b]]></xhtml:p></IL>';
  const st = '<ST><xhtml:p><![CDATA[\nIF a < b & c THEN\n  x := 1;\nEND_IF;\n]]></xhtml:p></ST>';
  const xml = project([pou('Blend', fbd, bool('a')), pou('Steps', sfc), pou('Old', il), pou('Calc', st, bool('x'))].join('\n'));
  const read = readPlcopen(xml);

  it('are kept letter for letter, and statements become a file', () => {
    expect(read.files.map(({ name }) => name)).toEqual(['Blend.plcopen.xml', 'Steps.plcopen.xml', 'Old.plcopen.xml', 'Calc.st']);
    expect(read.files[3]).toMatchObject({
      text: 'PROGRAM Calc\nVAR\n  x : BOOL;\nEND_VAR\nIF a < b & c THEN\n  x := 1;\nEND_IF;\nEND_PROGRAM\n',
    });
    expect(read.findings.map(({ place, severity }) => [place.pou, severity])).toEqual([
      ['Blend', 'warning'],
      ['Steps', 'warning'],
      ['Old', 'warning'],
    ]);
  });

  it('go out as they came, and come back once more', () => {
    const out = writePlcopen({ name: 'press', created: '2026-01-01T00:00:00', files: read.files });
    for (const body of [fbd, sfc, il]) expect(out.xml).toContain(`<body>${body}</body></pou>`);
    expect(readPlcopen(out.xml).files).toEqual(read.files);
    expect(breaches(writePlcopen({ name: 'p', created: '2026-01-01T00:00:00', files: [read.files[3]!] }).xml)).toEqual([]);
  });
});

it('finds POUs and lists that a tool hangs below its devices', () => {
  const entry = (name: string, inner: string) =>
    `<data name="http://www.3s-software.com/plcopenxml/${name}" handleUnknown="implementation">${inner}</data>`;
  const list =
    '<globalVars name="GVL"><variable name="speed"><type><INT/></type><initialValue><simpleValue value="3"/></initialValue></variable></globalVars>';
  const inside = `<configurations><configuration name="Device"><resource name="Application"><task name="Main" interval="PT0.02S" priority="1"><pouInstance name="p" typeName="Deep"/></task><addData>${entry('globalvars', list)}${entry('pou', pou('Deep', '<ST><xhtml xmlns="http://www.w3.org/1999/xhtml">speed := 4;</xhtml></ST>'))}${entry('buildproperties', '<BuildProperties xmlns=""><x/></BuildProperties>')}</addData></resource></configuration></configurations>`;
  const { files, findings } = readPlcopen(project('', '', inside, 'http://www.plcopen.org/xml/tc6_0200'));
  expect(files).toEqual([
    { kind: 'st', name: 'globals.st', text: 'VAR_GLOBAL\n  speed : INT := 3;\nEND_VAR\n' },
    { kind: 'st', name: 'Deep.st', text: 'PROGRAM Deep\nVAR\nEND_VAR\nspeed := 4;\nEND_PROGRAM\n' },
    {
      kind: 'st',
      name: 'configuration.st',
      text: 'CONFIGURATION Device\n  RESOURCE Application ON PLC\n    TASK Main (INTERVAL := T#20ms, PRIORITY := 1);\n    PROGRAM p WITH Main : Deep;\n  END_RESOURCE\nEND_CONFIGURATION\n',
    },
  ]);
  expect(findings.map(({ severity, message }) => `${severity} ${message.en}`)).toEqual([
    expect.stringContaining('another version'),
    expect.stringContaining('PT0.02S'),
    expect.stringContaining('buildproperties'),
  ]);
});
