/** The reference page on the plant library, made of what the components' own comments say. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { libraryFiles } from '#sandbox/plant/library.ts';

/** What a row stands for: a `parameter` is an input that has a default, a `field` is one of a structure. */
type Kind = 'input' | 'parameter' | 'fault' | 'output' | 'both' | 'field' | 'method';

interface Row {
  name: string;
  kind: Kind;
  type: string;
  initial: string;
  says: string;
}

export interface Component {
  name: string;
  /** The header comment, a string for each of its paragraphs. */
  physics: string[];
  rows: Row[];
}

/** Every block and structure of the library; functions serve the blocks, and have no place on the page. */
export function components(): Component[] {
  return libraryFiles().flatMap(({ text }) => readComponent(text) ?? []);
}

const kindOfSection: Record<string, Kind> = { VAR_INPUT: 'input', VAR_OUTPUT: 'output', VAR_IN_OUT: 'both' };
const variable = /^\s+(\w+(?:\s*,\s*\w+)*)\s*:\s*([^;:=]+?)\s*(?::=\s*([^;]+?)\s*)?;\s*(?:\/\/\s*(.*))?$/;

export function readComponent(text: string): Component | null {
  const name = /^\s*(?:FUNCTION_BLOCK|TYPE\s+)(?:\s+FINAL)?\s*(\w+)/m.exec(text.replace(/\(\*[\s\S]*?\*\)/, ''))?.[1];
  if (!name) return null;
  const header = /\(\*([\s\S]*?)\*\)/.exec(text)?.[1] ?? '';
  const physics = header
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
  const rows: Row[] = [];
  let kind: Kind | null = null;
  let method: Row | null = null;
  for (const line of text.replace(/\(\*[\s\S]*?\*\)/, '').split('\n')) {
    const word = /^\s*(\w+)/.exec(line)?.[1] ?? '';
    const opened = /^METHOD\s+(PUBLIC\s+)?(\w+)(?:\s*:\s*(\w+))?\s*(?:\/\/\s*(.*))?$/.exec(line);
    if (opened) {
      method = { name: `${opened[2]}()`, kind: 'method', type: opened[3] ?? '', initial: '', says: opened[4] ?? '' };
      if (opened[1]) rows.push(method);
    } else if (word in kindOfSection) kind = kindOfSection[word] ?? null;
    else if (line.includes('STRUCT')) kind = 'field';
    else if (word.startsWith('END_') || word.startsWith('VAR')) kind = null;
    else if (kind === 'input' && /^\s*\/\/ faults/.test(line)) kind = 'fault';
    else if (kind) {
      const [, names, type = '', initial = '', says = ''] = variable.exec(line) ?? [];
      if (!names) continue;
      if (method) method.name = `${method.name.slice(0, -1)}${method.name.endsWith('()') ? '' : ', '}${names})`;
      else rows.push({ name: names, kind: kind === 'input' && initial ? 'parameter' : kind, type, initial, says });
    }
  }
  return { name, physics, rows };
}

const families: { title: Record<Locale, string>; names: string[] }[] = [
  {
    title: { en: 'Motors and their switchgear', 'zh-CN': '电动机及其开关电器' },
    names: ['DcMotor', 'ThreePhaseMotor', 'Contactor', 'ThermalOverload'],
  },
  {
    title: { en: 'Liquids', 'zh-CN': '液体' },
    names: ['Tank', 'Pump', 'ControlValve', 'SolenoidValve', 'Pipe', 'Mixer'],
  },
  { title: { en: 'Heat', 'zh-CN': '加热' }, names: ['Heater', 'HeatedLiquid'] },
  {
    title: { en: 'Measuring, and analogue signals', 'zh-CN': '测量与模拟量信号' },
    names: [
      'Transmitter',
      'AnalogueInput',
      'AnalogueOutput',
      'DialInstrument',
      'Thermocouple',
      'PressureSensor',
      'FlowMeter',
      'LevelSwitch',
      'FloatSwitch',
    ],
  },
  {
    title: { en: 'Compressed air', 'zh-CN': '压缩空气' },
    names: [
      'Compressor',
      'AirReceiver',
      'AirPreparation',
      'PneumaticValve32',
      'PneumaticValve52',
      'SingleActingCylinder',
      'DoubleActingCylinder',
      'ReedSwitch',
    ],
  },
  {
    title: { en: 'Conveying and handling', 'zh-CN': '输送与搬运' },
    names: ['Conveyor', 'ConveyorItem', 'Diverter', 'Pusher', 'BottleFiller', 'Gripper', 'TwoAxisRobot', 'RobotAxis'],
  },
  {
    title: { en: 'Sensors of position, presence and weight', 'zh-CN': '位置、有无与称重传感器' },
    names: ['PhotoEye', 'InductiveSensor', 'UltrasonicSensor', 'Encoder', 'Scale'],
  },
  {
    title: { en: 'Operating, signalling and protecting', 'zh-CN': '操作、信号与防护' },
    names: ['OperatorPanel', 'StackLight', 'TrafficLight', 'SafetyScanner'],
  },
];

const words = {
  en: {
    title: 'Plant components',
    description: 'Every component of the plant library: inputs, parameters, outputs, faults, units and the physics behind them.',
    intro: [
      'A lab’s `plant.st` uses a component by naming it, without an import: `VAR Lift : Pump; END_VAR`, then `Lift(Speed := 1.0);`.',
      'Units stand with every quantity; shares run from 0 to 1. A parameter is an input with a default: set it once, or leave it. Faults are left out of the call, so that the rig may set them at `plant.<instance>.<fault>` and they stay; their defaults mean healthy.',
      'This page is generated from the comments of the components in `sandbox/plant/components/`.',
    ],
    type: 'Type',
    initial: 'Default',
    meaning: 'Meaning',
    kinds: {
      input: 'Inputs',
      parameter: 'Parameters',
      both: 'Passed through',
      fault: 'Faults',
      output: 'Outputs',
      field: 'Fields',
      method: 'Methods',
    },
    others: 'Building blocks',
  },
  'zh-CN': {
    title: '被控对象元件',
    description: '被控对象元件库的全部元件：输入、参数、输出、故障、单位，以及其物理依据。',
    intro: [
      '实验的 `plant.st` 写出元件名即可使用，无需导入：先写 `VAR Lift : Pump; END_VAR`，再写 `Lift(Speed := 1.0);`。',
      '每个量都注明单位；份额从 0 到 1。参数是带默认值的输入：设定一次，或保持默认。调用时不写故障输入，这样实训台可在 `plant.<实例>.<故障>` 处设置故障并保持不变；其默认值表示正常。',
      '本页由 `sandbox/plant/components/` 中各元件的注释生成。',
    ],
    type: '类型',
    initial: '默认值',
    meaning: '含义',
    kinds: {
      input: '输入',
      parameter: '参数',
      both: '输入输出',
      fault: '故障',
      output: '输出',
      field: '字段',
      method: '方法',
    },
    others: '构件',
  },
} as const;

/** Text of a comment in Markdown: nothing in it is markup, but `code` stays code. */
function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 ? part : part.replace(/[\\*_<|[\]~{}#^]/g, '\\$&').replace(/:(?=\w)/g, '\\:')))
    .join('')
    .replace(/`[^`]*`/g, (code) => code.replaceAll('|', '\\|'));
}

/** A unit, a number or a terminal by itself reads the same in every language. */
const unitOnly =
  /^(?:[\d\s.,:()°%/-]|\b(?:mm|cm2|m|m2|mL|L|s|h|ms|bar|N|kg|g|A|mA|V|mV|W|kWh|Hz|mH|ohm|K|C|J|kJ|dB|ANR|min)\d?\b)*$/;

/** What the page says of the components, in the words of their comments; a translation has each of them as a key. */
export function sayings(all: readonly Component[]): string[] {
  const said = all.flatMap(({ physics, rows }) => [...physics, ...rows.map(({ says }) => says)]);
  return [...new Set(said)].filter((text) => !unitOnly.test(text));
}

/** In this order they stand on the page, each in a table of its own. */
const kinds = ['input', 'parameter', 'both', 'fault', 'output', 'field', 'method'] as const satisfies Kind[];

/** What a variable without a default begins with; it also shows the type. */
const zeroOf = (type: string): string => ({ BOOL: 'FALSE', LREAL: '0.0' })[type] ?? '0';

/** The page; `translated` gives a comment's words in its language, or the comment itself. */
export function componentPage(locale: Locale, all: readonly Component[], translated: (text: string) => string): string {
  const say = words[locale];
  const table = (kind: Kind, rows: Row[]): string => {
    const defaults = kind === 'parameter' || kind === 'fault';
    return [
      `| ${say.kinds[kind]} | ${defaults ? say.initial : say.type} | ${say.meaning} |`,
      '|---|---|---|',
      ...rows.map(({ name, type, initial, says }) => {
        const second = defaults ? initial || zeroOf(type) : type;
        return `| \`${name}\` | ${second && `\`${second}\``} | ${plain(translated(says))} |`;
      }),
    ].join('\n');
  };
  const section = ({ name, physics, rows }: Component): string[] => [
    `### ${name}`,
    ...physics.map((paragraph) => plain(translated(paragraph))),
    ...kinds.flatMap((kind) => {
      const some = rows.filter((row) => row.kind === kind);
      return some.length > 0 ? [table(kind, some)] : [];
    }),
  ];
  const placed = new Set(families.flatMap(({ names }) => names));
  const groups = [
    ...families.map(({ title, names }) => ({
      title: title[locale],
      members: names.flatMap((name) => all.find((one) => one.name === name) ?? []),
    })),
    { title: say.others, members: all.filter(({ name }) => !placed.has(name)) },
  ].filter(({ members }) => members.length > 0);
  const paragraphs = [
    ['---', `title: ${say.title}`, `description: "${say.description}"`, '---'].join('\n'),
    ...say.intro,
    ...groups.flatMap(({ title, members }) => [`## ${title}`, ...members.flatMap(section)]),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}
