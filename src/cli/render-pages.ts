/** `node src/cli/render-pages.ts FOLDER`, a part of the build: renders every page of the installation's content that FOLDER does not hold. */
import { keepPages } from '#content/kept-pages.ts';
import { loadCourses } from '#content/lessons.ts';
import { loadReference } from '#content/reference.ts';
import { contentRoots } from '#content/roots.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('FOLDER is missing.');
keepPages({
  read: [folder],
  write: folder,
  failed: (error) => {
    throw error;
  },
});
loadCourses(contentRoots());
// Pages that are made from the compiler are rendered when they are read.
for (const { pages } of loadReference(contentRoots())) for (const page of Object.values(pages)) void page.html;
