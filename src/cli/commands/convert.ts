import { existsSync, writeFileSync } from 'node:fs';
import { drawingRefusals } from '#sandbox/iec61131/diagrams/bridges/refusals.ts';
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import { isDiagram } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import { lowerLadder } from '#sandbox/iec61131/diagrams/lower-ladder.ts';
import { diagnose } from '#sandbox/iec61131/service/diagnose.ts';
import { drawText } from '#sandbox/iec61131/service/draw.ts';
import { type Command, exitCodes, readArguments, readSources, UsageError } from '../command.ts';
import { formatDiagnostic, locale } from '../language.ts';

export const convert: Command = {
  help: `millwright convert FILE [FILE…] [--out FILE]

Tells the first file in the other language: Structured Text (.st) as ladder (.ld), ladder as Structured Text. Further files belong to the
same program, so that its blocks are known. The result does in every scan what the file does. Loops, CASE and bit strings, which no
contact can say, stay text in the drawing.

  --out      where to write; standard output unless given
  --replace  a file that is there already is written over; else it is left alone

Exit code 0 when it is written, 1 when it cannot be told in the other language (the reason is printed).
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      out: { type: 'string' },
      replace: { type: 'boolean', default: false },
    });
    const files = readSources(positionals);
    const [file] = files;
    if (file === undefined) throw new UsageError('Name the file to convert, e.g. millwright convert main.st.');
    const { out } = values;
    if (out !== undefined && existsSync(out) && !values.replace)
      throw new UsageError(`${out} exists already, and was not touched. Name another file, or give --replace.`);
    let text: string;
    if (isDiagram(file.name)) {
      const written = toStructuredText(file);
      if (written === null) {
        for (const diagnostic of lowerLadder(file).diagnostics) console.error(formatDiagnostic(diagnostic));
        return exitCodes.findings;
      }
      text = written.text;
    } else {
      const drawn = drawText(files, file.name);
      if ('refused' in drawn) {
        console.error(`${file.name}: ${drawingRefusals[drawn.refused][locale]}`);
        const mistakes = diagnose(files).filter(({ severity, range }) => severity === 'error' && range.file === file.name);
        for (const diagnostic of mistakes) console.error(formatDiagnostic(diagnostic));
        return exitCodes.findings;
      }
      text = drawn.file.text;
    }
    if (out === undefined) process.stdout.write(text);
    else writeFileSync(out, text);
    return exitCodes.fine;
  },
};
