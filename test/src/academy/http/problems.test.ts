import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problems } from '#academy/http/problems.ts';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the refusals of the API', () => {
  it('are told in both languages, about the same things', () => {
    for (const [code, { status, message }] of Object.entries(problems)) {
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect([code, placeholders(message['zh-CN'])]).toEqual([code, placeholders(message.en)]);
      expect(message['zh-CN'], code).toMatch(/\p{Script=Han}/u);
    }
  });
  it('stand in one area each', async () => {
    const folder = join(import.meta.dirname, '../../../../src/academy/http/problems');
    const codes: string[] = [];
    for (const file of readdirSync(folder)) {
      for (const area of Object.values(await import(join(folder, file)))) codes.push(...Object.keys(area as object));
    }
    expect(codes.sort()).toEqual(Object.keys(problems).sort());
  });
});
