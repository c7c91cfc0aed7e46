/**
 * A grader: the child process that checks one program at a time, in logical time. It knows no clock; the supervisor ends it when it
 * takes too long. Its one argument: LabPlaces as JSON.
 */
import pino from 'pino';
import { grade } from '../grading/grade.ts';
import type { GradeResult } from '../grading/types.ts';
import type { GradeRequest } from './api.ts';
import type { FromGrader, ToGrader } from './channel.ts';
import { type LabPlaces, labAt } from './lab-places.ts';
import { graderSentences } from './sentences.ts';
import { tellParent } from './tell-parent.ts';

const places = JSON.parse(process.argv[2] ?? '') as LabPlaces;
const log = pino({
  level: process.env.MILLWRIGHT_LOG_LEVEL ?? 'info',
  base: { process: process.env.MILLWRIGHT_PROCESS ?? 'grader', pid: process.pid },
});

const send = (message: FromGrader): void => tellParent(message);

function judge(request: GradeRequest): GradeResult {
  const lab = labAt(places, { lab: request.lab, edition: request.edition });
  if (lab === undefined) return { outcome: 'our-failure', message: graderSentences.noSuchLab };
  try {
    return grade(lab, request.programs, {
      seed: request.seed,
      ...(request.steps === undefined ? {} : { steps: request.steps }),
      ...(request.home === undefined ? {} : { home: request.home }),
      ...(request.route === undefined ? {} : { route: request.route }),
    });
  } catch (error) {
    log.error({ lab: request.lab, error: error instanceof Error ? error.stack : String(error) }, 'grading threw');
    return { outcome: 'our-failure', message: graderSentences.threw };
  }
}

process.on('message', (received: unknown) => {
  const { job, grade: request } = received as ToGrader;
  const from = performance.now();
  const result = judge(request);
  log.info({ lab: request.lab, outcome: result.outcome, ms: Math.round(performance.now() - from) }, 'graded');
  send({ type: 'graded', job, result });
});
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
send({ type: 'ready' });
