/** The services' grader for exams: the lab of the academy, the seed of the sitting. */
import { problems } from '../http/problems.ts';
import { libraryOf } from '../library/library.ts';
import type { Services } from '../services.ts';
import type { Grader } from './settle.ts';

export const graderFor = (services: Services, member: { id: string; academyId: string }): Grader => ({
  database: services.database,
  grade: async (lab, programs, seed) => {
    try {
      const edition = (await libraryOf(services, member)).editionOf(lab.slug);
      return await services.host.grade({ lab: lab.slug, ...(edition === undefined ? {} : { edition }), programs, seed });
    } catch (error) {
      services.log.error({ err: error, lab: lab.slug }, 'the grader did not answer');
      return { outcome: 'our-failure', message: problems['our-failure'].message };
    }
  },
});
