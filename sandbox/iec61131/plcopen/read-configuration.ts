/** `configuration` elements as CONFIGURATION. */
import { ownData } from './additional-data.ts';
import { formattedText } from './formatted-text.ts';
import { type Reading, sectionsText } from './read-interface.ts';
import { typeText, valueText } from './read-types.ts';
import { commentLines } from './source-text.ts';
import { child, elementsIn, type XmlElement } from './xml-tree.ts';

/** Sections of files that were written among a configuration's own. */
export function fileGlobals(configuration: XmlElement): XmlElement[] {
  return elementsIn(configuration, 'globalVars').filter((list) => ownData(list, 'globals').length > 0);
}

/** `null` where there is nothing in it but such sections. */
export function configurationText(configuration: XmlElement, reading: Reading): string | null {
  const name = configuration.attributes.name ?? '';
  const place = { pou: name };
  const globals = new Set(fileGlobals(configuration));
  const own = { ...configuration, children: elementsIn(configuration, 'globalVars').filter((list) => !globals.has(list)) };
  const resources = elementsIn(configuration, 'resource').map((resource) => resourceText(resource, reading));
  const settings = elementsIn(child(configuration, 'configVars'), 'configVariable').map((variable) => {
    const { instancePathAndName: path = '', address } = variable.attributes;
    const initial = valueText(child(variable, 'initialValue'));
    return `    ${path}${address === undefined ? '' : ` AT ${address}`} : ${typeText(child(variable, 'type')) ?? ''}${
      initial === null ? '' : ` := ${initial}`
    };\n`;
  });
  const access = elementsIn(child(configuration, 'accessVars'), 'accessVariable').map((variable) => {
    const { alias = '', instancePathAndName: path = '', direction } = variable.attributes;
    const permission = direction === 'readWrite' ? ' READ_WRITE' : direction === 'readOnly' ? ' READ_ONLY' : '';
    return `    ${alias} : ${path} : ${typeText(child(variable, 'type')) ?? ''}${permission};\n`;
  });
  const inside = [
    sectionsText(own, place, reading, '  '),
    ...resources,
    access.length === 0 ? '' : `  VAR_ACCESS\n${access.join('')}  END_VAR\n`,
    settings.length === 0 ? '' : `  VAR_CONFIG\n${settings.join('')}  END_VAR\n`,
  ].join('');
  if (inside === '' && ownData(configuration, 'globals').length > 0) return null;
  const documentation = formattedText(child(configuration, 'documentation')).trim();
  const above = documentation === '' ? '' : `${commentLines(documentation)}\n`;
  return `${above}CONFIGURATION ${name}\n${inside}END_CONFIGURATION\n`;
}

function resourceText(resource: XmlElement, reading: Reading): string {
  const { name = '' } = resource.attributes;
  const programs: string[] = [];
  const program = (instance: XmlElement, task: string | null): void => {
    const { name: own = '', typeName = '' } = instance.attributes;
    programs.push(`    PROGRAM ${own}${task === null ? '' : ` WITH ${task}`} : ${typeName};\n`);
  };
  const tasks = elementsIn(resource, 'task').map((task) => {
    const { name: taskName = '', single, interval, priority = '0' } = task.attributes;
    for (const instance of elementsIn(task, 'pouInstance')) program(instance, taskName);
    const settings = [
      single === undefined || single === '' ? null : `SINGLE := ${single}`,
      interval === undefined || interval === '' ? null : `INTERVAL := ${duration(interval)}`,
      `PRIORITY := ${priority}`,
    ].filter((setting) => setting !== null);
    if (interval !== undefined && duration(interval) !== interval)
      reading.report(
        'info',
        { pou: taskName, line: reading.document.lineOf(task) },
        `The interval ${interval} is ${duration(interval)} in the standard's words.`,
        `周期 ${interval} 按标准写法为 ${duration(interval)}。`,
      );
    return `    TASK ${taskName} (${settings.join(', ')});\n`;
  });
  for (const instance of elementsIn(resource, 'pouInstance')) program(instance, null);
  const globals = sectionsText({ ...resource, children: elementsIn(resource, 'globalVars') }, { pou: name }, reading, '    ');
  return `  RESOURCE ${name} ON PLC\n${globals}${tasks.join('')}${programs.join('')}  END_RESOURCE\n`;
}

/** Some tools write durations as XML Schema has them: PT0.02S. */
function duration(text: string): string {
  const found = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text.trim());
  if (found === null) return text;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  const milliseconds = Math.round(((days! * 24 + hours!) * 60 + minutes!) * 60_000 + seconds! * 1000);
  return `T#${milliseconds}ms`;
}
