import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(path.resolve(import.meta.dirname, '..', name), 'utf8');

describe('the README', () => {
  const readme = read('README.md');

  it('shows the client settings that the repository ships', () => {
    expect(readme).toContain(`\`\`\`json\n${read('mcp.json.example')}\`\`\``);
  });

  it('names the test command that continuous integration runs', () => {
    const command = read('.ci/run').trimEnd().split('\n').at(-1);
    expect(readme).toContain(`    ${command}\n`);
  });

  it('names only scripts and files that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [, name] of readme.matchAll(/npm run ([a-z:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of readme.matchAll(/\]\(([^)]+)\)/g)) expect(read(file!).length).toBeGreaterThan(0);
  });
});
