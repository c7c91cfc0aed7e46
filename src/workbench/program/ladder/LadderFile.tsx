import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Diagnostic } from '#sandbox/iec61131/diagnostics.ts';
import { textsOf } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import { networkAtLine, pathAt } from '#sandbox/iec61131/diagrams/element-places.ts';
import { type ElementPath, elementAt } from '#sandbox/iec61131/diagrams/ladder.ts';
import { lineStartsOf } from '#sandbox/iec61131/diagrams/origin.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { LadderEditor } from '../../ladder/LadderEditor.tsx';
import { useLab, useRig, useWorkbench } from '../../workbench-context.ts';
import type { FilePlace } from '../FileTabs.tsx';
import type { ProgramEditor } from '../program-editor.ts';
import { useRemembered } from '../remembered.ts';
import { useTold } from '../use-told.ts';
import { AboutName } from './AboutName.tsx';
import { Declarations } from './Declarations.tsx';
import { ElementValues } from './ElementValues.tsx';
import { declarationLineAt, findingsIn, type PlaceWords, wordsForPlace } from './file-places.ts';
import { LiveDiagram } from './live-diagram.ts';
import { useLadderFile } from './use-ladder-file.ts';
import { useNameAtCursor } from './use-name-at-cursor.ts';

const RenameDialog = lazy(() => import('./RenameDialog.tsx'));
const TextBeside = lazy(() => import('../beside/TextBeside.tsx'));

interface LadderFileProps {
  editor: ProgramEditor;
  model: NonNullable<ProgramEditor['model']>;
  place: FilePlace;
  diagnostics: readonly Diagnostic[];
  live: boolean;
  /** The same program as text, beside the drawing. */
  beside: boolean;
  onShow: (place: FilePlace) => void;
  /** Told how places of this file are called in the drawing; null: no longer. */
  onPlaces: (words: PlaceWords | null) => void;
  onLeave: () => void;
}

/** A ladder file as a drawing, over the text editor that holds it. */
export default function LadderFile({
  editor,
  model,
  place,
  diagnostics,
  live,
  beside,
  onShow,
  onPlaces,
  onLeave,
}: LadderFileProps) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const { rig, forces, programs } = useRig();
  const { controller, file } = place;
  const { reading, change, undo, redo } = useLadderFile(model, file);
  const [cursor, setCursor] = useState<ElementPath | null>(null);
  const { pou } = reading;
  const lineStarts = useMemo(() => lineStartsOf(reading.file.text), [reading]);
  useSyncExternalStore(session.breakpoints.subscribe, session.breakpoints.getVersion, session.breakpoints.getVersion);
  const breakpoints = new Set(
    session.breakpoints.of(controller, file).flatMap((line) => networkAtLine(reading, lineStarts, line) ?? []),
  );
  const differs = lab.differs[controller] ?? true;

  // What has not changed since the download is shown live, whatever has been drawn around it.
  const runningText = differs ? programs[controller]?.find(({ name }) => name === file)?.text : undefined;
  const downloaded = useMemo(
    () => (runningText === undefined ? null : readLadder({ name: file, text: runningText }).pou),
    [file, runningText],
  );
  const running = differs ? downloaded : pou;
  const [chosen, setChosen] = useState<string | null>(null);
  const instances = useTold(
    model,
    async () => {
      const answer = await editor.language.ask({ ask: 'instances', files: session.program(controller), file });
      return answer?.paths;
    },
    diagnostics,
  );
  const instance = chosen !== null && instances?.includes(chosen) ? chosen : (instances?.[0] ?? pou?.name ?? '');

  const diagram = useMemo(() => {
    if (!live || running === null || pou === null) return null;
    const held = new Set(forces.map(({ signal }) => signal));
    return new LiveDiagram({
      store: session.store,
      controller,
      instance,
      shown: pou,
      running,
      isForced: (signal) => held.has(signal),
    });
  }, [session, controller, instance, pou, running, live, forces]);
  useEffect(() => () => diagram?.stop(), [diagram]);

  const findings = useMemo(() => findingsIn(reading, diagnostics, locale), [diagnostics, reading, locale]);
  useEffect(() => {
    onPlaces(wordsForPlace(reading, t));
    return () => onPlaces(null);
  }, [reading, t, onPlaces]);

  // Led here from a list of findings or a report.
  const [declares, setDeclares] = useRemembered('ladder-declarations', false);
  const [line, setLine] = useState<number | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      session.onShow((wanted) => {
        if (wanted.controller !== controller || wanted.file !== file || reading.pou === null) return;
        session.shown();
        const offset = (lineStarts[wanted.line - 1] ?? 0) + wanted.column - 1;
        const declared = declarationLineAt(reading, offset);
        setLine(declared);
        if (declared !== null) setDeclares(true);
        else setCursor(pathAt(reading, offset) ?? [0]);
        const target = declared === null ? '.ld-list' : '.wb-declarations-toggle';
        // Once it is no longer inert, and drawn.
        setTimeout(() => pane.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true }));
      }),
    [session, controller, file, reading, lineStarts, setDeclares],
  );
  const name = useNameAtCursor({ editor, model, place, reading, cursor });
  const why = lab.readOnly ? t('help.why.watching') : null;
  const [valuesOf, setValuesOf] = useState<ElementPath | null>(null);
  const anchor = useRef<Element | null>(null);
  const changeable = useMemo(() => {
    const element = valuesOf && pou ? elementAt(pou, valuesOf) : null;
    const texts = element ? textsOf(element).map(({ text }) => text) : [];
    const signals = texts.flatMap((text) => diagram?.signal(text) ?? []);
    return signals.filter(({ name }, at) => signals.findIndex((one) => one.name === name) === at);
  }, [valuesOf, pou, diagram]);

  // Who reads a drawing steps by its rungs.
  useEffect(() => {
    if (differs) return;
    session.time.rungOf = (range) => (range.file === file ? networkAtLine(reading, lineStarts, range.line) : null);
    return () => {
      session.time.rungOf = null;
    };
  }, [session, differs, file, reading, lineStarts]);

  const statement = rig?.time.statement ?? null;
  const next = statement?.controller === controller && !differs ? statement.stack[0]?.range : undefined;
  const standsAt = next?.file === file ? networkAtLine(reading, lineStarts, next.line) : null;

  if (pou === null)
    return (
      <div className="wb-drawn">
        <p className="wb-message">{t('program.ladder.unreadable')}</p>
      </div>
    );
  return (
    <>
      <div ref={pane} className="wb-drawn">
        <Declarations
          kind={pou.pou}
          heading={`${pou.pou} ${pou.name}${pou.result === undefined ? '' : ` : ${pou.result}`}`}
          text={pou.declarations}
          findings={findings.declared}
          open={declares}
          onOpen={(open) => {
            setDeclares(open);
            setLine(null);
          }}
          onChange={(declarations) => change({ ...pou, declarations })}
          line={line}
          why={why}
        />
        {live && instances !== undefined && instances.length > 1 && (
          <label className="wb-drawn-instance">
            {t('program.ladder.instance')}
            <select value={instance} onChange={({ target }) => setChosen(target.value)}>
              {instances.map((path) => (
                <option key={path}>{path}</option>
              ))}
            </select>
          </label>
        )}
        <LadderEditor
          pou={pou}
          onChange={change}
          cursor={cursor}
          onCursor={setCursor}
          onUndo={undo}
          onRedo={redo}
          onLeave={onLeave}
          complete={async (text) => {
            const answer = await editor.language.ask({ ask: 'complete-in', files: session.program(controller), file, text });
            return (answer?.offers ?? []).map(({ label, detail }) => ({ text: label, about: detail }));
          }}
          pinsOf={async (type) => {
            const answer = await editor.language.ask({ ask: 'box-pins', files: session.program(controller), type });
            return answer?.pins ?? null;
          }}
          findings={findings.drawn}
          live={diagram}
          breakpoints={breakpoints}
          onBreakpoint={(network) => {
            const placed = reading.networks[network];
            if (!placed) return;
            const own = session.breakpoints.of(controller, file);
            const inside = own.filter((line) => networkAtLine(reading, lineStarts, line) === network);
            const { lineNumber } = model.getPositionAt(placed.start);
            session.breakpoints.set(
              controller,
              file,
              inside.length > 0 ? own.filter((line) => !inside.includes(line)) : [...own, lineNumber],
            );
          }}
          standsAt={standsAt}
          onRefuse={(words) => session.refuse('program', words === null ? null : { en: words, 'zh-CN': words })}
          onValues={(path, node) => {
            anchor.current = node;
            setValuesOf(path);
          }}
          onName={(what) => {
            if (what === 'declaration') void name.toDeclaration();
            else if (why === null) void name.rename();
          }}
          why={why}
          label={t('program.ladder.label', { file })}
          t={t}
          locale={locale}
        />
        <AboutName
          meaning={name.meaning}
          onDeclaration={() => void name.toDeclaration()}
          onRename={() => void name.rename()}
          why={why}
        />
      </div>
      {name.renaming && (
        <Suspense>
          <RenameDialog editor={editor} controller={controller} file={file} {...name.renaming} close={name.renamed} />
        </Suspense>
      )}
      {valuesOf && <ElementValues signals={changeable} anchor={anchor} close={() => setValuesOf(null)} />}
      {beside && (
        <Suspense>
          <TextBeside
            editor={editor}
            model={model}
            place={place}
            network={cursor?.[0] ?? null}
            onNetwork={(network) => setCursor([network])}
            onShow={onShow}
          />
        </Suspense>
      )}
    </>
  );
}
