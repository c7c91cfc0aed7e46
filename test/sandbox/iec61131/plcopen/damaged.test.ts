import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { LONGEST } from '#sandbox/iec61131/plcopen/xml-tree.ts';
import { arbitraryLadder } from '../diagrams/arbitrary-ladder.ts';
import { effort, patience } from '../fuzz/effort.ts';
import { bool, coil, contact, ld, leftRail, pou, project } from './foreign.ts';
import { breaches } from './schema-rules.ts';

const good = project(
  [
    pou('First', '<ST><xhtml:p>x := 1;</xhtml:p></ST>', bool('x')),
    pou('Second', ld(leftRail(1), contact(2, 'a', [1], 10), coil(3, 'x', [2], 10)), bool('a')),
  ].join('\n'),
);
const created = '2026-01-01T00:00:00';

describe('a damaged file', () => {
  it('that ends in the middle gives what stood before, and keeps the POU that was cut', () => {
    const cut = good.slice(0, good.indexOf('<coil'));
    const { files, findings } = readPlcopen(cut);
    expect(files.map(({ name }) => name)).toEqual(['First.st', 'Second.plcopen.xml']);
    expect(findings.some(({ severity, place }) => severity === 'error' && place.pou === 'Second')).toBe(true);
    expect(findings.some(({ message }) => message.en.includes('never closed'))).toBe(true);
  });

  it('with a variable without a type keeps the others and says which', () => {
    const { files, findings } = readPlcopen(
      good.replace('<variable name="x"><type><BOOL/></type></variable>', `<variable name="x"/>${bool('y')}`),
    );
    expect(files[0]).toMatchObject({ text: 'PROGRAM First\nVAR\n  y : BOOL;\nEND_VAR\nx := 1;\nEND_PROGRAM\n' });
    expect(findings).toMatchObject([{ severity: 'error', place: { pou: 'First', line: 5 } }]);
  });

  it.each([
    ['nothing', ''],
    ['a picture', '\u0089PNG\r\n\u001a\n'],
    ['a page', '<!DOCTYPE html><html><body>404</body></html>'],
    ['another document', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['entities that multiply', '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><project>&b;</project>'],
    ['an entity that fetches', '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><project>&a;</project>'],
    ['elements without end', '<project>'.repeat(5000)],
  ])('that is %s is refused with a word', (_, text) => {
    const { files, findings } = readPlcopen(text);
    expect(files).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]!.severity).toBe('error');
  });

  it('longer than any is not read', () => {
    expect(readPlcopen(' '.repeat(LONGEST + 1)).findings).toMatchObject([{ severity: 'error' }]);
  });
});

/** A document with pieces taken out, doubled, exchanged or written over. */
const mutated = fc
  .tuple(
    arbitraryLadder({ networks: 3 }),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(60),
        fc.constantFrom(
          '',
          '<',
          '>',
          '"',
          '&',
          '&#0;',
          '</',
          '/>',
          '<!--',
          '<![CDATA[',
          ']]>',
          'localId="1"',
          'refLocalId="3"',
          '<LD>',
          '<pou name="x" pouType="program">',
          '<!DOCTYPE a>',
          '%$',
          '\u0000',
        ),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([ladder, changes]) => {
    let { xml } = writePlcopen({
      name: 'm',
      created,
      files: [
        { kind: 'ladder', name: 'a.ld', pou: ladder },
        { kind: 'st', name: 'b.st', text: 'TYPE\n  T : (A, B);\nEND_TYPE\nVAR_GLOBAL\n  g : T;\nEND_VAR\n' },
      ],
    });
    for (const [where, length, put] of changes) {
      const place = Math.floor(where * xml.length);
      xml = `${xml.slice(0, place)}${put}${xml.slice(place + length)}`;
    }
    return xml;
  });

it(
  'no text makes reading throw, every finding speaks both languages, and what came in goes out',
  () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: mutated }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
        (text) => {
          const { files, findings } = readPlcopen(text);
          for (const { message, place } of findings) {
            expect(message.en.length).toBeGreaterThan(10);
            expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
            expect(place).toBeDefined();
          }
          const out = writePlcopen({ name: 'm', created, files });
          expect(typeof out.xml).toBe('string');
          if (files.length === 0)
            expect(findings.some(({ severity }) => severity === 'error') || text.includes('<project')).toBe(true);
        },
      ),
      effort(150, 0.05),
    );
  },
  patience,
);

it('the rules of the schema see a breach', () => {
  expect(breaches(project(pou('A', '<ST><xhtml:p>;</xhtml:p></ST>')))).toEqual([]);
  for (const [from, to] of [
    ['pouType="program"', 'pouType="class"'],
    ['<localVars>', '<localVars constant="maybe">'],
    ['<xhtml:p>;</xhtml:p>', ';'],
    ['<types><dataTypes></dataTypes>', '<types>'],
    ['productVersion="1" ', ''],
    ['<body>', '<body><LD/>'],
  ] as const) {
    const xml = project(pou('A', '<ST><xhtml:p>;</xhtml:p></ST>'));
    expect(xml).toContain(from);
    expect(breaches(xml.replace(from, to))).not.toEqual([]);
  }
});
