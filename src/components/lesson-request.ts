/** What a lesson's elements ask of the academy, for the reader whose session this is. */

/** The lesson that an element stands in; LessonText.astro writes it. */
export function lessonOf(element: Element): { course: string; lesson: string; locale: string } {
  const { course = '', lesson = '', locale = '' } = element.closest<HTMLElement>('[data-lesson]')?.dataset ?? {};
  return { course, lesson, locale };
}

/** POST with a session: a first visit becomes a guest, so that what was given can be kept. Rejects when the server cannot be reached. */
export async function postFor(element: Element, path: string, body: unknown): Promise<Response> {
  const place = element.closest<HTMLElement>('[data-lesson]')?.dataset;
  const post = (): Promise<Response> =>
    fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const becomeGuest = async (): Promise<void> => {
    const made = await fetch('/api/guest', { method: 'POST' });
    if (made.ok && place) place.session = 'yes';
  };
  if (place?.session === 'no') await becomeGuest();
  const response = await post();
  if (response.status !== 401) return response;
  // The session ended while the page was open.
  await becomeGuest();
  return post();
}

/** The words of a refusal in the page's language. */
export function refusalIn(body: { message?: Record<string, string> }): string | undefined {
  return body.message?.[document.documentElement.lang];
}
