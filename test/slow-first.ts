/**
 * The order of test files: those that are known to be long begin first, so that no core waits for the last one. Vitest knows by itself
 * only where it has run before; on a clean checkout it goes by the size of a file, and our longest are small.
 */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const slow: readonly string[] = [
  'test/labs/prove.test.ts',
  'test/src/cli/command-line.test.ts',
  'test/sandbox/host/recall.test.ts',
  'test/src/cli/commands/lint.test.ts',
  'test/sandbox/host/crashes.test.ts',
  'test/sandbox/grading/mutation.test.ts',
  'test/src/cli/commands/new.test.ts',
  'test/sandbox/host/terminal.test.ts',
  'test/sandbox/iec61131/reference/agreement.test.ts',
  'test/src/cli/commands/lab-test-refuses.test.ts',
  'test/sandbox/host/time-travel.test.ts',
];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const known = slow.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return known < 0 ? slow.length : known;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
