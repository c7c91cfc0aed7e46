/** The language service on a thread of its own: requests in, answers out. It remembers the last text's tree by itself. */
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import { isDiagram, isKept } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import { programFile, projectFiles } from '#sandbox/iec61131/plcopen/program-files.ts';
import { readPlcopen } from '#sandbox/iec61131/plcopen/read-plcopen.ts';
import { writePlcopen } from '#sandbox/iec61131/plcopen/write-plcopen.ts';
import { boxPins } from '#sandbox/iec61131/service/box-pins.ts';
import { complete } from '#sandbox/iec61131/service/complete.ts';
import { completeInDiagram } from '#sandbox/iec61131/service/complete-in-diagram.ts';
import { diagnose } from '#sandbox/iec61131/service/diagnose.ts';
import { drawText } from '#sandbox/iec61131/service/draw.ts';
import { folds } from '#sandbox/iec61131/service/folding.ts';
import { format } from '#sandbox/iec61131/service/format.ts';
import { hover } from '#sandbox/iec61131/service/hover.ts';
import { instancesOf } from '#sandbox/iec61131/service/instances.ts';
import { liveNames } from '#sandbox/iec61131/service/live-names.ts';
import { definition, references } from '#sandbox/iec61131/service/navigate.ts';
import { outline } from '#sandbox/iec61131/service/outline.ts';
import { rename, renameable } from '#sandbox/iec61131/service/rename.ts';
import { semanticTokens } from '#sandbox/iec61131/service/semantic-tokens.ts';
import { signatureHelp } from '#sandbox/iec61131/service/signature-help.ts';
import { statementLines } from '#sandbox/iec61131/service/statement-lines.ts';
import { loadStandardTexts } from '#sandbox/iec61131/service/texts/load.ts';
import type { LanguageAnswer, LanguageRequest } from './language-messages.ts';

async function answer(request: LanguageRequest): Promise<LanguageAnswer> {
  const { id, files } = request;
  const options = { defaultCycle: BigInt(request.cycleNs) };
  // What another tool wrote is no Structured Text.
  const source = (name: string) => files.find((file) => file.name === name && !isKept(name)) ?? { name, text: '' };
  switch (request.ask) {
    case 'diagnose':
      return { id, ask: 'diagnose', diagnostics: diagnose(files, options) };
    case 'complete':
      return { id, ask: 'complete', offers: complete(files, request.file, request.offset, options) };
    case 'complete-in':
      return { id, ask: 'complete-in', offers: completeInDiagram(files, request.file, request.text, options) };
    case 'hover': {
      const texts = await loadStandardTexts(request.locale);
      return { id, ask: 'hover', hover: hover(files, request.file, request.offset, options, texts) };
    }
    case 'signature':
      return { id, ask: 'signature', help: signatureHelp(files, request.file, request.offset, options) };
    case 'definition':
      return { id, ask: 'definition', place: definition(files, request.file, request.offset, options) };
    case 'references':
      return { id, ask: 'references', places: references(files, request.file, request.offset, options) };
    case 'renameable':
      return { id, ask: 'renameable', place: renameable(files, request.file, request.offset, options) };
    case 'rename':
      return { id, ask: 'rename', rename: rename(files, request.file, request.offset, request.name, options) };
    case 'outline':
      return { id, ask: 'outline', items: outline(source(request.file), options) };
    case 'folds':
      return { id, ask: 'folds', folds: folds(source(request.file)) };
    case 'statement-lines':
      return { id, ask: 'statement-lines', lines: statementLines(source(request.file), options) };
    case 'colours':
      return { id, ask: 'colours', tokens: semanticTokens(files, request.file, options) };
    case 'instances':
      return { id, ask: 'instances', paths: instancesOf(files, request.file, options) };
    case 'as-ladder':
      return { id, ask: 'as-ladder', drawn: drawText(files, request.file, options) };
    case 'box-pins':
      return { id, ask: 'box-pins', pins: boxPins(files, request.type, options) };
    case 'read-plcopen': {
      const { files: found, pous, findings } = readPlcopen(request.xml);
      const languageOf = new Map(pous.map(({ file: { name }, language }) => [name, language]));
      const read = found.map((file) => ({ file: programFile(file), language: languageOf.get(file.name) ?? '' }));
      return { id, ask: 'read-plcopen', files: read, findings };
    }
    case 'write-plcopen': {
      const project = projectFiles(files);
      const { xml, findings } = writePlcopen({ name: request.name, files: project.files, created: request.created });
      const unread = project.diagnostics.map(({ severity, message, range }) => ({
        severity,
        message,
        place: { file: range.file, line: range.line },
      }));
      return { id, ask: 'write-plcopen', xml, findings: [...unread, ...findings] };
    }
    case 'as-text':
      return { id, ask: 'as-text', written: toStructuredText(source(request.file)) };
    case 'format':
      return { id, ask: 'format', edits: format(source(request.file), request.range, options) };
    case 'live-names':
      // A diagram shows its values itself, at its elements.
      return { id, ask: 'live-names', names: liveNames(files, options).filter(({ file }) => !isDiagram(file)) };
  }
}

addEventListener('message', ({ data }: MessageEvent<LanguageRequest>) => {
  answer(data).then(
    (message) => postMessage(message),
    // A defect of ours must not silence the editor: the page logs it and goes on without this answer.
    (error: unknown) => postMessage({ id: data.id, ask: 'failed', reason: String(error) } satisfies LanguageAnswer),
  );
});
