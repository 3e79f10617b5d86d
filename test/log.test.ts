import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.js';

function logged(level: string | undefined, act: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  act(createLog(level, (line) => lines.push(line)));
  return lines.map((line) => {
    expect(line.endsWith('\n')).toBe(true);
    expect(line.trimEnd()).not.toContain('\n');
    return JSON.parse(line) as Record<string, unknown>;
  });
}

const all = (log: ReturnType<typeof createLog>) => {
  log.debug('d');
  log.info('i');
  log.warn('w');
  log.error('e');
};

describe('createLog', () => {
  it.each([
    ['debug', ['d', 'i', 'w', 'e']],
    ['info', ['i', 'w', 'e']],
    ['WARN', ['w', 'e']],
    ['error', ['e']],
    ['silent', []],
    [undefined, ['w', 'e']],
    ['nonsense', ['w', 'e']],
  ])('writes what %s asks for', (level, messages) => {
    expect(logged(level, all).map(({ message }) => message)).toEqual(messages);
  });

  it('writes one line of JSON with time, level, message and fields', () => {
    const [event] = logged('info', (log) => log.info('two\nlines', { file: 'a.ts', tokens: 7 }));
    expect(event).toEqual({
      time: expect.any(String),
      level: 'info',
      message: 'two\nlines',
      file: 'a.ts',
      tokens: 7,
    });
    expect(new Date(String(event?.time)).toISOString()).toBe(event?.time);
  });

  it('never writes secrets, wherever they stand', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz012345';
    const fields = {
      httpToken: secret,
      nested: { password: secret, headers: { authorization: secret } },
      'api-key': secret,
      text: `Authorization: Bearer ${secret}`,
      key: `sk-ant-${secret}`,
      own: `the key ctxopt-${secret}${secret.slice(0, 11)} is wrong`,
      cause: new Error(`refused ghp_${secret}`),
    };
    const [event] = logged('warn', (log) => log.warn(`got Bearer ${secret}`, fields));
    expect(JSON.stringify(event)).not.toContain(secret);
    expect(event).toMatchObject({ text: 'Authorization: [redacted]', httpToken: '[redacted]' });
  });

  it('writes little of a text of megabytes', () => {
    const long = 'x'.repeat(1_000_000);
    const [event] = logged('warn', (log) => log.warn(long, { reason: long, cause: new Error(long) }));
    expect(JSON.stringify(event).length).toBeLessThan(20_000);
    expect(event?.message).toMatch(/^x+$/);
  });

  it('writes errors, circles and big integers', () => {
    const circle: Record<string, unknown> = { size: 3n };
    circle.self = circle;
    const [event] = logged('error', (log) => log.error('x', { circle, cause: new TypeError('broken') }));
    expect(event).toMatchObject({
      circle: { size: '3', self: '[seen above]' },
      cause: { name: 'TypeError', message: 'broken' },
    });
  });
});
