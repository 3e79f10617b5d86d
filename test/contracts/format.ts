import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Context,
  isChanged,
  type Part,
  partsOf,
  type Source,
  withParts,
} from '../../src/context/context.js';
import type { Format } from '../../src/formats/format.js';
import { formatOf } from '../../src/formats/formats.js';

export interface FormatCase {
  /** Bodies by name, for reports. */
  readonly bodies: Readonly<Record<string, string>>;
  /** Bodies of the format in every notation that JSON allows. */
  readonly arbitrary: fc.Arbitrary<string>;
  /** Whether somebody must tell that a body is of the format, because it is not seen. */
  readonly isTold?: boolean;
}

/** Any text, lone surrogates and control characters included. */
const anyText = fc.string({ unit: 'binary' });

/** What holds for every format. */
export function formatContract(format: Format, { bodies, arbitrary, isTold }: FormatCase): void {
  describe(`${format.name} keeps the contract of formats`, () => {
    const named = Object.entries(bodies);

    it.each(named)('knows %s as its own', (_name, body) => {
      if (isTold) expect(formatOf(body)).not.toBe(format);
      else expect(formatOf(body)).toBe(format);
      expect(format.decode(body).format).toBe(format.name);
    });

    it.each(named)('gives %s back to the byte', (_name, body) => {
      expect(format.encode(body, format.decode(body))).toBe(body);
    });

    it('gives any body back to the byte', () => {
      fc.assert(
        fc.property(arbitrary, (body) => {
          if (!isTold) expect(formatOf(body)).toBe(format);
          expect(format.encode(body, format.decode(body))).toBe(body);
        }),
      );
    });

    it('tells of every part where it stands', () => {
      fc.assert(
        fc.property(arbitrary, (body) => {
          for (const { text, source } of partsOf(format.decode(body))) {
            const there = body.slice(source.start, source.end);
            expect(standsFor(there, source.encoding)).toBe(source.text);
            expect(text).toBe(source.text);
          }
        }),
      );
    });

    it('gives parts ids that are unique and the same each time', () => {
      fc.assert(
        fc.property(arbitrary, (body) => {
          const ids = partsOf(format.decode(body)).map((part) => part.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(partsOf(format.decode(body)).map((part) => part.id)).toEqual(ids);
        }),
      );
    });

    it('patches the one string that changed and nothing else', () => {
      fc.assert(
        fc.property(arbitrary, fc.nat(), anyText, (body, pick, text) => {
          const context = format.decode(body);
          const editable = partsOf(context).filter((part) => part.editable);
          fc.pre(editable.length > 0);
          const target = editable[pick % editable.length]!;
          const after = format.encode(
            body,
            edited(context, (part) => (part === target ? text : part.text)),
          );
          expect(after.startsWith(body.slice(0, target.source.start))).toBe(true);
          expect(after.endsWith(body.slice(target.source.end))).toBe(true);
          expect(textsOf(format.decode(after))).toEqual(
            partsOf(context).map((part) => (part === target ? text : part.text)),
          );
        }),
      );
    });

    it('patches every editable part at once', () => {
      fc.assert(
        fc.property(arbitrary, (body) => {
          const context = format.decode(body);
          const change = (part: Part) => (part.editable ? `<<${part.text}>>` : part.text);
          const after = format.encode(body, edited(context, change));
          expect(textsOf(format.decode(after))).toEqual(partsOf(context).map(change));
        }),
      );
    });

    it.each(named)('refuses to change what is read only in %s', (_name, body) => {
      const context = format.decode(body);
      for (const locked of partsOf(context).filter((part) => !part.editable)) {
        const changed = edited(context, (part) => (part === locked ? 'x' : part.text));
        expect(() => format.encode(body, changed)).toThrow(locked.id);
      }
    });

    it.each(named)('joins every result of %s with its call', (_name, body) => {
      const tools = partsOf(format.decode(body)).flatMap((part) =>
        part.tool ? [{ part, tool: part.tool }] : [],
      );
      const calls = new Map(
        tools.filter(({ part }) => part.kind === 'tool_call').map(({ tool }) => [tool.callId, tool]),
      );
      for (const { part, tool } of tools.filter(({ part }) => part.kind === 'tool_result')) {
        expect(part.role).toBe('tool');
        const call = calls.get(tool.callId);
        if (tool.callId)
          expect(tool).toMatchObject({ name: call?.name, ...(call?.input && { input: call.input }) });
      }
    });

    it.each(named)('freezes no more than there is in %s', (_name, body) => {
      const context = format.decode(body);
      expect(context.frozen).toBeLessThanOrEqual(partsOf(context).length);
    });
  });
}

function standsFor(there: string, encoding: Source['encoding']): unknown {
  if (encoding === 'raw') return there;
  return JSON.parse(encoding === 'json-string' ? there : JSON.parse(`"${there}"`));
}

function edited(context: Context, text: (part: Part) => string): Context {
  const parts = partsOf(context).map((part) => ({ part, next: { ...part, text: text(part) } }));
  return withParts(
    context,
    parts.map(({ part, next }) => (isChanged(next) ? next : part)),
  );
}

function textsOf(context: Context): readonly string[] {
  return partsOf(context).map((part) => part.text);
}
