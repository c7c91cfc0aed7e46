/** How long something takes, over many rounds: median and 95th percentile, by the wall clock, printed. */

/** A tenth more rounds come first and are not counted: what is measured is a server that has been up for a while. */
export async function printTimes(name: string, rounds: number, work: (round: number) => Promise<unknown>): Promise<void> {
  for (let round = 0; round < Math.ceil(rounds / 10); round += 1) await work(round);
  const took: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    await work(round);
    took.push(performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  took.sort((one, other) => one - other);
  const at = (share: number): string => shown(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0);
  // A busy machine makes somebody wait and not work: this is the figure to compare by.
  const worked = shown((user + system) / 1_000 / rounds);
  console.log(
    `  ${name.padEnd(46)} median ${at(0.5)} ms   p95 ${at(0.95)} ms   CPU of this process ${worked} ms   n = ${rounds}`,
  );
}

const shown = (milliseconds: number): string => milliseconds.toFixed(1).padStart(8);
