import { compile } from '#sandbox/iec61131/index.ts';
import { type Command, exitCodes, readArguments, readSources } from '../command.ts';
import { formatDiagnostic } from '../language.ts';

export const check: Command = {
  help: `millwright check FILE… [--strict] [--json]

Checks Structured Text and prints what it finds, one line each: file:line:column: severity code: message.
Several files are one program. FILE may be - for standard input.

  --strict  refuse vendor extensions (POINTER TO, ADR, S= …) instead of telling of them
  --json    one object: {"ok":…, "diagnostics":[…]}

Exit code 0 when there is no error (hints and warnings may be there), 1 when there is one.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
    });
    const { diagnostics, program } = compile(readSources(positionals), { strict: values.strict });
    const ok = program !== null;
    if (values.json) console.log(JSON.stringify({ ok, diagnostics }));
    else for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic));
    return ok ? exitCodes.fine : exitCodes.findings;
  },
};
