/**
 * What PLCopen TC6 XML 2.01 demands of every element that our export writes, in our own words: order and number of children, attributes
 * and their types. The schema itself is PLCopen's and is not part of this project.
 *
 * A content is a list of names with `?`, `*` or `+`, in brackets with `|` for a choice; `name=type` says of which type a child is
 * where the name alone does not.
 */
import { elementsIn, readXml, type XmlElement } from '#sandbox/iec61131/plcopen/xml-tree.ts';

const data = 'addData? documentation=text?';
const elementary =
  'BOOL BYTE WORD DWORD LWORD SINT INT DINT LINT USINT UINT UDINT ULINT REAL LREAL TIME DATE DT TOD ANY ANY_DERIVED ANY_ELEMENTARY ANY_MAGNITUDE ANY_NUM ANY_REAL ANY_INT ANY_BIT ANY_STRING ANY_DATE'.split(
    ' ',
  );
const variableLists = 'localVars tempVars inputVars outputVars inOutVars externalVars globalVars accessVars'.split(' ');
const common = 'comment | vendorElement';
const fbd = 'block | inVariable | outVariable | label | jump | return';
const ld = 'leftPowerRail | rightPowerRail | coil | contact';
const size = 'height=decimal width=decimal';
const modifiers = 'negated=boolean edge=edge storage=storage';

interface Rule {
  attributes?: string;
  content?: string;
  /** Character data is allowed. */
  text?: true;
  /** Elements of other namespaces: exactly one. */
  any?: true;
}

const rules: Readonly<Record<string, Rule>> = {
  project: { content: `fileHeader contentHeader types instances ${data}` },
  fileHeader: {
    attributes:
      'companyName! companyURL productName! productVersion! productRelease creationDateTime!=dateTime contentDescription',
  },
  contentHeader: {
    attributes: 'name! version modificationDateTime=dateTime organization author language',
    content: 'Comment=string? coordinateInfo addDataInfo? addData?',
  },
  coordinateInfo: { content: 'pageSize=position? fbd=scaled ld=scaled sfc=scaled' },
  scaled: { content: 'scaling=position' },
  position: { attributes: 'x!=decimal y!=decimal' },
  types: { content: 'dataTypes pous' },
  dataTypes: { content: 'dataType=namedType*' },
  namedType: { attributes: 'name!', content: `baseType=dataType initialValue=value? ${data}` },
  pous: { content: 'pou*' },
  pou: {
    attributes: 'name! pouType!=pouType globalId',
    content: `interface? actions? transitions? body* ${data}`,
  },
  interface: {
    content: `returnType=dataType? (${variableLists.map((list) => `${list}=varList`).join(' | ')})* ${data}`,
  },
  actions: { content: 'action*' },
  action: { attributes: 'name! globalId', content: `body ${data}` },
  body: { attributes: 'WorksheetName globalId', content: `(IL=text | ST=text | FBD | LD | SFC) ${data}` },
  FBD: { content: `(${common} | ${fbd})*` },
  LD: { content: `(${common} | ${fbd} | ${ld})*` },
  varList: {
    attributes: 'name constant=boolean retain=boolean nonretain=boolean persistent=boolean nonpersistent=boolean',
    content: `variable=declaration* ${data}`,
  },
  struct: { content: `variable=declaration* ${data}` },
  declaration: { attributes: 'name! address globalId', content: `type=dataType initialValue=value? ${data}` },
  dataType: {
    content: `(${elementary.map((name) => `${name}=empty`).join(' | ')} | string=sized | wstring=sized | array | derived | enum | struct | subrangeSigned=subrange | subrangeUnsigned=subrange | pointer)`,
  },
  empty: {},
  sized: { attributes: 'length' },
  array: { content: 'dimension=range+ baseType=dataType' },
  range: { attributes: 'lower! upper!' },
  derived: { attributes: 'name!', content: 'addData?' },
  enum: { content: 'values baseType=dataType?' },
  values: { content: 'value=enumValue+' },
  enumValue: { attributes: 'name! value' },
  subrange: { content: 'range baseType=dataType' },
  pointer: { content: 'baseType=dataType' },
  value: { content: '(simpleValue | arrayValue | structValue)' },
  simpleValue: { attributes: 'value' },
  arrayValue: { content: 'value=repeatedValue*' },
  repeatedValue: { attributes: 'repetitionValue', content: '(simpleValue | arrayValue | structValue)' },
  structValue: { content: 'value=memberValue*' },
  memberValue: { attributes: 'member!', content: '(simpleValue | arrayValue | structValue)' },
  instances: { content: 'configurations' },
  configurations: { content: 'configuration*' },
  configuration: {
    attributes: 'name! globalId',
    content: `resource* globalVars=varList* accessVars=accessList? configVars? ${data}`,
  },
  resource: { attributes: 'name! globalId', content: `task* globalVars=varList* pouInstance* ${data}` },
  task: { attributes: 'name! single interval priority!=priority globalId', content: `pouInstance* ${data}` },
  pouInstance: { attributes: 'name! typeName! globalId', content: data },
  accessList: { content: `accessVariable* ${data}` },
  accessVariable: { attributes: 'alias! instancePathAndName! direction=access', content: `type=dataType ${data}` },
  configVars: { content: `configVariable* ${data}` },
  configVariable: {
    attributes: 'instancePathAndName! address',
    content: `type=dataType initialValue=value? ${data}`,
  },
  addData: { content: 'data*' },
  data: { attributes: 'name!=uri handleUnknown!=handling', any: true },
  text: { any: true },
  string: { text: true },
  comment: {
    attributes: 'localId!=id height!=decimal width!=decimal globalId',
    content: `position content=text ${data}`,
  },
  vendorElement: {
    attributes: `localId!=id ${size} executionOrderId=id globalId`,
    content: 'position alternativeText=text inputVariables? inOutVariables? outputVariables? addData',
  },
  block: {
    attributes: `localId!=id ${size} typeName! instanceName executionOrderId=id globalId`,
    content: `position inputVariables inOutVariables outputVariables ${data}`,
  },
  inputVariables: { content: 'variable=inputPin*' },
  inOutVariables: { content: 'variable=bothPin*' },
  outputVariables: { content: 'variable=outputPin*' },
  inputPin: { attributes: `formalParameter! ${modifiers} hidden=boolean`, content: 'connectionPointIn documentation=text?' },
  bothPin: {
    attributes: `formalParameter! ${modifiers} hidden=boolean`,
    content: 'connectionPointIn? connectionPointOut? documentation=text?',
  },
  outputPin: { attributes: `formalParameter! ${modifiers} hidden=boolean`, content: 'connectionPointOut? documentation=text?' },
  connectionPointIn: {
    attributes: 'globalId',
    content: 'relPosition=position? (connection+ | expression=string)? addData?',
  },
  connectionPointOut: { attributes: 'globalId', content: 'relPosition=position? expression=string? addData?' },
  railOut: { attributes: 'formalParameter! globalId', content: 'relPosition=position? expression=string? addData?' },
  connection: { attributes: 'globalId refLocalId!=id formalParameter', content: 'position* addData?' },
  inVariable: {
    attributes: `localId!=id ${size} executionOrderId=id ${modifiers} globalId`,
    content: `position connectionPointOut? expression=string ${data}`,
  },
  outVariable: {
    attributes: `localId!=id ${size} executionOrderId=id ${modifiers} globalId`,
    content: `position connectionPointIn? expression=string ${data}`,
  },
  label: { attributes: `localId!=id ${size} label! executionOrderId=id globalId`, content: `position ${data}` },
  jump: { attributes: `localId!=id ${size} label! executionOrderId=id globalId`, content: `position connectionPointIn? ${data}` },
  return: { attributes: `localId!=id ${size} executionOrderId=id globalId`, content: `position connectionPointIn? ${data}` },
  leftPowerRail: {
    attributes: `localId!=id ${size} executionOrderId=id globalId`,
    content: `position connectionPointOut=railOut* ${data}`,
  },
  rightPowerRail: {
    attributes: `localId!=id ${size} executionOrderId=id globalId`,
    content: `position connectionPointIn* ${data}`,
  },
  coil: {
    attributes: `localId!=id ${size} executionOrderId=id ${modifiers} globalId`,
    content: `position connectionPointIn? connectionPointOut? variable=string ${data}`,
  },
  contact: {
    attributes: `localId!=id ${size} executionOrderId=id ${modifiers} globalId`,
    content: `position connectionPointIn? connectionPointOut? variable=string ${data}`,
  },
};

const values: Readonly<Record<string, RegExp>> = {
  any: /^/,
  decimal: /^[+-]?\d+(?:\.\d*)?$/,
  boolean: /^(?:true|false|0|1)$/,
  id: /^\d{1,19}$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  pouType: /^(?:function|functionBlock|program)$/,
  edge: /^(?:none|falling|rising)$/,
  storage: /^(?:none|set|reset)$/,
  access: /^(?:readOnly|readWrite)$/,
  handling: /^(?:preserve|discard|implementation)$/,
  uri: /^\S+$/,
  priority: /^(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
};

/** Every breach of the rules, as `line 12: <block> …`. */
export function breaches(xml: string): string[] {
  const found: string[] = [];
  const document = readXml(xml, (_severity, { line }, en) => found.push(`line ${line}: ${en}`));
  const say = (element: XmlElement, what: string) => found.push(`line ${document.lineOf(element)}: <${element.name}> ${what}`);

  const visit = (element: XmlElement, type: string): void => {
    const rule = rules[type];
    if (rule === undefined) {
      say(element, `is of type ${type}, about which there is no rule`);
      return;
    }
    attributesOf(element, rule.attributes ?? '');
    const text = element.children.some((child) => typeof child === 'string' && child.trim() !== '');
    if (text && rule.text === undefined) say(element, 'has text');
    const inner = elementsIn(element);
    if (rule.any) {
      if (inner.length !== 1) say(element, `has ${inner.length} elements in it, not one`);
      return;
    }
    const model = rule.content ?? '';
    const types = new Map<string, string>();
    const pattern = model
      .replace(/([A-Za-z_]\w*)(?:=([A-Za-z]\w*))?/g, (_, name: string, of: string | undefined) => {
        types.set(name, of ?? name);
        return `(?:${name},)`;
      })
      .replace(/\s+/g, '');
    const names = inner.map(({ name }) => `${name},`).join('');
    if (!new RegExp(`^(?:${pattern})$`).test(names))
      say(element, `has the elements ${names || 'none'} and not ${model || 'none'}`);
    for (const child of inner) {
      const of = types.get(child.name);
      if (of !== undefined) visit(child, of);
    }
  };

  const attributesOf = (element: XmlElement, model: string): void => {
    const known = new Map(
      model
        .split(' ')
        .filter(Boolean)
        .map((word) => {
          const [, name, required, type] = /^(\w+)(!?)(?:=(\w+))?$/.exec(word)!;
          return [name!, { required: required === '!', type: type ?? 'any' }];
        }),
    );
    for (const [name, { required, type }] of known) {
      const value = element.attributes[name];
      if (value === undefined) {
        if (required) say(element, `has no ${name}`);
      } else if (!values[type]!.test(value)) say(element, `has ${name}="${value}", which is no ${type}`);
    }
    for (const name of Object.keys(element.attributes))
      if (!known.has(name) && !/^xmlns(?::|$)/.test(name)) say(element, `has an attribute ${name}, which it may not have`);
  };

  if (document.root === null) found.push('There is no document.');
  else visit(document.root, document.root.name);
  return found;
}
