/** Files in the style of other tools, written for these tests. */

export const project = (
  pous: string,
  types = '',
  instances = '<configurations/>',
  namespace = 'http://www.plcopen.org/xml/tc6_0201',
) => `<?xml version='1.0' encoding='utf-8'?>
<project xmlns="${namespace}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <fileHeader companyName="Works" productName="Press" productVersion="1" creationDateTime="2020-01-01T10:00:00"/>
  <contentHeader name="press"><coordinateInfo><fbd><scaling x="0" y="0"/></fbd><ld><scaling x="0" y="0"/></ld><sfc><scaling x="0" y="0"/></sfc></coordinateInfo></contentHeader>
  <types><dataTypes>${types}</dataTypes><pous>${pous}</pous></types>
  <instances>${instances}</instances>
</project>
`;

export const pou = (name: string, body: string, variables = '', kind = 'program') =>
  `<pou name="${name}" pouType="${kind}"><interface><localVars>${variables}</localVars></interface><body>${body}</body></pou>`;

export const bool = (name: string) => `<variable name="${name}"><type><BOOL/></type></variable>`;

const from = (refs: readonly (number | string)[]) =>
  `<connectionPointIn>${refs
    .map((ref) => {
      const [id, pin] = String(ref).split('.');
      return `<connection refLocalId="${id}"${pin === undefined ? '' : ` formalParameter="${pin}"`}/>`;
    })
    .join('')}</connectionPointIn>`;

export const at = (x: number, y: number) => `<position x="${x}" y="${y}"/>`;
export const contact = (id: number, name: string, refs: readonly (number | string)[], y: number, more = '') =>
  `<contact localId="${id}" ${more}>${at(id, y)}${from(refs)}<connectionPointOut/><variable>${name}</variable></contact>`;
export const coil = (id: number, name: string, refs: readonly (number | string)[], y: number, more = '') =>
  `<coil localId="${id}" ${more}>${at(id, y)}${from(refs)}<connectionPointOut/><variable>${name}</variable></coil>`;
export const leftRail = (id: number, y = 0) =>
  `<leftPowerRail localId="${id}">${at(0, y)}<connectionPointOut formalParameter=""/></leftPowerRail>`;
export const rightRail = (id: number, refs: readonly (number | string)[], y = 0) =>
  `<rightPowerRail localId="${id}">${at(900, y)}${refs.map((ref) => from([ref])).join('')}</rightPowerRail>`;
export const inVariable = (id: number, expression: string, y: number) =>
  `<inVariable localId="${id}">${at(id, y)}<connectionPointOut/><expression>${expression}</expression></inVariable>`;
export const block = (
  id: number,
  type: string,
  instance: string,
  inputs: Readonly<Record<string, readonly (number | string)[]>>,
  outputs: readonly string[],
  y: number,
  more = '',
) =>
  `<block localId="${id}" typeName="${type}"${instance === '' ? '' : ` instanceName="${instance}"`}>${at(id, y)}<inputVariables>${Object.entries(
    inputs,
  )
    .map(([pin, refs]) => `<variable formalParameter="${pin}">${from(refs)}</variable>`)
    .join('')}</inputVariables><inOutVariables/><outputVariables>${outputs
    .map((pin) => `<variable formalParameter="${pin}"><connectionPointOut/></variable>`)
    .join('')}</outputVariables>${more}</block>`;

export const ld = (...elements: string[]) => `<LD>${elements.join('\n')}</LD>`;
