import { describe, expect, it } from 'vitest';
import { partLabel } from '../../src/optimize/part-label.js';
import { part, result } from '../contracts/pass.js';

const label = (name: string, input: Readonly<Record<string, unknown>>) =>
  partLabel(result('messages.3', 'x', { name, input }));

describe('partLabel', () => {
  it.each([
    ['Read', { file_path: '/app/a.ts' }, 'Read /app/a.ts at messages.3'],
    [
      'Read',
      { file_path: '/home/someone/projects/shop/lib/web/live/cart_live.ex' },
      'Read …/live/cart_live.ex at messages.3',
    ],
    ['Bash', { command: 'npm test -- --run' }, 'Bash npm test -- --run at messages.3'],
    ['edit', { command: '\nedit 3:4\nreturn x\nend_of_edit' }, 'edit edit 3:4 at messages.3'],
    ['Bash', { command: 'for f in [ab]*; do' }, 'Bash for f in ab *; do at messages.3'],
    ['Bash', { command: 'x'.repeat(200) }, `Bash ${'x'.repeat(59)}… at messages.3`],
    ['TodoWrite', { todos: [] }, 'TodoWrite at messages.3'],
  ])('names what was called, and where it stands: %s %j', (name, input, expected) => {
    expect(label(name, input)).toBe(expected);
  });

  it('is the place alone where nothing tells of a call', () => {
    expect(partLabel(part('messages.4', 'x'))).toBe('messages.4');
  });
});
