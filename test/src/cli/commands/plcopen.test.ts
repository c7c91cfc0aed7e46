/** `millwright plcopen`: out of a folder, into another, with what was left out told in the reader's language. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'main.ts');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'millwright-plcopen-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

function millwright(words: readonly string[], language = 'en_GB.UTF-8') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'plcopen', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: language },
  });
  return { status, stdout, stderr };
}

const ladder = `program: Press
declarations: |
  VAR
    start : BOOL;
    motor : BOOL;
  END_VAR
networks:
  - title: Run
    rung:
      - parallel:
          - - no: start
          - - no: motor
      - coil: motor
`;
const st = 'FUNCTION Twice : INT\nVAR_INPUT\n  x : INT;\nEND_VAR\nTwice := 2 * x;\nEND_FUNCTION\n';

it('takes ladders and Structured Text out and in again', () => {
  writeFileSync(join(root, 'press.ld'), ladder);
  writeFileSync(join(root, 'twice.st'), st);
  const out = millwright(['export', 'press.ld', 'twice.st', '--out', 'press.xml']);
  expect(out).toEqual({ status: 0, stdout: 'wrote press.xml\n', stderr: '' });
  const back = millwright(['import', 'press.xml', '--out', 'again']);
  expect(back).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(join(root, 'again')).sort()).toEqual(['Press.ld', 'Twice.st']);
  expect(readFileSync(join(root, 'again', 'Twice.st'), 'utf8')).toBe(st);
  const second = millwright(['export', 'again', '--out', 'second.xml']);
  expect(second.status).toBe(0);
  const undated = (name: string) =>
    readFileSync(join(root, name), 'utf8').replace(/creationDateTime="[^"]*"|<contentHeader name="[^"]*"/g, '');
  expect(undated('second.xml')).toBe(undated('press.xml'));
});

it('tells what is kept as it is, in the reader’s language, and writes nothing over', () => {
  writeFileSync(
    join(root, 'old.xml'),
    '<project xmlns="http://www.plcopen.org/xml/tc6_0201"><types><dataTypes/><pous>\n<pou name="Old" pouType="program"><interface/><body><FBD/></body></pou></pous></types></project>',
  );
  expect(millwright(['import', 'old.xml'], 'zh_CN.UTF-8')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^old\.xml:2: warning: \[Old\] .*按原样保留。\n已写入 Old\.plcopen\.xml\n$/),
  });
  expect(millwright(['import', 'old.xml'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Old.plcopen.xml') });
});

it('ends with 1 where something could not be read', () => {
  writeFileSync(join(root, 'page.xml'), '<html/>');
  const { status, stdout } = millwright(['import', 'page.xml', '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, files: [], findings: [{ severity: 'error', place: { line: 1 } }] });
});
