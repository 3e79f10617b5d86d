import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatOf } from '../../src/formats/formats.js';
import { renderAnalysis } from '../../src/optimize/analysis/render-analysis.js';
import { analyze } from '../../src/optimize/analyze.js';
import { findModel } from '../../src/tokens/models.js';
import { tokenizerFor } from '../../src/tokens/tokenizer-for.js';

const MAX_TOKENS = 1500;
const session = readFileSync(path.join(import.meta.dirname, '../../bench/sample-session.jsonl'), 'utf8');

async function report(body: string, name?: string): Promise<string> {
  const context = formatOf(body).decode(body);
  const model = findModel(name ?? context.model ?? '');
  const tokenizer = tokenizerFor(name ?? context.model);
  return renderAnalysis(
    await analyze(context, { tokenizer, ...(model ? { model } : {}), input: '"path":"s.jsonl"' }),
  );
}

describe('the report of an analysis', () => {
  it('shows a session’s tokens, what is in question, and what to do', async () => {
    const text = await report(session);
    expect(text).toMatch(/^claude-code-transcript: \d+ messages, \d+ parts, [\d,]+ tokens\n/);
    expect(text).toContain(`Counted with ${tokenizerFor('claude-sonnet-4-5').id}; not exact.`);
    expect(text).toMatch(/Claude Sonnet 4\.5: \d+\.\d% of its window of 200,000; \$\d/);
    expect(text).toMatch(/tool Bash +[\d,]+ +\d+\.\d% +\d+\.\d% +\$/);
    expect(text).toMatch(/log lines alike: [\d,]+ tokens in \d+ parts?: most in Bash /);
    expect(text).toContain('optimize_context {"path":"s.jsonl","level":"balanced"}');
  });

  it('says that the count of an OpenAI model is exact', async () => {
    expect(await report('[{"role":"user","content":"hello"}]', 'gpt-5')).toContain(
      'Counted with o200k_base; exact.',
    );
  });

  it('has nothing to recommend where no pass finds anything, and says why', async () => {
    expect(await report('[{"role":"user","content":"hello"}]')).toMatch(
      /Nothing to recommend: no pass finds anything to take out\.$/,
    );
    expect(await report('')).toMatch(/Nothing to recommend: there is no text in it\.$/);
  });

  it.each([
    ['the sample session', session],
    ['a request with 500 tools of long names', manyTools()],
    [
      'a text of nothing but findings',
      `${'\u001b[31merror\u001b[0m\n'.repeat(500)}${'function(a,b){return{c:a.d}};'.repeat(200)}`,
    ],
  ])('stays under 1,500 tokens for %s', async (_name, body) => {
    expect(tokenizerFor().count(await report(body))).toBeLessThan(MAX_TOKENS);
  });
});

function manyTools(): string {
  const names = Array.from({ length: 500 }, (_, at) => `mcp__server_${at % 40}__${'tool\n'.repeat(30)}${at}`);
  const calls = names.map((name, at) => ({
    type: 'tool_use',
    id: `c${at}`,
    name: at % 2 ? name : 'x',
    input: { at },
  }));
  const tools = names.map((name) => ({
    name,
    description: 'does this and that '.repeat(60),
    input_schema: {},
  }));
  return JSON.stringify({
    model: 'claude-opus-4-5',
    tools,
    messages: [{ role: 'assistant', content: calls }],
  });
}
