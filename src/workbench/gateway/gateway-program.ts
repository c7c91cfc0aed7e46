/** The gateway's file among the programs that a trainee writes (`session.programs`). */
export const controller = 'gateway';
export const fileName = 'gateway.yaml';
