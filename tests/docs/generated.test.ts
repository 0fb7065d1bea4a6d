import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fillBlocks } from '../../scripts/docs/blocks.ts';
import { generatedFiles } from '../../scripts/docs/files.ts';
import { WRITTEN } from '../../scripts/docs/json-schema.ts';
import { ROOT } from './documents.ts';

describe('generated documentation', () => {
  test('is up to date: npm run docs', async () => {
    const files = await generatedFiles();
    expect(files.size).toBeGreaterThan(Object.keys(WRITTEN).length);
    for (const [file, text] of files) {
      expect([file, readFileSync(path.join(ROOT, file), 'utf8')]).toEqual([file, text]);
    }
  });
});

describe('fillBlocks', () => {
  const block = (inner: string): string => `a\n\n<!-- generated: x -->${inner}<!-- end -->\n\nb\n`;

  test('replaces what stands in a block, and nothing else', () => {
    const filled = block('\n\nnew $1\n\n');
    expect(fillBlocks(block('\n'), { x: () => 'new $1' })).toBe(filled);
    expect(fillBlocks(filled, { x: () => 'new $1' })).toBe(filled);
  });

  test('refuses a block that nothing is made for, and what has no place', () => {
    expect(() => fillBlocks(block('\n'), {})).toThrow('nothing is made for "x"');
    expect(() => fillBlocks('text', { x: () => '' })).toThrow('no place for x');
  });
});
