import { describe, expect, it } from 'vitest';
import { findSymbols } from '../../src/outline/find-symbols.js';
import { outlineOf } from '../../src/outline/outline-of.js';

const source = `
export function pick(a: string): string;
export function pick(a: number): number;
export function pick(a: unknown) { return a; }
class Server {
  #secret = 1;
  send() {}
  get size() { return 1; }
  set size(value) {}
}
class Client { send() {} }
namespace a { export namespace b { export const c = 1; } }
const routes = {
  users: { list() {} },
};
function Send() {}
export { Client, pick as choose };
defineGetter(req, 'ip', function ip() { return 1; });
`;

async function find(name: string, text = source, path = 'a.ts'): Promise<string[]> {
  const outline = await outlineOf(path, text);
  return findSymbols(outline, name).map(({ startLine, kind }) => `${startLine} ${kind}`);
}

describe('findSymbols', () => {
  it.each([
    ['pick', ['2 function', '3 function', '4 function']],
    ['pick()', ['2 function', '3 function', '4 function']],
    ['Server.send', ['7 method']],
    ['req.ip', ['18 call']],
    ['Server#send', ['7 method']],
    ['Server.prototype.send', ['7 method']],
    ['send', ['7 method', '11 method']],
    ['Server.#secret', ['6 field']],
    ['Server.secret', ['6 field']],
    ['secret', ['6 field']],
    ['Server.size', ['8 getter', '9 setter']],
    ['a.b.c', ['12 variable']],
    ['b.c', ['12 variable']],
    ['routes.users.list', ['14 method']],
    ['Client', ['11 class']],
    ['choose', ['17 name']],
    ['nothing', []],
    ['', []],
    ['.', []],
  ])('finds %s', async (name, expected) => {
    expect(await find(name)).toEqual(expected);
  });

  it('ignores case only if nothing is written so', async () => {
    expect(await find('Send')).toEqual(['16 function']);
    expect(await find('SEND')).toEqual(['7 method', '11 method', '16 function']);
    expect(await find('server.SEND')).toEqual(['7 method']);
  });

  it('knows assigned members by what they are assigned to', async () => {
    const text = [
      'res.send = function (body) {};',
      'app.send = function () {};',
      'Foo.prototype.bar = function () {};',
      'exports.bar = 1;',
      'module.exports.deep = { run() {} };',
    ].join('\n');
    expect(await find('res.send', text, 'a.js')).toEqual(['1 method']);
    expect(await find('send', text, 'a.js')).toEqual(['1 method', '2 method']);
    expect(await find('Foo.bar', text, 'a.js')).toEqual(['3 method']);
    expect(await find('Foo.prototype.bar', text, 'a.js')).toEqual(['3 method']);
    expect(await find('exports.bar', text, 'a.js')).toEqual(['4 variable']);
    expect(await find('deep.run', text, 'a.js')).toEqual(['5 method']);
  });

  it('finds headings and keys', async () => {
    expect(await find('Install', '# Guide\n## Install\n', 'a.md')).toEqual(['2 heading']);
    expect(await find('scripts.test', '{\n"scripts": {\n"test": "x" } }', 'package.json')).toEqual(['3 key']);
  });
});
