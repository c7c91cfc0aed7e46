// Adds up the JSON reports of vitest and Playwright and prints the closing line that CI reads.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.results', failedBefore = '0'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of ['unit', 'interop', 'e2e']) {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) {
    console.log(`${name}: no report`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const counts =
    name === 'e2e'
      ? [report.stats.expected + report.stats.flaky, report.stats.unexpected, report.stats.skipped]
      : [
          report.numPassedTests,
          report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0),
          report.numPendingTests,
        ];
  console.log(`${name}: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped`);
  passed += counts[0];
  failed += counts[1];
  skipped += counts[2];
}
// Lint, types, arrows or the build may fail without a test failing; that must be seen too.
if (failedBefore !== '0' && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
