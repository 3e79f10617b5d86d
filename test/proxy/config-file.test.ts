import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, readConfigFile } from '../../src/proxy/config-file.js';
import { DEFAULT_POLICY } from '../../src/proxy/project-policy.js';

const complaint = (text: string): string => {
  try {
    readConfig(text, 'proxy.yaml');
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return 'no error';
};

describe('readConfig', () => {
  it('takes what it does not say from the defaults, and those from the built-in ones', () => {
    const { policyOf, upstreams } = readConfig(
      `
# what the team agreed on
upstreams:
  work: { url: "https://gateway.example.com/v1", keyFrom: WORK_KEY }
defaults:
  level: balanced
  thresholds: { dailyCost: 20, windowShare: 0.8 }
projects:
  billing:
    level: lossless
    thresholds: { dailyCost: 5 }
    limits: { requestsPerMinute: 60 }
    turnsToCome: 0
`,
      'proxy.yaml',
    );
    expect(upstreams).toEqual({ work: { url: 'https://gateway.example.com/v1', keyFrom: 'WORK_KEY' } });
    expect(policyOf('anything')).toEqual({
      ...DEFAULT_POLICY,
      level: 'balanced',
      thresholds: { dailyCost: 20, windowShare: 0.8 },
    });
    expect(policyOf('billing')).toEqual({
      ...DEFAULT_POLICY,
      thresholds: { dailyCost: 5, windowShare: 0.8 },
      limits: { requestsPerMinute: 60 },
      worth: { cached: true, turnsToCome: 0 },
    });
  });

  it('takes deferred tools with a threshold of its own, or as they are by default', () => {
    const native = (said: string) =>
      readConfig(`defaults: { native: ${said} }`, 'c.yaml').policyOf('x').native;
    expect(native('{ contextEditing: true }')).toEqual({ contextEditing: true, deferTools: false });
    expect(native('{ deferTools: true }').deferTools).toEqual({ above: 10_000 });
    expect(native('{ deferTools: false }').deferTools).toBe(false);
    expect(native('{ deferTools: { keep: [Bash] } }').deferTools).toEqual({ above: 10_000, keep: ['Bash'] });
    expect(native('{ deferTools: { above: 0 } }').deferTools).toEqual({ above: 0 });
    expect(complaint('defaults: { native: { deferTools: { abov: 1 } } }')).toContain('native.deferTools');
  });

  it('reads JSON, and nothing as nothing', () => {
    expect(readConfig('{"defaults":{"level":"off"}}', 'c.json').policyOf('x').level).toBe('off');
    expect(readConfig('', 'c.yaml').policyOf('x')).toEqual(DEFAULT_POLICY);
  });

  it('knows no project by the names that objects have', () => {
    expect(readConfig('projects: {}', 'c.yaml').policyOf('constructor')).toEqual(DEFAULT_POLICY);
  });

  it('names every place that is wrong', () => {
    const text =
      'defaults: { level: max, promptCashing: true }\nprojects: { a: { limits: { requestsPerMinute: 0.5 } } }';
    const said = complaint(text);
    expect(said).toContain('proxy.yaml');
    expect(said).toContain('"defaults.level"');
    expect(said).toContain('promptCashing');
    expect(said).toContain('"projects.a.limits.requestsPerMinute"');
  });

  it('says where a file is broken', () => {
    expect(complaint('defaults:\n  level: [balanced\n')).toMatch(
      /proxy\.yaml is neither YAML nor JSON: line \d/,
    );
  });

  it('refuses a key in the place of its variable, without repeating it', () => {
    const said = complaint('upstreams: { a: { url: "https://a.example", keyFrom: "sk-ant-api03-secret" } }');
    expect(said).toContain('environment variable');
    expect(said).not.toContain('secret');
  });

  it('refuses URLs that are no http', () => {
    expect(complaint('upstreams: { a: { url: "file:///etc/passwd" } }')).toContain('"upstreams.a.url"');
    expect(complaint('defaults: { thresholds: { webhook: "javascript:1" } }')).toContain('webhook');
  });

  it('says which file is not there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ctxopt-'));
    await expect(readConfigFile(path.join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'not_found' });
    writeFileSync(path.join(folder, 'some.yaml'), 'defaults: { subscriptions: true }');
    const { policyOf } = await readConfigFile(path.join(folder, 'some.yaml'));
    expect(policyOf('x').subscriptions).toBe(true);
  });
});
