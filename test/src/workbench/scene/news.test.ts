import { expect, it } from 'vitest';
import { newsReader } from '../../../../src/workbench/scene/news.ts';
import { nextZoom } from '../../../../src/workbench/scene/zoom.ts';
import { Clock } from '../clock.ts';

it('says at most one sentence a second, of each display the latest', async () => {
  const clock = new Clock();
  const said: string[] = [];
  const reader = newsReader((text) => said.push(text), clock.after);
  reader.tell('Motor M-101: running');
  await clock.pass(10);
  reader.tell('Lamp P1: on');
  reader.tell('Motor M-101: standing still');
  reader.tell('Lamp P1: off');
  await clock.pass(980);
  expect(said).toEqual(['Motor M-101: running']);
  await clock.pass(20);
  expect(said).toEqual(['Motor M-101: running', 'Motor M-101: standing still; Lamp P1: off']);
  await clock.pass(3_000);
  reader.tell('Lamp P1: on');
  await clock.pass(1);
  expect(said.at(-1)).toBe('Lamp P1: on');
  reader.stop();
});

it('of a plant that starts up, says three things and not thirty', async () => {
  const clock = new Clock();
  const said: string[] = [];
  const reader = newsReader((text) => said.push(text), clock.after);
  for (let n = 1; n <= 30; n++) reader.tell(`Lamp P${n}: on`);
  await clock.pass(1);
  expect(said).toEqual(['Lamp P28: on; Lamp P29: on; Lamp P30: on']);
});

it('zooms by steps, from between them too, and not past the ends', () => {
  expect([nextZoom(1, 1), nextZoom(1.7, 1), nextZoom(4, 1)]).toEqual([1.5, 2, 4]);
  expect([nextZoom(4, -1), nextZoom(1.7, -1), nextZoom(1, -1)]).toEqual([3, 1.5, 1]);
});
