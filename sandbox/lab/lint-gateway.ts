/**
 * What the gateway's file of the start and of each solution names: hosts of the network, connections of the file. What such a file may say at
 * all is the gateway's own check; a wrong answer may name what it likes.
 */
import { z } from 'zod';
import type { Lab, LabProblem } from './lab.ts';
import { hostNamed } from './lint-flows.ts';
import { suggestEn, suggestZh } from './lint-report.ts';
import { type Path, readYaml } from './yaml-places.ts';

const written = z.looseObject({
  connections: z.record(z.string(), z.looseObject({ host: z.string().optional() })).optional(),
  northbound: z.looseObject({ host: z.string().optional() }).optional(),
  tags: z.array(z.looseObject({ connection: z.string().optional() })).optional(),
});

export function lintGatewayFiles(lab: Lab, problems: LabProblem[]): void {
  if (!lab.definition.rig.gateway) return;
  const start = lab.start.gateway?.[0]?.text ?? '';
  lintFile('start', start, lab, problems);
  for (const [name, { gateway }] of Object.entries(lab.solutions)) {
    const text = gateway?.[0]?.text ?? '';
    // A solution without a file of its own has that of the start.
    if (text !== start) lintFile(`solution/${name}`, text, lab, problems);
  }
}

function lintFile(folder: string, text: string, lab: Lab, problems: LabProblem[]): void {
  const file = `${folder}/gateway.yaml`;
  const yaml = readYaml(file, text);
  const read = written.safeParse(yaml.data);
  // `${unit}` stands for what is drawn, and a file that cannot be read is the gateway's to explain.
  if (!read.success) return;
  const { connections = {}, northbound, tags = [] } = read.data;
  const tell = (path: Path, en: string, chinese: string): void => {
    problems.push({ file, ...yaml.valuePlace(path), severity: 'error', message: { en, 'zh-CN': chinese } });
  };
  const hosts = Object.keys(lab.definition.rig.network?.hosts ?? {});
  const hostIsThere = (host: string | undefined, path: Path): void => {
    if (host === undefined || host.includes('${') || hostNamed(lab, host) !== undefined) return;
    tell(
      path,
      `No host has the name or address \`${host}\`.${suggestEn(host, hosts)}`,
      `没有名称或地址为 \`${host}\` 的主机。${suggestZh(host, hosts)}`,
    );
  };
  for (const [name, { host }] of Object.entries(connections)) hostIsThere(host, ['connections', name, 'host']);
  hostIsThere(northbound?.host, ['northbound', 'host']);
  const names = Object.keys(connections);
  tags.forEach(({ connection }, t) => {
    if (connection === undefined || names.includes(connection)) return;
    tell(
      ['tags', t, 'connection'],
      `There is no connection \`${connection}\`.${suggestEn(connection, names)}`,
      `没有连接 \`${connection}\`。${suggestZh(connection, names)}`,
    );
  });
}
