/** CONFIGURATION and VAR_GLOBAL as `configuration` elements. */
import type { ConfigurationDeclaration, GlobalsDeclaration, ResourceDeclaration } from '../syntax/ast.ts';
import { dataEntry } from './additional-data.ts';
import type { Report } from './finding.ts';
import type { SourceText } from './source-text.ts';
import { variableLists } from './write-interface.ts';
import { initialValue, typeElement } from './write-types.ts';
import { element, formatted, type XmlNode } from './xml-text.ts';

/** Connections, RETAIN and block tasks of programs have no place in a `pouInstance`. */
export function programsSayMore({ resources }: ConfigurationDeclaration): boolean {
  return resources.some(({ programs }) =>
    programs.some((program) => program.arguments.length + program.blocks.length > 0 || program.retain),
  );
}

export function configurationElement(
  source: SourceText,
  configuration: ConfigurationDeclaration,
  globals: readonly XmlNode[],
  documentation: string | undefined,
  report: Report,
): XmlNode {
  const [own, ...named] = configuration.resources;
  const isDirect = own !== undefined && own.name === null;
  const resources = (isDirect ? [own, ...named] : configuration.resources).filter(
    ({ name, tasks, programs }) => name !== null || tasks.length + programs.length > 0,
  );
  const settings = configuration.settings.map((setting) =>
    element('configVariable', { instancePathAndName: source.of(setting.path), address: setting.address?.text }, [
      element('type', {}, [typeElement(source, setting.type)]),
      initialValue(source, setting.initializer),
    ]),
  );
  const access = configuration.access.map((variable) =>
    element(
      'accessVariable',
      {
        alias: variable.name.text,
        instancePathAndName: source.of(variable.path),
        direction: variable.writable ? 'readWrite' : 'readOnly',
      },
      [element('type', {}, [typeElement(source, variable.type)])],
    ),
  );
  const direct = isDirect ? own.sections : [];
  return element('configuration', { name: configuration.name.text }, [
    ...resources.map((resource) => resourceElement(source, resource, report)),
    ...variableLists(source, direct, source.startOf(configuration), report, configuration.name.text),
    ...globals,
    access.length === 0 ? null : element('accessVars', {}, access),
    settings.length === 0 ? null : element('configVars', {}, settings),
    documentation === undefined ? null : formatted('documentation', documentation),
  ]);
}

function resourceElement(source: SourceText, resource: ResourceDeclaration, report: Report): XmlNode {
  const instance = (program: ResourceDeclaration['programs'][number]): XmlNode =>
    element('pouInstance', { name: program.name.text, typeName: program.program.text });
  const tasks = resource.tasks.map((task) => {
    const setting = (key: string): string | undefined => {
      const found = task.settings.find(({ name }) => name.key === key);
      return found === undefined ? undefined : source.of(found.value);
    };
    const priority = setting('PRIORITY');
    const isNumber = priority !== undefined && /^\d{1,5}$/.test(priority) && Number(priority) <= 65535;
    if (priority !== undefined && !isNumber)
      report(
        'warning',
        { file: source.tokens.file.name, line: source.lineOf(task) },
        `The priority of task ${task.name.text} is no number from 0 to 65535 in digits; 0 was written.`,
        `任务 ${task.name.text} 的优先级不是 0 到 65535 的十进制数，已写为 0。`,
      );
    return element(
      'task',
      {
        name: task.name.text,
        single: setting('SINGLE'),
        interval: setting('INTERVAL'),
        priority: isNumber ? Number(priority) : 0,
      },
      resource.programs.filter(({ task: wanted }) => wanted?.key === task.name.key).map(instance),
    );
  });
  const known = new Set(resource.tasks.map(({ name }) => name.key));
  return element('resource', { name: resource.name?.text ?? 'Resource' }, [
    ...tasks,
    ...(resource.name === null ? [] : variableLists(source, resource.sections, source.startOf(resource), report)),
    ...resource.programs.filter(({ task }) => task === null || !known.has(task.key)).map(instance),
  ]);
}

/** Sections that stand in a file by themselves: marked, so that they come back as such. */
export function globalsElement(source: SourceText, { section }: GlobalsDeclaration, from: number, report: Report): XmlNode {
  const [list] = variableLists(source, [section], from, report);
  return { ...list!, children: [...list!.children, element('addData', {}, [dataEntry('globals', source.tokens.file.name)])] };
}
