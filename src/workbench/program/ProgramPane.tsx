import { ArrowDownToLine, CircuitBoard, Columns2, FileDiff, FilePlus2, FileText, RotateCw, WandSparkles } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { isDiagram } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import { maxFiles } from '../../academy/api.ts';
import { ActionButton } from '../ActionButton.tsx';
import { longestText } from '../work/saving.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import { CallStack } from './CallStack.tsx';
import { CommentsButton } from './comments/CommentsButton.tsx';
import { useCommentDesk } from './comments/use-comment-desk.ts';
import type { FileNaming } from './FileNameDialog.tsx';
import { type FilePlace, FileTabs, tabId } from './FileTabs.tsx';
import { beginInLadder, deleteFile } from './file-acts.ts';
import type { PlaceWords } from './ladder/file-places.ts';
import { OutlineButton } from './OutlineButton.tsx';
import './program.css';
import { FaultNotice, RefusedNotice, TooLongNotice } from './ProgramNotices.tsx';
import { ProgramStatus } from './ProgramStatus.tsx';
import { type Exchange, FileMenu } from './plcopen/FileMenu.tsx';
import { useRemembered } from './remembered.ts';
import { useCoverage } from './use-coverage.ts';
import { useFilePlace } from './use-file-place.ts';
import { useProgramActions } from './use-program-actions.ts';
import { useProgramEditor, useRigMarks } from './use-program-editor.ts';

// Not needed to read and to edit: fetched when they are opened.
const ComparePanel = lazy(() => import('./compare/ComparePanel.tsx'));
const CommentsPanel = lazy(() => import('./comments/CommentsPanel.tsx'));
const DownloadReport = lazy(() => import('./DownloadReport.tsx'));
const FileNameDialog = lazy(() => import('./FileNameDialog.tsx'));
const DrawnBeside = lazy(() => import('./beside/DrawnBeside.tsx'));
const PrintedProgram = lazy(() => import('./print/PrintedProgram.tsx'));
const LadderFile = lazy(() => import('./ladder/LadderFile.tsx'));

/** The trainee's program, its downloads, and what the compiler and the controller say about it. */
export function ProgramPane({ onLeave }: { onLeave: () => void }) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const rig = useRig();
  const saving = useSyncExternalStore(session.saving.subscribe, session.saving.getState, session.saving.getState);
  const { files, place, setPlace } = useFilePlace(session);
  const { controller, file } = place;
  const [live, setLive] = useRemembered('live-values', true);
  // Off at first: who reads a first program has enough to look at, and the rig need not count for nobody.
  const [coverage, setCoverage] = useRemembered('coverage', false);
  const [asText, setAsText] = useRemembered('ladder-as-text', false);
  const [beside, setBeside] = useRemembered('languages-beside', false);
  const [comparing, setComparing] = useState(false);
  const [placeWords, setPlaceWords] = useState<PlaceWords | null>(null);
  const onPlaces = useCallback((words: PlaceWords | null) => setPlaceWords(() => words), []);
  const [naming, setNaming] = useState<FileNaming | null>(null);
  const [exchange, setExchange] = useState<Exchange>(null);
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const chooser = useRef<HTMLInputElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const panel = useId();
  const { editor, failed, languageBroken, diagnostics } = useProgramEditor(host, place, onLeave);
  useRigMarks(editor, place, live);
  const desk = useCommentDesk(editor, place);
  const differs = lab.differs[controller];
  const figures = useCoverage(session, editor, { on: coverage, differs: differs ?? true, place });

  useEffect(
    () =>
      session.onShow((wanted) => {
        if (!session.props.controllers.some(({ name }) => name === wanted.controller)) return;
        if (wanted.controller !== controller || wanted.file !== file)
          setPlace({ controller: wanted.controller, file: wanted.file });
        else if (editor?.shows(file)) {
          setComparing(false);
          // A drawing finds its own places.
          if (isDiagram(file) && !asText) return;
          editor.show(wanted.line, wanted.column);
          session.shown();
        }
      }),
    [session, editor, controller, file, asText, setPlace],
  );

  const ready = lab.work.kind === 'ready';
  const phase = rig.rig?.phase;
  const outcome = lab.downloads[controller];
  const why = !ready
    ? t('checks.wait')
    : lab.readOnly
      ? t('help.why.watching')
      : saving.kind === 'too-long' && saving.controller === controller
        ? t('program.too-long.why', { name: saving.name, limit: longestText.toLocaleString(locale) })
        : rig.link !== 'online'
          ? t('rig.offline.notice')
          : phase === 'asleep' || phase === 'failed' || phase === 'starting'
            ? t(`rig.${phase}`)
            : lab.downloading !== null
              ? t('program.downloading')
              : null;
  const runs = differs === undefined ? '' : t(differs ? 'program.differs' : 'program.same');
  const state = lab.downloading === controller ? t('program.downloading') : runs;
  // Tabs of one file would only take a line from its text.
  const several = files.length > 1;
  const whyNotEdit = editor ? null : t('program.opening');
  const whyNotFormat = lab.readOnly ? t('help.why.watching') : whyNotEdit;
  const whyNotFiles = session.props.watching ? t('help.why.files') : null;
  const own = files.filter((one) => one.controller === controller);
  const whyNotNew = whyNotFiles
    ? whyNotFiles
    : !ready
      ? t('program.opening')
      : own.length >= maxFiles
        ? t('files.many', { count: own.length })
        : null;
  const start = session.props.controllers.find(({ name }) => name === controller)?.start ?? [];
  const whyNotOwn = whyNotFiles
    ? whyNotFiles
    : !ready
      ? t('program.opening')
      : start.some(({ name }) => name === file)
        ? t('files.of-lab', { name: file })
        : null;
  const acts = {
    newFile: () => setNaming({ do: 'create', controller }),
    renameFile: () => setNaming({ do: 'rename', controller, name: file }),
    deleteFile: () => void deleteFile({ session, t, controller }, file),
    compare: () => setComparing(!comparing),
    setLive,
    setCoverage,
    setBeside,
    importProject: () => chooser.current?.click(),
    exportProject: () => setExchange({ do: 'export' }),
    print: () => setPrinting(true),
  };
  useProgramActions({ place, editor, live, coverage, comparing, beside, why, whyNotEdit, whyNotNew, whyNotOwn, acts });
  const isLadder = isDiagram(file);
  const drawn = isLadder && !asText && !comparing ? (editor?.shows(file) ? editor.model : null) : null;
  const ladder = session.props.controllers.find(({ name }) => name === controller)?.ladder ?? null;
  const offersLadder = ladder !== null && !own.some((one) => one.file === ladder.name);
  const told = beside && !isLadder && !comparing && editor?.shows(file) ? editor.model : null;
  const backToEditor = () => {
    setComparing(false);
    // Once it is no longer inert.
    setTimeout(() => editor?.code.focus());
  };

  return (
    <div className="wb-program">
      <div className="wb-toolbar" role="toolbar" aria-label={t('program.toolbar')}>
        <ActionButton
          icon={ArrowDownToLine}
          label={t('program.online')}
          about={t('program.online.about')}
          look={differs ? 'primary' : 'plain'}
          why={why}
          onPress={() => void session.download(controller, 'online')}
        />
        <ActionButton
          icon={RotateCw}
          label={t('program.restart')}
          about={t('program.restart.about')}
          why={why}
          onPress={() => void session.download(controller, 'restart')}
        />
        <span className="wb-program-state" data-differs={differs ?? false} title={state}>
          {state}
        </span>
        {!several && (
          <ActionButton icon={FilePlus2} iconOnly look="quiet" label={t('files.new')} why={whyNotNew} onPress={acts.newFile} />
        )}
        {!isLadder && (
          <ActionButton
            icon={WandSparkles}
            iconOnly
            look="quiet"
            label={t('program.format')}
            why={whyNotFormat}
            onPress={() => editor?.format()}
          />
        )}
        {offersLadder && (
          <ActionButton
            icon={CircuitBoard}
            look="quiet"
            label={t('program.ladder.begin')}
            about={t('program.ladder.begin.about')}
            why={whyNotNew}
            onPress={() =>
              void beginInLadder({ session, t, controller }, ladder).then(
                (begun) => begun && setPlace({ controller, file: ladder.name }),
              )
            }
          />
        )}
        {isLadder && (
          <ActionButton
            icon={asText ? CircuitBoard : FileText}
            iconOnly
            look="quiet"
            label={t(asText ? 'program.ladder.as-drawing' : 'program.ladder.as-text')}
            why={whyNotEdit}
            onPress={() => setAsText(!asText)}
          />
        )}
        {(!isLadder || !asText) && (
          <ActionButton
            icon={Columns2}
            iconOnly
            look="quiet"
            label={t('program.beside')}
            pressed={beside}
            why={whyNotEdit}
            onPress={() => setBeside(!beside)}
          />
        )}
        {!isLadder && <OutlineButton editor={editor} controller={controller} />}
        <ActionButton
          icon={FileDiff}
          iconOnly
          look="quiet"
          label={t('program.compare')}
          why={whyNotEdit}
          onPress={() => setComparing(true)}
        />
        <CommentsButton desk={desk} />
        <FileMenu
          editor={editor}
          controller={controller}
          whyNotNew={whyNotNew}
          exchange={exchange}
          setExchange={setExchange}
          onNew={acts.newFile}
          onPrint={acts.print}
          chooser={chooser}
          onImported={(name) => setPlace({ controller, file: name })}
        />
      </div>
      {several && (
        <FileTabs
          files={files}
          shown={place}
          onShow={(next: FilePlace) => {
            setComparing(false);
            setPlace(next);
          }}
          whyNotNew={whyNotNew}
          whyNotOwn={whyNotOwn}
          onNew={acts.newFile}
          onRename={acts.renameFile}
          onDelete={acts.deleteFile}
          panel={panel}
        />
      )}
      <TooLongNotice />
      <div
        className="wb-program-body"
        id={panel}
        data-beside={beside && (told ?? drawn) !== null}
        {...(several ? { role: 'tabpanel', 'aria-labelledby': tabId(panel, place) } : {})}
      >
        <div ref={host} className="wb-editor" data-drawn={drawn !== null} inert={comparing || drawn !== null} />
        {drawn && editor && (
          <Suspense>
            <LadderFile
              key={`${controller}/${file}`}
              editor={editor}
              model={drawn}
              place={place}
              diagnostics={diagnostics}
              live={live}
              beside={beside}
              onShow={setPlace}
              onPlaces={onPlaces}
              onLeave={onLeave}
            />
          </Suspense>
        )}
        {told && editor && (
          <Suspense>
            <DrawnBeside
              key={`${controller}/${file}`}
              editor={editor}
              model={told}
              place={place}
              whyNotNew={whyNotNew}
              onShow={setPlace}
            />
          </Suspense>
        )}
        {comparing && editor && (
          <Suspense>
            <ComparePanel
              key={`${controller}/${file}`}
              editor={editor}
              controller={controller}
              file={file}
              close={backToEditor}
            />
          </Suspense>
        )}
        {!editor && (
          <div className="wb-program-wait">
            {lab.work.kind === 'failed' ? (
              <>
                <p>{t('program.work.failed')}</p>
                <p>{lab.work.message[locale]}</p>
                <ActionButton label={t('again')} look="primary" onPress={() => void session.loadWork()} />
              </>
            ) : failed ? (
              <p>{t('program.load-failed')}</p>
            ) : (
              // Shown until the editor is there, so that nothing jumps.
              <pre aria-busy="true">
                {(ready ? session.text(controller, file) : undefined) ?? start.find(({ name }) => name === file)?.text ?? ''}
              </pre>
            )}
          </div>
        )}
      </div>
      <div className="wb-program-notes">
        <CallStack controller={controller} />
        <RefusedNotice />
        {/* A comparison needs the room. */}
        {!comparing && outcome && (
          <Suspense>
            <DownloadReport controller={controller} outcome={outcome} placeWords={placeWords} />
          </Suspense>
        )}
        <FaultNotice controller={controller} />
        {desk.shown && (
          <Suspense>
            <CommentsPanel desk={desk} leave={() => editor?.code.focus()} />
          </Suspense>
        )}
        {languageBroken && <p className="wb-message">{t('language.unavailable')}</p>}
      </div>
      <div className="wb-program-foot">
        <ProgramStatus
          controller={controller}
          diagnostics={diagnostics}
          placeWords={placeWords}
          instead={
            !editor || languageBroken
              ? ''
              : saving.kind === 'too-long' && saving.controller === controller
                ? t('program.problems.off')
                : null
          }
          live={live}
          onLive={setLive}
          coverage={coverage}
          onCoverage={setCoverage}
          covered={
            !coverage
              ? null
              : differs
                ? t('program.coverage.differs')
                : figures
                  ? t('program.coverage.count', figures)
                  : t('program.coverage.waits')
          }
        />
      </div>
      {printing && (
        <Suspense>
          <PrintedProgram controller={controller} done={printed} />
        </Suspense>
      )}
      {naming && (
        <Suspense>
          <FileNameDialog
            naming={naming}
            close={(made) => {
              setNaming(null);
              if (made === null) return;
              setPlace({ controller: naming.controller, file: made });
              // The focus goes where one goes on, once the dialog has given it back.
              setTimeout(() => session.show({ controller: naming.controller, file: made, line: 1, column: 1 }), 50);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
