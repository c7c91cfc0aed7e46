/** The command line as a person or a script meets it: a process, its output, its exit code. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const door = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'millwright.js');
const folder = mkdtempSync(join(tmpdir(), 'millwright-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function millwright(words: string[], input = '', environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, ...words], {
    encoding: 'utf8',
    input,
    timeout: 20_000,
    env: { ...process.env, LANG: 'C', LC_ALL: '', ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

const timer = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Lamp AT %QX0.1 : BOOL;
  delay : TON;
  n : DINT;
  big : ULINT := 18446744073709551615;
END_VAR
  delay(IN := Start, PT := T#50ms);
  Lamp := delay.Q;
  n := n + 1;
END_PROGRAM
`;

/** A Node on PATH that is too old for us, if this machine has one: the door then starts another. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map((path) => join(path, 'node'))
  .find((path) => {
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return status === 0 && Number(/^v(\d+)/.exec(stdout)?.[1]) < 24;
  });

describe('millwright from an older Node', () => {
  it.runIf(oldNode)('ends by the signal that ended it: a job that was stopped has not passed', async () => {
    const child = spawn(oldNode ?? '', [door, 'run', '-', '--for', '100h', '--trace'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.end(timer);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    child.stdout.resume();
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });
});

describe('millwright run', () => {
  it('shows a REAL with the digits it was written with, and the parts of what is named whole', () => {
    const text =
      'PROGRAM main VAR r : REAL := 0.1; big : REAL := 1.0E10; a : ARRAY[1..2] OF INT := [3, 4]; END_VAR ; END_PROGRAM';
    const { code, out } = millwright(['run', '-', '--json', '--watch', 'r,big,a'], text);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { values: unknown }).values).toEqual({ r: 0.1, big: 1e10, 'main.a[1]': 3, 'main.a[2]': 4 });
    expect(millwright(['run', '-', '--watch', 'r'], text).out).toMatch(/^r = 0\.1$/m);
  });
  it('asks whether another name was meant', () => {
    const { code, err } = millwright(['run', '-', '--watch', 'main.Strat'], timer);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "main.Start"?');
    expect(millwright(['run', '-', '--set', 'delay=1'], timer).err).toContain('main.delay.IN');
  });
  it('runs a program from standard input and answers in one JSON object', () => {
    const { code, out } = millwright(
      ['run', '-', '--for', '1s', '--set', 'Start=TRUE@100ms', '--watch', 'Lamp,delay.ET,main.n,%QX0.1,big', '--json'],
      timer,
    );
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      scans: 100,
      values: { Lamp: true, 'delay.ET': 'T#50ms', 'main.n': 100, '%QX0.1': true, big: '18446744073709551615' },
    });
    expect(answer.nsPerScan).toBeGreaterThan(0);
  });

  it('writes at the scan that --set names, and traces what changed', () => {
    const { out } = millwright(
      ['run', '-', '--scans', '20', '--set', 'Start=TRUE@T#100ms', '--watch', 'Lamp', '--trace', '--json'],
      timer,
    );
    expect(JSON.parse(out).trace).toEqual([
      { t: 0, scan: 1, name: 'Lamp', value: false },
      { t: 0.15, scan: 16, name: 'Lamp', value: true },
    ]);
  });

  it('takes the cycle it is given', () => {
    const { out } = millwright(['run', '-', '--for', '1s', '--cycle', '100ms', '--json'], timer);
    expect(JSON.parse(out).scans).toBe(10);
  });

  it('makes one program of several files', () => {
    const block = join(folder, 'double.st');
    writeFileSync(block, 'FUNCTION Double : INT VAR_INPUT x : INT; END_VAR Double := 2 * x; END_FUNCTION');
    const { out } = millwright(
      ['run', block, '-', '--watch', 'y', '--json'],
      'PROGRAM p VAR y : INT; END_VAR y := Double(21); END_PROGRAM',
    );
    expect(JSON.parse(out).values).toEqual({ y: 42 });
  });

  it.each([
    ['an endless loop', 'WHILE TRUE DO x := x + 1; END_WHILE;', 'fuel'],
    ['a division by zero', 'x := x / y;', 'division'],
    ['an index out of bounds', 'a[x + 7] := 1;', 'index'],
  ])('%s faults with its line, in both languages, and exit code 1', (_name, statement, kind) => {
    const program = `PROGRAM p VAR x, y : INT; a : ARRAY[1..3] OF INT; END_VAR\n${statement}\nEND_PROGRAM`;
    const { code, out } = millwright(['run', '-', '--json'], program);
    expect(code).toBe(1);
    const { fault } = JSON.parse(out);
    expect(fault).toMatchObject({ kind, file: 'stdin.st', line: 2 });
    expect(fault.message['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['nothing to run', '', /nothing to run/],
    [
      'a program that does not compile',
      'PROGRAM p VAR Motor : BOOL; END_VAR\nMotr := TRUE;\nEND_PROGRAM',
      /stdin\.st:2:1: error ST\d+: .*`Motor`/,
    ],
  ])('%s is told, with exit code 1', (_name, program, sentence) => {
    const { code, err } = millwright(['run', '-'], program);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
  });

  it.each([
    [['run']],
    [['run', 'no-such-file.st']],
    [['run', '-', '--scans', 'many']],
    [['run', '-', '--scans', '3', '--for', '1s']],
    [['run', '-', '--watch', 'nobody']],
    [['run', '-', '--set', 'Start']],
    [['run', '-', '--set', 'Start=12']],
    [['run', '-', '--nonsense']],
    [['fly']],
    [[]],
  ])('misused as %j it explains itself and ends with 2', (words) => {
    const { code, err } = millwright(words, timer);
    expect(code).toBe(2);
    expect(err).toContain('millwright');
  });
});

describe('millwright check', () => {
  it('prints file, line, column, severity, code and sentence', () => {
    const { code, out } = millwright(['check', '-'], 'PROGRAM p VAR x : INT; END_VAR\n  x = 1;\nEND_PROGRAM');
    expect(code).toBe(1);
    expect(out).toMatch(/^stdin\.st:2:\d+: error ST\d+: .*:=/m);
  });

  it('speaks Chinese to whom the environment says so', () => {
    const { out } = millwright(['check', '-'], 'PROGRAM p VAR x : INT; END_VAR\n  x = 1;\nEND_PROGRAM', { LANG: 'zh_CN.UTF-8' });
    expect(out).toMatch(/\p{Script=Han}/u);
  });

  it('is content with a good program', () => {
    const { code, out } = millwright(['check', '-', '--json'], timer);
    expect(code).toBe(0);
    expect(JSON.parse(out).ok).toBe(true);
  });
});

describe('millwright lab', () => {
  it('lists the labs, slug first, no heading', () => {
    const { code, out } = millwright(['lab', 'list']);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0]),
    ).toEqual(expect.arrayContaining(['motor-seal-in', 'tank-two-switches']));
  });

  // Every lab proves itself in test/labs.
  it('proves the labs that are named', { timeout: 60_000 }, () => {
    const { code, out } = millwright(['lab', 'test', 'motor-seal-in']);
    expect(out.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(code).toBe(0);
  });

  it('tells a broken lab by file and line and still proves the others', () => {
    const lab = join(folder, 'labs', 'broken');
    spawnSync('mkdir', ['-p', lab]);
    writeFileSync(join(lab, 'lab.yaml'), 'id: 1\nversoin: 2\n');
    const { code, out } = millwright(['lab', 'test', 'broken', 'motor-seal-in'], '', { MILLWRIGHT_CONTENT: folder });
    expect(code).toBe(1);
    expect(out).toMatch(/broken\/lab\.yaml:2:1: error: .*version/);
    expect(out).toMatch(/\d\d passed, \d+ failed\s*$/);
  });
});

it.each([[['--help']], [['check', '--help']], [['run', '--help']], [['lab', '--help']], [['serve', '--help']]])(
  '%j helps',
  (words) => {
    const { code, out } = millwright(words);
    expect(code).toBe(0);
    expect(out).toContain('millwright');
  },
);
