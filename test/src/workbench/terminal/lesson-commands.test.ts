/** What a lesson's commands meet in the terminal, and the keys that run them there. */
import { describe, expect, it } from 'vitest';
import { CommandDesk, keysFor, type LessonCommands, promptState } from '../../../../src/workbench/terminal/lesson-commands.ts';

describe("the cursor's line", () => {
  it.each([
    ['trainee@laptop:~$', 'free'],
    ['trainee@laptop:~/my notes$ ', 'free'],
    ['trainee@laptop:~$ ping -c', 'begun'],
    ['> ', 'begun'],
    ['>', 'begun'],
    ['64 bytes from 10.0.1.20: icmp_seq=3', 'busy'],
    ['', 'busy'],
  ] as const)('%j is %s', (line, state) => {
    expect(promptState(line)).toBe(state);
  });
});

describe('commands of a lesson', () => {
  it('are typed line by line, and what is half typed is given up first', () => {
    expect(keysFor(['ping meter', 'nc -zv meter 502'], 'free')).toBe('ping meter\rnc -zv meter 502\r');
    expect(keysFor(['ping meter'], 'begun')).toBe('\u0003ping meter\r');
    expect(keysFor(['ping meter'], 'busy')).toBe('ping meter\r');
  });

  it('wait for a terminal, the last of them only, and come once', () => {
    const desk = new CommandDesk();
    const commands = (line: string): LessonCommands => ({ lines: [line], typed: () => {} });
    const typed: string[] = [];
    desk.run(commands('one'));
    desk.run(commands('two'));
    const end = desk.attach(({ lines }) => typed.push(...lines));
    expect(typed).toEqual(['two']);
    desk.run(commands('three'));
    end();
    desk.run(commands('four'));
    expect(typed).toEqual(['two', 'three']);
    desk.attach(({ lines }) => typed.push(...lines));
    expect(typed).toEqual(['two', 'three', 'four']);
  });
});
