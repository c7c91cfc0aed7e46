/** The model to its text form, always in one way: an element to a line. What `read-ladder.ts` reads of it is the same model again. */
import type { Box, Coil, Contact, LadderElement, LadderNetwork, LadderPou, Series } from './ladder.ts';

const kinds = { PROGRAM: 'program', FUNCTION_BLOCK: 'function-block', FUNCTION: 'function' } as const;

export function printLadder(pou: LadderPou): string {
  return `${printHead(pou)}${printNetworks(pou.networks)}`;
}

/** All before the networks. */
export function printHead({ pou, name, result, declarations }: LadderPou): string {
  return [
    `${kinds[pou]}: ${scalar(name)}\n`,
    pou === 'FUNCTION' ? `result: ${scalar(result ?? '')}\n` : '',
    declarations === '' ? '' : `declarations: ${block(declarations, 2)}\n`,
  ].join('');
}

export function printNetworks(networks: readonly LadderNetwork[]): string {
  return networks.length === 0 ? 'networks: []\n' : `networks:\n${networks.map(printNetwork).join('')}`;
}

/** One item of the list `networks`, with its line break. */
export function printNetwork(network: LadderNetwork): string {
  if (network.unread !== undefined) return network.unread.endsWith('\n') ? network.unread : `${network.unread}\n`;
  const { title, comment, label, rung } = network;
  const lines = [
    title === undefined ? '' : `title: ${text(title, 6)}\n`,
    comment === undefined ? '' : `comment: ${text(comment, 6)}\n`,
    label === undefined ? '' : `label: ${scalar(label)}\n`,
    rung.length === 0 ? 'rung: []\n' : `rung:\n${printSeries(rung, 6)}`,
  ].filter((line) => line !== '');
  return `  - ${lines.join('    ')}`;
}

function printSeries(series: Series, indent: number): string {
  return series.map((element) => `${' '.repeat(indent)}- ${printElement(element, indent + 2)}`).join('');
}

/** Without its first indentation, which the dash has taken. */
function printElement(element: LadderElement, indent: number): string {
  switch (element.kind) {
    case 'contact':
    case 'coil':
      return `${keyOf(element)}: ${scalar(element.operand)}\n`;
    case 'compare':
      return `compare: [${flow(element.left)}, ${flow(element.operator)}, ${flow(element.right)}]\n`;
    case 'parallel': {
      const inner = ' '.repeat(indent + 2);
      const branch = (series: Series): string =>
        series.length === 0 ? `${inner}- []\n` : `${inner}- ${printSeries(series, indent + 4).trimStart()}`;
      return `parallel:\n${element.branches.map(branch).join('')}`;
    }
    case 'box':
      return printBox(element, indent);
    case 'st':
      return `st: ${block(element.text, indent + 2)}\n`;
    case 'jump':
      return `jump: ${scalar(element.label)}\n`;
    case 'return':
      return 'return: true\n';
  }
}

const coilKeys = {
  plain: 'coil',
  negated: 'negated-coil',
  set: 'set',
  reset: 'reset',
  rising: 'rising-coil',
  falling: 'falling-coil',
} as const;

const keyOf = (element: Contact | Coil): string => (element.kind === 'contact' ? element.form : coilKeys[element.form]);

function printBox({ type, instance, powerIn, powerOut, inputs, outputs }: Box, indent: number): string {
  const map = (entries: Readonly<Record<string, string>>): string =>
    Object.entries(entries)
      .map(([pin, value]) => `${flow(pin)}: ${flow(value)}`)
      .join(', ');
  const lines = [
    `box: ${scalar(type)}\n`,
    instance === undefined ? '' : `instance: ${scalar(instance)}\n`,
    `power: [${flow(powerIn)}, ${flow(powerOut)}]\n`,
    Object.keys(inputs).length === 0 ? '' : `inputs: { ${map(inputs)} }\n`,
    Object.keys(outputs).length === 0 ? '' : `outputs: { ${map(outputs)} }\n`,
  ];
  return lines.filter((line) => line !== '').join(' '.repeat(indent));
}

/** Signs that no plain or literal text of YAML holds: they want escapes. */
const strange = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u;

/** Begins and goes on with what no reader of YAML takes for anything else. */
const isPlain = (value: string): boolean =>
  !strange.test(value) &&
  /^[\p{L}\p{N}_](?:[^:#]|:(?=\S)|(?<=\S)#)*$/u.test(value) &&
  !/[\s:]$/.test(value) &&
  // Words that YAML itself means something by are read back as they stand, but other readers would be misled.
  !/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(value);

function scalar(value: string): string {
  return isPlain(value) ? value : quoted(value);
}

/** Within `[ ]` and `{ }`, where more signs have a meaning. */
function flow(value: string): string {
  return isPlain(value) && !/[,[\]{}:]/.test(value) ? value : quoted(value);
}

function quoted(value: string): string {
  return strange.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** On the line, or as a literal block when it has several lines. */
function text(value: string, indent: number): string {
  return value.includes('\n') ? block(value, indent) : scalar(value);
}

/** A literal block: every line letter for letter. Without a line break at its end the block says so. */
function block(value: string, indent: number): string {
  const isOdd = strange.test(value.replace(/[\t\n]/g, '')) || /^\s|\n\s*\n$|^\s*$/.test(value);
  if (isOdd) return quoted(value);
  const lines = value.replace(/\n$/, '').split('\n');
  return `|${value.endsWith('\n') ? '' : '-'}\n${lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`;
}
