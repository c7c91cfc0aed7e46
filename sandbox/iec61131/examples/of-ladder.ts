/** Examples for LD…: ladder files. */
import { type DiagnosticExample, drawings, type ExampleRecord, files } from './example.ts';

const variables = 'Start, Stop, Motor : BOOL;';
const rung = (...elements: string[]): string => `  - rung:\n${elements.map((element) => `      - ${element}\n`).join('')}`;
const right = rung('no: Start', 'nc: Stop', 'coil: Motor');
const wrong = (...elements: string[]): DiagnosticExample => drawings(variables, rung(...elements), right);
const whole = (fails: string, passes: string): DiagnosticExample => ({ ...files(fails, passes), drawing: true });
const reads = 'VAR\n    Start, Stop, Motor : BOOL;\n  END_VAR';
const sound = `program: Main\ndeclarations: |\n  ${reads}\nnetworks:\n${right}`;
const labelled = (label: string, jump: string): string =>
  `${rung('no: Start', `jump: ${jump}`)}${right}  - label: ${label}\n    rung:\n      - nc: Start\n      - set: Motor\n`;

export const ladderExamples: Readonly<Record<string, ExampleRecord>> = {
  LD1001: whole(`${sound}      - coil: 'Motor\n`, sound),
  LD1002: whole(sound.replace('program: Main\n', ''), sound),
  LD1003: whole(sound.replace('  - rung:', '  - color: red\n    rung:'), sound),
  LD1004: whole(`${sound.slice(0, sound.indexOf('networks:'))}networks: none\n`, sound),
  LD1005: whole(
    'function: Both\ndeclarations: |\n  VAR_INPUT\n    A, B : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - no: A\n      - no: B\n      - coil: Both\n',
    'function: Both\nresult: BOOL\ndeclarations: |\n  VAR_INPUT\n    A, B : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - no: A\n      - no: B\n      - coil: Both\n',
  ),
  LD1006: drawings(variables, '  - Start, Stop, Motor\n', right),
  LD1007: wrong("compare: [Start, over, 'Stop']"),
  LD1012: {
    reason: {
      en: 'It is about a file that an import kept, for example `Mixer.plcopen.xml`, and not about a program that is written here.',
      'zh-CN': '它针对导入时保留的文件（例如 `Mixer.plcopen.xml`），而不是在此编写的程序。',
    },
  },
  LD1008: {
    reason: {
      en: 'No program of reasonable length shows it: it takes more than forty branches inside one another.',
      'zh-CN': '合理长度的程序无法展示：需要四十层以上的嵌套分支。',
    },
  },
  LD1009: drawings(variables, '  - rung: Start\n', right),
  LD1010: wrong('no: Start', 'lamp: Motor'),
  LD1011: wrong('parallel:\n          - - no: Start', 'coil: Motor'),
  LD2001: drawings(variables, labelled('Late', 'Later'), labelled('Late', 'Late')),
  LD2002: drawings(
    variables,
    `${labelled('Late', 'Late')}  - label: Late\n    rung:\n      - no: Stop\n      - reset: Motor\n`,
    `${labelled('Late', 'Late')}  - label: Last\n    rung:\n      - no: Stop\n      - reset: Motor\n`,
  ),
  LD2003: drawings(variables, labelled("'Late at night'", "'Late at night'"), labelled('LateAtNight', 'LateAtNight')),
  LD2004: wrong('no: Start', 'nc: Stop', 'coil: Motor OR Start'),
  LD2005: drawings(variables, rung('no: Stop', 'return: true', 'coil: Motor') + right, rung('no: Stop', 'return: true') + right),
  LD2006: wrong('no: Start AND NOT Stop', 'coil: Motor'),
  LD2007: wrong("no: ''", 'nc: Stop', 'no: Start', 'coil: Motor'),
  LD2008: drawings(
    `${variables} T1 : TON;`,
    rung(
      'no: Start',
      'nc: Stop',
      'box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs: { preset time: T#1s }',
      'coil: Motor',
    ),
    rung(
      'no: Start',
      'nc: Stop',
      'box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs: { PT: T#1s }',
      'coil: Motor',
    ),
  ),
  LD2009: whole(
    'function: Up\nresult: BOOL\ndeclarations: |\n  VAR_INPUT\n    A : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - rising: A\n      - coil: Up\n',
    'function-block: Up\ndeclarations: |\n  VAR_INPUT\n    A : BOOL;\n  END_VAR\n  VAR_OUTPUT\n    Risen : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - rising: A\n      - coil: Risen\n',
  ),
  LD2010: whole(sound.replace('END_VAR', 'END_VAR\n  Motor := TRUE;'), sound),
  LD6002: drawings(
    variables,
    rung('no: Start', 'coil: Motor') + rung('no: Stop', 'coil: Motor'),
    rung('parallel:\n          - - no: Start\n          - - no: Stop', 'coil: Motor'),
  ),
  LD6003: drawings(
    variables,
    rung('no: Start', 'set: Motor') + rung('nc: Stop', 'coil: Motor'),
    rung('no: Start', 'set: Motor') + rung('no: Stop', 'reset: Motor'),
  ),
  LD6004: wrong('nc: Start', 'nc: Stop', 'no: Start', 'coil: Motor'),
  LD6005: wrong('no: Start', 'nc: Stop', 'nc: Start', 'coil: Motor'),
  LD6006: drawings(
    'Start : BOOL;\n    Horn AT %QX0.0 : BOOL;',
    rung('no: Start', 'rising-coil: Horn'),
    rung('no: Start', 'set: Horn'),
  ),
  LD6007: drawings(
    'Start AT %IX0.0 : BOOL;\n    Stop AT %IX0.1 : BOOL; // normally closed: TRUE while nobody presses it\n    Motor AT %QX0.0 : BOOL;',
    rung('no: Start', 'nc: Stop', 'coil: Motor'),
    rung('no: Start', 'no: Stop', 'coil: Motor'),
  ),
  LD6008: drawings('Start, Motor : BOOL;', rung('no: Start', 'nc: Motor'), rung('no: Start', 'nc: Motor', 'set: Motor')),
  LD6009: drawings(
    variables,
    rung('parallel:\n          - - no: Start\n            - nc: Stop\n          - []', 'coil: Motor'),
    rung('parallel:\n          - - no: Start\n            - nc: Stop\n          - - no: Motor', 'coil: Motor'),
  ),
  LD6001: drawings(variables, right.replace('no: Start', 'no: Start # the green button'), right),
};
