/** What checks see beyond signals: an island of Modbus bridged to a broker by the trainee's gateway, through an outage. */
import { describe, expect, it } from 'vitest';
import { grade } from '#sandbox/grading/grade.ts';
import type { Verdict } from '#sandbox/grading/types.ts';
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { file, makeLab } from '../rig/made-lab.ts';

const plant = `PROGRAM plant
VAR_INPUT Open : BOOL; END_VAR
VAR_OUTPUT Flow : REAL; Strokes : DINT; END_VAR
VAR ticks : DINT; END_VAR
  ticks := ticks + 1;
  Flow := 12.5;
  IF Open THEN Flow := 30.0; END_IF;
  Strokes := ticks / 10;
END_PROGRAM
`;

const gatewayFile = (tags = '', store = '') => `connections:
  dosing: { protocol: modbus-tcp, host: dosing, timeout: 300ms }
tags:
  - { name: flow, connection: dosing, address: "30001", type: REAL, unit: l/min }
  - { name: strokes, connection: dosing, address: "30003", type: DINT }
${tags}namespace: { site: works }
northbound: { protocol: mqtt, host: hub, client: edge }
${store}`;

interface Asking {
  observations?: Record<string, unknown>;
  checks: unknown[];
  outages?: unknown[];
  map?: unknown[];
  gateway?: string;
}

const lab = ({ observations = {}, checks, outages = [], map = [], gateway = gatewayFile() }: Asking) =>
  makeLab({
    plant,
    start: {},
    gateway,
    rig: {
      controllers: {},
      plant: { source: 'plant.st', step: '100ms' },
      network: {
        hosts: {
          edge: { address: '10.0.1.2' },
          dosing: { address: '10.0.1.20' },
          hub: { address: '10.0.1.30' },
        },
        switches: { cabinet: {} },
        links: [
          { between: ['edge', 'cabinet'] },
          { between: ['dosing', 'cabinet'], id: 'dosing-line' },
          { between: ['hub', 'cabinet'], id: 'uplink', outages },
        ],
      },
      devices: {
        dosing: {
          host: 'dosing',
          modbus: {
            units: { 1: { map: [{ at: '30001', signal: 'plant.Flow' }, { at: '30003', signal: 'plant.Strokes' }, ...map] } },
          },
        },
        hub: { host: 'hub', broker: {} },
      },
      gateway: { host: 'edge' },
      terminal: { host: 'edge' },
    },
    observations,
    steps: [{ id: 'bridge', checks }],
  });

function verdictOf(asking: Asking, options: { home?: Record<string, string>; gateway?: string } = {}): Verdict {
  const { home, gateway } = options;
  const programs: Record<string, SourceFile[]> = gateway === undefined ? {} : { gateway: file(gateway, 'gateway.yaml') };
  const result = grade(lab(asking), programs, { seed: 1, traces: true, ...(home ? { home } : {}) });
  if (result.outcome !== 'graded') throw new Error(JSON.stringify(result));
  return result.verdicts[0]!;
}

const check = (...require: unknown[]) => [{ id: 'seen', run: '20s', require }];

const observations = {
  Flow: { topic: 'works/flow', broker: 'hub', pointer: '/value' },
  Unit: { topic: 'works/flow', broker: 'hub', pointer: '/unit', what: 'text' },
  Bare: { topic: 'works/flow', broker: 'hub', what: 'text' },
  Never: { topic: 'works/other', broker: 'hub', pointer: '/value' },
  NeverAge: { topic: 'works/other', broker: 'hub', what: 'age' },
  Kept: { topic: 'works/flow', broker: 'hub', what: 'count', retained: true },
  Count: { topic: 'works/strokes', broker: 'hub', what: 'count' },
  Age: { topic: 'works/strokes', broker: 'hub', what: 'age' },
  Gaps: { topic: 'works/+', broker: 'hub', pointer: '/sequence', what: 'gaps' },
  Disorder: { topic: 'works/+', broker: 'hub', pointer: '/timestamp', what: 'disorder' },
  Repeats: { topic: 'works/+', broker: 'hub', pointer: '/sequence', what: 'repeats' },
  Tag: { tag: 'flow' },
  TagQuality: { tag: 'flow', what: 'quality' },
  TagGood: { tag: 'flow', what: 'good' },
  TagAge: { tag: 'flow', what: 'age' },
  NoTag: { tag: 'pressure', what: 'quality' },
  Running: { gateway: 'running' },
  Connected: { gateway: 'connected' },
  Tags: { gateway: 'tags' },
  Bad: { gateway: 'bad' },
  Waiting: { gateway: 'waiting' },
  Dropped: { gateway: 'dropped' },
  Acknowledged: { gateway: 'acknowledged' },
  Requests: { gateway: 'requests' },
  Alarms: { gateway: 'alarms' },
  Modbus: { packets: 'modbus', link: 'dosing-line' },
  Reads: { packets: 'modbus', link: 'dosing-line', function: 4 },
  Writes: { packets: 'modbus', link: 'dosing-line', function: 6 },
  Exceptions: { packets: 'modbus', link: 'dosing-line', what: 'errors' },
  Mqtt: { packets: 'mqtt', link: 'uplink' },
  Bytes: { packets: 'any', link: 'uplink', what: 'bytes' },
  Lost: { packets: 'any', link: 'uplink', what: 'dropped' },
  Note: { file: 'notes/found.txt' },
  Lines: { file: 'notes/found.txt', what: 'lines' },
  Text: { file: 'notes/found.txt', what: 'text' },
};

const passes = (expression: string, more: Partial<Asking> = {}, options = {}) =>
  expect(
    verdictOf({ observations, checks: check({ expect: expression, after: '15s' }), ...more }, options),
    expression,
  ).toMatchObject({ outcome: 'passed' });

describe('observations', () => {
  it.each([
    'ABS(seen.Flow - 12.5) < 0.01',
    "seen.Unit = 'l/min'",
    'seen.Bare <> $$',
    'NOT (seen.Never > 0.0) AND NOT (seen.Never <= 0.0)',
    'seen.NeverAge = 1.0E9',
    'seen.Kept > 12.0 AND seen.Kept < 17.0',
    'seen.Count > 12.0 AND seen.Count < 17.0',
    'seen.Age < 1.5',
    'seen.Gaps = 0.0 AND seen.Disorder = 0.0 AND seen.Repeats = 0.0',
    "seen.Tag = 12.5 AND seen.TagQuality = 'Good' AND seen.TagGood AND seen.TagAge < 1.5",
    "seen.NoTag = 'none'",
    'seen.Running AND seen.Connected AND seen.Tags = 2.0 AND seen.Bad = 0.0',
    'seen.Waiting = 0.0 AND seen.Dropped = 0.0 AND seen.Alarms = 0.0',
    'seen.Acknowledged > 12.0 AND seen.Requests >= 14.0',
    'seen.Modbus >= 28.0 AND seen.Reads >= 14.0 AND seen.Writes = 0.0 AND seen.Exceptions = 0.0',
    'seen.Mqtt > 24.0 AND seen.Bytes > 2000.0 AND seen.Lost = 0.0',
    'NOT seen.Note AND seen.Lines = 0.0',
  ])('%s', (expression) => {
    passes(expression.replace('$$', "''"));
  });

  it('the peak that was told is remembered after it has gone, and so is the bottom', () => {
    const seen = {
      Highest: { topic: 'works/flow', broker: 'hub', pointer: '/value', what: 'highest' },
      Lowest: { topic: 'works/flow', broker: 'hub', pointer: '/value', what: 'lowest' },
      Never: { topic: 'works/other', broker: 'hub', pointer: '/value', what: 'highest' },
    };
    const peak = {
      id: 'seen',
      run: '20s',
      scenario: [{ 'at 5s': { 'plant.Open': true } }, { 'at 8s': { 'plant.Open': false } }],
      require: [
        { always: 'seen.Highest = 12.5 AND seen.Lowest = 12.5', from: '2s', to: '4500ms' },
        { always: 'seen.Highest = 30.0 AND seen.Lowest = 12.5 AND NOT (seen.Never > 0.0 OR seen.Never <= 0.0)', from: '12s' },
      ],
    };
    expect(verdictOf({ observations: seen, checks: [peak] })).toMatchObject({ outcome: 'passed' });
  });

  it('a word that was drawn is the one of this seed', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as authors write it
    const seen = { Unit: { drawn: '${unit}' }, Address: { drawn: '10.0.1.${unit}', what: 'text' } };
    const asked = lab({ observations: seen, checks: check({ always: "seen.Unit = 23.0 AND seen.Address = '10.0.1.23'" }) });
    const network = {
      hosts: { edge: { address: '10.0.1.2' }, hub: { address: '10.0.1.30' } },
      links: [{ between: ['edge', 'hub'] }],
    };
    const drawn = (choose: [number, number]) => ({
      ...asked,
      definition: { ...asked.definition, parameters: { unit: { choose } } },
      unparsed: { network, devices: {}, observations: seen },
    });
    const outcome = (choose: [number, number]) => {
      const result = grade(drawn(choose), {}, { seed: 1 });
      return result.outcome === 'graded' ? result.verdicts[0]!.outcome : result.outcome;
    };
    expect([outcome([23, 23]), outcome([7, 7])]).toEqual(['passed', 'failed']);
  });

  it('files of the terminal’s home', () => {
    const home = { 'notes/found.txt': 'unit 3\nregister 40001\n' };
    passes("seen.Note AND seen.Lines = 2.0 AND seen.Text <> ''", {}, { home });
  });

  it('an address that the device has not makes a tag Bad and exceptions pass the link', () => {
    const tag = '  - { name: wrong, connection: dosing, address: "39000", type: REAL }\n';
    passes('seen.Bad = 1.0 AND seen.Exceptions > 0.0', {}, { gateway: gatewayFile(tag) });
  });

  it('a sentence says what was observed, in both languages, with closeness and a trace', () => {
    const verdict = verdictOf({ observations, checks: check({ always: "seen.TagQuality = 'Bad.Timeout'", from: '5s' }) });
    expect(verdict.observed).toEqual({
      en: "(seen.TagQuality = 'Bad.Timeout') was FALSE at 5 s. At 5 s: seen.TagQuality (quality of tag flow) = 'Good'.",
      'zh-CN': "5 s 时 (seen.TagQuality = 'Bad.Timeout') 为 FALSE。5 s 时：seen.TagQuality（变量 flow 的质量）= 'Good'。",
    });
    expect(verdict.trace!.signals.map(({ name }) => name)).toContain('seen.TagQuality');
    const close = verdictOf({ observations, checks: check({ always: 'seen.Flow < 10.0', from: '5s' }) });
    expect(close.closeness?.en).toBe('seen.Flow < 10.0 was missed by 2.5.');
  });

  it('a value that has not come yet is neither above nor below, and is not drawn', () => {
    const verdict = verdictOf({ observations, checks: check({ expect: 'seen.Never < 5.0', after: '1s' }) });
    expect(verdict).toMatchObject({ outcome: 'failed', closeness: null });
    expect(verdict.observed?.en).toContain('seen.Never (value of works/other /value) = —');
    expect(JSON.stringify(verdict.trace)).not.toContain('null,');
  });

  it('a rig that nobody grades has no observer, and one that is saved goes on as undisturbed', () => {
    const made = lab({ observations, checks: check({ always: 'TRUE' }) });
    const rig = Rig.build(made, { seed: 1 }).rig!;
    expect(rig.network!.save()).toMatchObject({ observer: null });
    const observer = rig.network!.observe();
    rig.advance(73);
    const restored = Rig.restore(made, { ...rig.save(), memory: rig.save().memory.slice() }).rig!;
    rig.advance(80);
    restored.advance(80);
    expect(restored.network!.observe().changes()).toEqual(observer.changes());
    expect(observer.changes()).toEqual([]);
  });
});

describe('an outage of ten minutes', () => {
  const tags = Array.from({ length: 18 }, (_, n) => `  - { name: t${n}, connection: dosing, address: "${30005 + n}" }\n`).join(
    '',
  );
  const map = Array.from({ length: 18 }, (_, n) => ({ at: String(30005 + n), signal: 'plant.Strokes', type: 'UINT' }));
  const outages = [{ from: '1min', for: '10min' }];
  const required = {
    id: 'seen',
    run: '13min',
    require: [
      { expect: 'seen.Gaps = 0.0 AND seen.Disorder = 0.0 AND seen.Waiting = 0.0 AND seen.Count > 700.0', after: '12min' },
    ],
    ways: [{ key: 'dropped', if: 'seen.Dropped > 0.0' }],
  };
  const asking = { observations, checks: [required], outages, map };

  it('a store that is large enough loses nothing, and keeps order', () => {
    const verdict = verdictOf({ ...asking, gateway: gatewayFile(tags, 'store: { memory: 1000000 }\n') });
    expect(verdict).toMatchObject({ outcome: 'passed' });
  });

  it('one that is too small is told so', () => {
    const verdict = verdictOf({ ...asking, gateway: gatewayFile('', 'store: { memory: 100, disk: 0B }\n') });
    expect(verdict).toMatchObject({ outcome: 'failed', messageKey: 'dropped' });
  });
});
