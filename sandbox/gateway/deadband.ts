/** Which samples are told: by deadband, by swinging door, and at the latest after the maximum silence. */
import { z } from 'zod';
import type { Tag } from './config.ts';
import { spanOf } from './convert.ts';
import { qualities } from './quality.ts';
import { ns } from './saved.ts';
import { plainValue } from './schema-words.ts';

export const sampleSchema = z.strictObject({
  value: plainValue.nullable(),
  quality: z.enum(qualities),
  /** Source timestamp: when the device said it, in nanoseconds of the gateway's clock. */
  atNs: ns,
});
export type Sample = z.output<typeof sampleSchema>;

export const filterSchema = z.strictObject({
  told: sampleSchema.nullable(),
  /** Swinging door: the sample that may become the end of the line, and the slopes that the line may still have, per nanosecond. */
  held: sampleSchema.nullable(),
  steepest: z.number().nullable(),
  flattest: z.number().nullable(),
});
export type Filter = z.output<typeof filterSchema>;

export const newFilter = (): Filter => ({ told: null, held: null, steepest: null, flattest: null });

/** Takes `sample` into account and answers what is to be told now, in order of time. */
export function filter(state: Filter, tag: Tag, sample: Sample): Sample[] {
  const { told } = state;
  const band = tag.deadband;
  if (!told || !band || told.quality !== sample.quality || typeof sample.value !== typeof told.value) return tell(state, sample);
  if (band.maxSilence !== undefined && sample.atNs - told.atNs >= band.maxSilence) return tell(state, sample);
  if (typeof sample.value !== 'number' || typeof told.value !== 'number') {
    return sample.value === told.value ? [] : tell(state, sample);
  }
  if (band.swinging !== undefined) return swing(state, told, told.value, sample, sample.value, band.swinging);
  const width = band.absolute ?? (band.percent === undefined ? 0 : (spanOf(tag) * band.percent) / 100);
  return Math.abs(sample.value - told.value) > width ? tell(state, sample) : [];
}

/** A sample that came before the one that must be told now is told first. */
function tell(state: Filter, sample: Sample): Sample[] {
  const samples = state.held && state.held.atNs < sample.atNs ? [state.held, sample] : [sample];
  Object.assign(state, newFilter(), { told: sample });
  return samples;
}

/**
 * A line from the sample told last to the newest one must pass every sample between within `width`. As long as it does, only the newest is
 * held; when it does not, the line ends at the one held.
 */
function swing(state: Filter, told: Sample, from: number, sample: Sample, value: number, width: number): Sample[] {
  const time = Number(sample.atNs - told.atNs);
  if (time <= 0) return value === from ? [] : tell(state, sample);
  const slope = (value - from) / time;
  if (state.held && (slope > (state.steepest ?? Infinity) || slope < (state.flattest ?? -Infinity))) {
    const end = state.held;
    Object.assign(state, newFilter(), { told: end });
    // From the end of the old line on, this sample is the first of a new one.
    return [end, ...swing(state, end, Number(end.value), sample, value, width)];
  }
  state.held = sample;
  state.steepest = Math.min(state.steepest ?? Infinity, (value + width - from) / time);
  state.flattest = Math.max(state.flattest ?? -Infinity, (value - width - from) / time);
  return [];
}
