/** What a fault is called where its lab gives it no title. */
import { expect, it } from 'vitest';
import { faultTitle } from '../../../sandbox/lab/fault-title.ts';
import { loadLab } from '../../../sandbox/lab/load.ts';

const { lab } = loadLab(new URL('../../../labs/motor-seal-in', import.meta.url).pathname);
if (!lab) throw new Error('labs/motor-seal-in does not load');
const [pattern] = lab.definition.faults;
if (!pattern) throw new Error('labs/motor-seal-in has no fault');

const untitled = structuredClone(lab);
untitled.definition.faults = [
  { ...pattern, id: 'wire', effects: [{ signal: 'plc.Stop', mode: 'broken-wire' }] },
  { ...pattern, id: 'two', effects: [{ set: { 'plant.M101.BearingDrag': 12 } }, { device: 'meter', mode: 'silent' }] },
];

it('the title of the lab’s own texts goes before', () => {
  const titled = structuredClone(lab);
  titled.text.en.faults[pattern.id] = 'The bearing runs dry';
  expect(faultTitle(titled, pattern.id, 'en')).toBe('The bearing runs dry');
});

it('is a sentence of what it strikes and how, in either language', () => {
  untitled.text.en.signals = { ...untitled.text.en.signals, 'plc.Stop': 'Stop button' };
  expect(faultTitle(untitled, 'wire', 'en')).toBe('Stop button has a broken wire');
  expect(faultTitle(untitled, 'wire', 'zh-CN')).toMatch(/^\S.* 断线$/);
  expect(faultTitle(untitled, 'two', 'en')).toBe('M101: bearing drag goes to 12; meter does not answer');
  expect(faultTitle(untitled, 'two', 'zh-CN')).toBe('M101 的 BearingDrag 变为 12；meter 不应答');
});
