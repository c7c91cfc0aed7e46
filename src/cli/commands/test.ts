import { runTests } from '#sandbox/controller/run-tests.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { type Command, exitCodes, readArguments, readSources, UsageError } from '../command.ts';
import { formatDiagnostic, locale } from '../language.ts';

/** All tests of the files lie side by side in one memory. */
const memoryBytes = 64 << 20;

export const test: Command = {
  help: `millwright test FILE… [--json]

Runs the tests that are written in Structured Text beside the program. Several files are one program.

  TEST 'the lamp follows the switch'
  VAR lamp : Lamp; END_VAR
    lamp(Switch := TRUE);
    ADVANCE_TIME(T#100ms);
    ASSERT_TRUE(lamp.On);
    ASSERT_EQ(lamp.Count, 1, 'switched once');
  END_TEST

ASSERT_TRUE, _FALSE, _EQ, _NEQ, _GT, _LT, _GE, _LE, _NEAR(actual, expected, tolerance); SETUP … END_SETUP and TEARDOWN …
END_TEARDOWN run before and after each test of their file. Each test begins fresh at logical time 0; time goes on by ADVANCE_TIME
only, and nothing runs but what the test calls. A program is called like a function block: VAR main : Main; END_VAR main();

  --json    one object: {"ok":…, "passed":…, "failed":…, "tests":[…]}

The last line is "N passed, N failed". Exit code 0 when all passed, 1 when one failed or the program does not compile.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, { json: { type: 'boolean', default: false } });
    const { diagnostics, program } = compile(readSources(positionals), { tests: true, memoryBytes });
    if (program === null) {
      if (values.json) console.log(JSON.stringify({ ok: false, passed: 0, failed: 0, tests: [], diagnostics }));
      else {
        for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
        console.log('0 passed, 0 failed');
      }
      return exitCodes.findings;
    }
    if (!program.tests?.length) throw new UsageError("There is no TEST in these files. Write TEST 'name' … END_TEST.");
    const results = runTests(program);
    const passed = results.filter((result) => result.passed).length;
    const failed = results.length - passed;
    if (values.json) {
      const tests = results.map(({ failures, ...result }) => ({
        ...result,
        failures: failures.map(({ atNs, ...failure }) => ({ ...failure, at: Number(atNs) / 1e9 })),
      }));
      console.log(JSON.stringify({ ok: failed === 0, passed, failed, tests, diagnostics }));
      return failed === 0 ? exitCodes.fine : exitCodes.findings;
    }
    for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
    for (const { title, passed: ok, failures } of results) {
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${title}`);
      for (const { file, line, column, assertion, message } of failures)
        console.log(`     ${file}:${line}:${column}: ${assertion}: ${message[locale]}`);
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? exitCodes.fine : exitCodes.findings;
  },
};
