import { MonitorSmartphone } from 'lucide-react';
import { isDiagram } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { ColouredLines } from './ColouredLines.tsx';
import { StillDrawing } from './ladder/StillDrawing.tsx';
import './program-to-read.css';

/** On a narrow screen a program is read, not written: what there is, and what can be done here. */
export default function ProgramToRead() {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  if (lab.work.kind === 'failed') return <p className="wb-empty">{lab.work.message[locale]}</p>;
  return (
    <div className="wb-reading">
      <p className="wb-message">
        <MonitorSmartphone aria-hidden="true" size={16} />
        {t('program.narrow')}
      </p>
      {session.props.controllers.map(({ name, start }) => {
        const files = lab.work.kind === 'ready' ? session.program(name) : start;
        return files.map((file) => <FileToRead key={`${name} ${file.name}`} controller={name} file={file} />);
      })}
    </div>
  );
}

function FileToRead({ controller, file }: { controller: string; file: { name: string; text: string } }) {
  const { t } = useWorkbench();
  return (
    <>
      <h3 className="wb-reading-name">
        {controller} · {file.name}
      </h3>
      <section
        className="wb-reading-text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keyboard too
        tabIndex={0}
        aria-label={t('program.reading', { controller, file: file.name })}
      >
        {isDiagram(file.name) ? (
          <StillDrawing file={file} on="page" />
        ) : (
          <pre>
            <code>
              <ColouredLines text={file.text} />
            </code>
          </pre>
        )}
      </section>
    </>
  );
}
