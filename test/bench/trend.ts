/** What one frame of the trend costs before it is painted: the worst there is, twelve signals over ten minutes, each changing every 10 ms. */
import { columnsOf, roomForColumns } from '../../src/workbench/trend/columns.ts';
import { Series } from '../../src/workbench/trend/series.ts';

const signals = 12;
const points = 60_000;
const width = 1_400;

/** Milliseconds a frame, median of `rounds`. */
export function reduceTrend(rounds = 31): number {
  const all = Array.from({ length: signals }, (_, index) => {
    const series = new Series();
    const ticks = Float64Array.from({ length: points }, (_, tick) => tick);
    series.take(
      0,
      points - 1,
      ticks,
      ticks.map((tick) => (tick * 7 + index) % 100),
    );
    return { series, columns: roomForColumns(width) };
  });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.hrtime.bigint();
    for (const { series, columns } of all) columnsOf(series, 0, points - 1, width, 0, points - 1, columns);
    times.push(Number(process.hrtime.bigint() - before) / 1e6);
  }
  return times.sort((one, other) => one - other)[rounds >> 1] ?? Number.NaN;
}
