import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/context/context.js';
import { handleOf, marker } from '../../src/context/handle.js';
import { factsOf, isCritical } from '../../src/optimize/facts.js';
import { gateOver } from '../../src/optimize/gate.js';
import { definePass, type PassKind } from '../../src/optimize/pass.js';
import { optimize } from '../../src/optimize/pipeline.js';
import { contextOf, contexts, part, textsOf, words } from './sample-context.js';

const handle = (one: { readonly source: { readonly text: string } }) => handleOf(one.source.text);

function judge(kind: PassKind, before: readonly string[], after: readonly string[]) {
  const old = before.map((text) => part(text));
  const now = old.map((one, at) => ({ ...one, text: after[at]!.replace('HANDLE', handle(one)) }));
  const gate = gateOver(old, handle);
  const undone = gate.judge(kind, old, now);
  return { undone, facts: gate.account(now.map((one, at) => (undone.includes(at) ? old[at]! : one))) };
}

const critical = 'Exit code 1';
const plain = 'see https://example.com/a';

describe('the gate', () => {
  it('puts a part back whose critical fact is gone, handle or not', () => {
    expect(judge('reversible', [critical], ['HANDLE']).undone).toEqual([0]);
    expect(judge('lossy', [critical, 'b'], ['HANDLE', 'b']).undone).toEqual([0]);
  });

  it('lets a critical fact go that another part still holds', () => {
    expect(judge('reversible', [critical, critical], [critical, 'HANDLE']).undone).toEqual([]);
  });

  it('keeps one of two parts that lose the same critical fact at once', () => {
    expect(judge('lossy', [critical, critical], ['HANDLE', 'HANDLE']).undone).toEqual([0]);
  });

  it('lets other facts go under a handle, and names them', () => {
    const { undone, facts } = judge('reversible', [plain, 'port 8080'], ['HANDLE', 'port 8080']);
    expect(undone).toEqual([]);
    expect(facts).toEqual({
      checked: 2,
      kept: 1,
      leftOut: [{ kind: 'url', count: 1, samples: ['https://example.com/a'], handle: handleOf(plain) }],
    });
  });

  it('puts a part back that lost a fact without a handle', () => {
    expect(judge('reversible', [plain], ['see it']).undone).toEqual([0]);
    expect(judge('lossless', [plain], ['HANDLE']).undone).toEqual([0]);
  });

  it('puts back a part that lost a handle of an earlier run', () => {
    const earlier = marker('rest', handleOf('long ago'));
    expect(judge('lossy', [`words and ${earlier}`], ['words']).undone).toEqual([0]);
    expect(judge('lossy', [`words and ${earlier}`], ['HANDLE']).undone).toEqual([]);
  });

  it('puts back a part that relied on another that went back', () => {
    const moved = judge('reversible', ['HTTP/1.1 500', critical], ['HANDLE', 'HANDLE HTTP/1.1 500']);
    expect(moved.undone.toSorted()).toEqual([0, 1]);
  });

  it('does not trust what a reader may not see', () => {
    const hidden = part(critical, { kind: 'opaque' });
    const old = [hidden, part(critical)];
    expect(
      gateOver(old, handle).judge('lossy', old, [hidden, { ...old[1]!, text: handle(old[1]!) }]),
    ).toEqual([1]);
  });

  it('takes JSON laid out as a table for the same facts', () => {
    const rows = [1, 2, 3].map((id) => ({ id, status: 500 + id, note: 'must not retry' }));
    const table =
      '<table id,status,note>\n1,501,must not retry\n2,502,must not retry\n3,503,must not retry\n</table>';
    expect(judge('lossless', [JSON.stringify(rows, null, 2)], [table]).undone).toEqual([]);
    expect(judge('lossless', [JSON.stringify(rows)], [table.replace('502', '200')]).undone).toEqual([0]);
  });
});

/** A pass that drops what it pleases: each line whose number is in `victims`, without a word. */
const hostile = (kind: PassKind, victims: ReadonlySet<number>, withHandle: boolean) =>
  definePass({
    name: 'hostile',
    kind,
    run: (parts, env) =>
      parts.map((one) => {
        const kept = one.text.split('\n').filter((_, at) => !victims.has(at % 17));
        const text = [...kept, ...(withHandle ? [env.handle(one)] : [])].join('\n');
        return { ...one, text };
      }),
  });

describe('a pass that deletes by force', () => {
  const setting = fc.record({
    kind: fc.constantFrom<PassKind>('lossless', 'reversible', 'lossy'),
    victims: fc.uniqueArray(fc.nat(16), { minLength: 1 }).map((all) => new Set(all)),
    withHandle: fc.boolean(),
  });

  it('takes no critical fact out of the context, and no other unnamed', async () => {
    await fc.assert(
      fc.asyncProperty(contexts, setting, async (context, { kind, victims, withHandle }) => {
        const { context: smaller, report } = await optimize(context, {
          level: 'aggressive',
          tokenizer: words,
          passes: [hostile(kind, victims, withHandle)],
        });
        const visible = partsOf(smaller).filter((one) => one.kind !== 'opaque');
        const kept = new Set(
          visible.flatMap((one) => factsOf(one.text)).map((fact) => `${fact.kind} ${fact.value}`),
        );
        const had = partsOf(context)
          .filter((one) => one.kind !== 'opaque')
          .flatMap((one) => factsOf(one.text));
        const gone = had.filter((fact) => !kept.has(`${fact.kind} ${fact.value}`));
        expect(gone.filter((fact) => isCritical(fact.kind))).toEqual([]);
        const distinct = new Set(gone.map((fact) => `${fact.kind} ${fact.value}`)).size;
        expect(report.facts.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(distinct);
        if (kind === 'lossless' || !withHandle) expect(distinct).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is named if it claims to be lossless', async () => {
    const { context, report } = await optimize(contextOf([`${plain}\n${'and more\n'.repeat(9)}`]), {
      level: 'lossless',
      tokenizer: words,
      passes: [hostile('lossless', new Set([0]), false)],
    });
    expect(textsOf(context)[0]).toContain(plain);
    expect(report.undone).toBe(1);
    expect(report.passes[0]?.fault).toContain('it lost facts in 1 parts');
  });
});
