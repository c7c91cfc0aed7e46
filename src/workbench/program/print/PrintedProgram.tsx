import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { isDiagram } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import { useWorkbench } from '../../workbench-context.ts';
import { ColouredLines } from '../ColouredLines.tsx';
import { StillDrawing } from '../ladder/StillDrawing.tsx';
import './printed-program.css';

interface PrintedProgramProps {
  controller: string;
  /** The printer has been told, or nobody wants it any more. */
  done: () => void;
}

/** What `printed-program.css` asks for: the page is this program, not the lesson. */
const attribute = 'data-prints-program';

/**
 * All files of a controller on paper: Structured Text with its line numbers, drawings with every network. It stands beside the page, which
 * prints its lesson otherwise, and asks the browser to print once it is there.
 */
export default function PrintedProgram({ controller, done }: PrintedProgramProps) {
  const { session, t, locale } = useWorkbench();
  const files = useMemo(() => session.program(controller), [session, controller]);
  const now = useMemo(() => new Date(), []);

  useEffect(() => {
    const root = document.documentElement;
    root.setAttribute(attribute, '');
    window.addEventListener('afterprint', done);
    // In the second frame from now the first one stands.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => window.print());
    });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', done);
      root.removeAttribute(attribute);
    };
  }, [done]);

  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(now);
  return createPortal(
    <div className="wb-printed">
      <h1>{t('program.print.title', { lab: session.props.title, controller })}</h1>
      <p>{when}</p>
      {files.map((file) => (
        <section key={file.name}>
          <h2>{file.name}</h2>
          {isDiagram(file.name) ? (
            <StillDrawing file={file} on="paper" />
          ) : (
            <pre>
              <code>
                <ColouredLines text={file.text} />
              </code>
            </pre>
          )}
        </section>
      ))}
    </div>,
    document.body,
  );
}
