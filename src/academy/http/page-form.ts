/** A form that its own page answers: the frame of form-post.ts, with the fields read, files among them, and kept to be shown again. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Services } from '../services.ts';
import { bodyLimits, readFilesForm, readForm } from './body.ts';
import { formPost } from './form-post.ts';
import type { ProblemCode } from './problems.ts';

export interface RefusedForm {
  status: number;
  /** In the reader's language. */
  message: string;
  /** What they had typed, to stand in the form again. */
  typed: URLSearchParams;
}

/** Runs `work` with the fields; a `Refusal` becomes what the page tells. Anything else is the error page's. `limit`: bytes of a form with files. */
export async function answeringForm<Done>(
  services: Services,
  request: Request,
  locale: Locale,
  work: (form: URLSearchParams, files: FormData | null) => Promise<Done>,
  { limit, tooBig }: { limit: number; tooBig: ProblemCode } = { limit: bodyLimits.form, tooBig: 'too-big' },
): Promise<{ done: Done } | { refused: RefusedForm }> {
  let typed = new URLSearchParams();
  const posted = await formPost(services, request, async () => {
    const withFiles = /^multipart/i.test(request.headers.get('content-type') ?? '');
    const files = withFiles ? await readFilesForm(request, limit, tooBig) : null;
    typed = files ? textsOf(files) : await readForm(request, bodyLimits.form);
    return work(typed, files);
  });
  if ('answer' in posted) return { done: posted.answer };
  const { status, message } = posted.refused;
  return { refused: { status, message: message[locale], typed } };
}

const textsOf = (form: FormData): URLSearchParams =>
  new URLSearchParams([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
