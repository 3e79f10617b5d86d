import { describe, expect, it } from 'vitest';
import { factExtractors } from '../../../src/optimize/facts.js';
import { optimize } from '../../../src/optimize/pipeline.js';
import { tokenizerFor } from '../../../src/tokens/tokenizer-for.js';
import { result } from '../../contracts/pass.js';

const style = `<style>${'.a{color:red}'.repeat(200)}</style>`;
const script = `<script>${'var a=1;'.repeat(200)}</script>`;
const links = Array.from({ length: 40 }, (_, k) => `<a href="/p/${k}">Page ${k}</a>`).join('');

/** Error pages in one line, and the words of them that must survive: written by hand. */
const pages: readonly (readonly [name: string, page: string, said: readonly string[]])[] = [
  [
    'nginx',
    `<html><head><title>504 Gateway Time-out</title>${style}${script}</head><body><nav>${links}</nav><center><h1>504 Gateway Time-out</h1></center><p>The upstream <b>payments-7</b> failed at 12:03:44 with error code 0x8007.</p><hr><center>nginx/1.25.3</center></body></html>`,
    ['504 Gateway Time-out', 'The upstream payments-7 failed at 12:03:44 with error code 0x8007.'],
  ],
  [
    'Express',
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">${style}<title>Error</title></head><body><nav>${links}</nav><pre>TypeError: Cannot read properties of undefined (reading &#39;id&#39;)<br> &nbsp; &nbsp;at cartOf (/app/src/cart.js:12:9)<br> &nbsp; &nbsp;at next (/app/node_modules/express/lib/router/route.js:149:13)</pre></body></html>`,
    [
      "TypeError: Cannot read properties of undefined (reading 'id')\n",
      'at cartOf (/app/src/cart.js:12:9)\n',
    ],
  ],
  [
    'Django',
    `<!doctype html><html><head><title>ValueError at /orders/7</title>${style}${script}</head><body><div id="summary"><h1>ValueError at /orders/7</h1><pre class="exception_value">invalid literal for int() with base 10: &#x27;x7&#x27;</pre><table class="meta"><tr><th scope="row">Request Method:</th><td>GET</td></tr><tr><th>Exception Type:</th><td>ValueError</td></tr></table></div><nav>${links}</nav><ul class="traceback"><li class="frame user"><code class="fname">/srv/shop/orders/views.py</code>, line 31, in show</li></ul><textarea id="traceback_area" cols="140">Traceback (most recent call last):\n  File "/srv/shop/orders/views.py", line 31, in show\n    key = int(raw)\n\nException Type: ValueError at /orders/7\nException Value: invalid literal</textarea></body></html>`,
    [
      'ValueError at /orders/7',
      "invalid literal for int() with base 10: 'x7'",
      'Exception Type: | ValueError',
      '`/srv/shop/orders/views.py`, line 31, in show',
      '\n  File "/srv/shop/orders/views.py", line 31, in show\n',
    ],
  ],
  [
    'an API that answers with a page',
    `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html><head>${style}<title>Bad gateway</title></head><body>${links}<div class="code"><span>Error code <b>502</b></span></div><p>status: 502, request id 9f31c2</p></body></html>`,
    ['HTTP/1.1 502 Bad Gateway', 'Error code 502', 'status: 502, request id 9f31c2'],
  ],
  [
    'a page whose script holds the error',
    `<html><head>${style}</head><body>${links}<div id="root"></div><script>window.__STATE__={"theme":"dark","error":{"status":503,"message":"db-7 is down"},"user":"ann"}</script><script>${'var a=1;'.repeat(200)}</script></body></html>`,
    ['"status":503,"message":"db-7 is down"'],
  ],
  [
    'a template that holds the error',
    `<html><head>${style}</head><body>${links}<template id="overlay"><p>Failed to resolve import <b>./gone.js</b></p></template></body></html>`,
    ['Failed to resolve import ./gone.js'],
  ],
  [
    'a log that is not preformatted',
    `<html><head>${style}</head><body>${links}<div class="log">step 1 of 3 done\nERROR: build failed at step 2\nexit code 7\n</div></body></html>`,
    ['\nERROR: build failed at step 2\nexit code 7\n'],
  ],
  [
    'what is printed behind a page',
    `<html><head>${style}</head><body>${links}<p>Fine.</p></body></html>\nsmoke test done\n--- FAIL: TestHome (0.01s)\n    home_test.go:12: got 3 links, want 40\nexit status 1\n`,
    [
      '\nsmoke test done\n--- FAIL: TestHome (0.01s)\n    home_test.go:12: got 3 links, want 40\nexit status 1\n',
    ],
  ],
];

const shown = async (text: string): Promise<string> => {
  const part = result('a', text, { name: 'WebFetch', input: { url: 'https://example.com' } });
  const context = { format: 'text', messages: [{ role: 'tool' as const, parts: [part] }], frozen: 0 };
  const { context: after } = await optimize(context, { level: 'balanced', tokenizer: tokenizerFor() });
  return after.messages[0]!.parts[0]!.text;
};

const criticalValues = (text: string) =>
  factExtractors
    .filter(({ critical }) => critical)
    .flatMap(({ extract }) => extract(text).map(({ kind, value }) => `${kind} ${value}`));

describe('error pages in one line', () => {
  it.each(pages)('of %s come down to what they say', async (_, page, said) => {
    const text = await shown(page);
    expect(text.length).toBeLessThan(0.7 * page.length);
    for (const words of said) expect(text).toContain(words);
    expect(text).not.toMatch(/color:red|var a=1|<\w/);
  });

  it.each(pages)('of %s hold the same facts as with line breaks', async (_, page) => {
    const apart = page.replaceAll(/(<\/(?:head|nav|center|p|div|ul|table|title|style|script)>)/g, '$1\n');
    expect(new Set(criticalValues(apart))).toEqual(new Set(criticalValues(page)));
    expect(criticalValues(await shown(page))).toEqual(expect.arrayContaining(criticalValues(page)));
  });

  it('have facts made of what they say, and none of their markup', () => {
    const values = pages.flatMap(([, page]) => criticalValues(page));
    expect(values).toEqual(
      expect.arrayContaining([
        'http-status 504',
        expect.stringMatching(/^stack-frame \/app\/src\/cart\.js:12:9 TypeError: Cannot read/),
        expect.stringMatching(/^stack-frame \/srv\/shop\/orders\/views\.py:31/),
        expect.stringMatching(/^exit-code 7/),
        expect.stringMatching(/^failing-test TestHome/),
      ]),
    );
    expect(values.join('\n')).not.toMatch(/[<>]|\b(?:href|html|nav|color)\b/);
  });
});
