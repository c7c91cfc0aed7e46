/** `millwright`: reads the first word, calls one command, ends with its exit code (0 fine, 1 findings, 2 usage). */
import { type Command, exitCodes, UsageError } from './command.ts';
import { version } from './version.ts';

/** Loaded when asked for: `check` need not wait for the server's parts. */
const commands: Record<string, () => Promise<Command>> = {
  check: async () => (await import('./commands/check.ts')).check,
  run: async () => (await import('./commands/run.ts')).run,
  test: async () => (await import('./commands/test.ts')).test,
  lab: async () => (await import('./commands/lab.ts')).lab,
  connect: async () => (await import('./commands/connect.ts')).connect,
  gateway: async () => (await import('./commands/gateway.ts')).gateway,
  lint: async () => (await import('./commands/lint.ts')).lint,
  course: async () => (await import('./commands/course.ts')).course,
  convert: async () => (await import('./commands/convert.ts')).convert,
  plcopen: async () => (await import('./commands/plcopen.ts')).plcopen,
  new: async () => (await import('./commands/new.ts')).create,
  preview: async () => (await import('./commands/preview.ts')).preview,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  serve: async () => (await import('./commands/serve.ts')).serve,
  'set-up-link': async () => (await import('./commands/set-up-link.ts')).setUpLink,
};

const help = `Millwright: an academy for industrial automation.

  millwright check FILE… [--strict]      diagnostics of Structured Text
  millwright run FILE… [options]         run a program in logical time, as fast as it can
  millwright test FILE… [--json]         run the tests written in Structured Text
  millwright lab list                    the labs, one line each
  millwright lab test [SLUG…]            prove labs: start fails, solutions pass, wrong answers get their message
  millwright lab open SLUG               a rig on this machine, its devices on real ports for your own tools
  millwright connect URL                 the same for the rig of a running session
  millwright lab mutate [SLUG…]          small mistakes in the solutions: which do the checks reject
  millwright gateway run FILE            the edge gateway before real devices and a real broker
  millwright gateway validate FILE       mistakes in a gateway.yaml, with line, column and what to do
  millwright new lab|lesson|course SLUG  a working skeleton, to be changed into yours
  millwright course export|import …      a course with its labs as one archive
  millwright convert FILE [FILE…]        Structured Text as ladder, ladder as Structured Text
  millwright plcopen export|import …     programs to and from other tools, as PLCopen XML
  millwright lint [PATH…]                mistakes in labs and content, with file, line and what to do
  millwright preview [options]           the academy for authors: the open page follows every save
  millwright serve [options]             the academy, on http://localhost:4321
  millwright set-up-link                 a new link for the first owner, as long as there is none
  millwright backup FILE                 everything in one file, while the server runs
  millwright restore FILE                the academy as it was when FILE was made

  millwright COMMAND --help              more on one command
  millwright --version

FILE may be - for standard input. Exit codes: 0 fine, 1 findings, 2 usage.
`;

async function main(words: string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === '--version' || name === '-v') {
    console.log(`millwright ${version}, Node ${process.versions.node}`);
    return exitCodes.fine;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(help);
    return name === undefined ? exitCodes.usage : exitCodes.fine;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw new UsageError(`There is no command "${name}". Try one of: ${Object.keys(commands).join(', ')}.`);
  const command = await load();
  if (name === 'lab' && rest[0] === 'open' && (rest.includes('--help') || rest.includes('-h'))) {
    process.stdout.write((await import('./commands/lab-open.ts')).labOpen.help);
    return exitCodes.fine;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help);
    return exitCodes.fine;
  }
  return command.run(rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.next === null ? error.message : `${error.message}\n${error.next}`);
  process.exitCode = exitCodes.usage;
}
