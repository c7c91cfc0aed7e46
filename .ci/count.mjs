// Adds up the JSON reports of vitest and Playwright, names what failed, and prints the closing line that CI reads.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [folder = '.results', failedBefore = '0'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
/** Of each failed test its file, its name and what it said: only the last lines of a run are kept, so they stand here. */
const failures = [];
for (const name of ['sandbox', 'unit', 'interop', 'e2e']) {
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
  failures.push(...(name === 'e2e' ? failedInBrowser(report.suites) : failedInVitest(report)));
  console.log(`${name}: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped`);
  passed += counts[0];
  failed += counts[1];
  skipped += counts[2];
}
// First every name: what is kept of a run may end in the middle of what the first of them said.
for (const { where } of failures) console.log(`FAILED ${where}`);
for (const { where, said } of failures.slice(0, 20)) console.log(`${where}\n${shortened(said)}`);
// Lint, types, arrows or the build may fail without a test failing; that must be seen too.
if (failedBefore !== '0' && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);

/** Playwright's report: suites in suites, specs in them, the results of each test. */
function failedInBrowser(suites) {
  return suites.flatMap((suite) => [
    ...failedInBrowser(suite.suites ?? []),
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => ({
        where: `${spec.file}:${spec.line} ${spec.title}`,
        said: spec.tests
          .flatMap((test) => test.results)
          .flatMap((result) => result.errors)
          .map((error) => error.message ?? '')
          .join('\n'),
      })),
  ]);
}

/** Vitest's report; a file that could not be loaded has no tests in it, only a message. */
function failedInVitest(report) {
  return report.testResults
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const tests = file.assertionResults.filter((test) => test.status === 'failed');
      if (tests.length === 0) return [{ where: file.name, said: file.message ?? '' }];
      return tests.map((test) => ({ where: `${file.name} ${test.fullName}`, said: test.failureMessages.join('\n') }));
    });
}

/** The first lines, without the colours of a terminal. */
function shortened(text) {
  return stripVTControlCharacters(text)
    .split('\n')
    .slice(0, 30)
    .map((line) => `  ${line.slice(0, 300)}`)
    .join('\n');
}
