// Sends requests as a client with an API key, and times them.
import { Pool } from 'undici';

const HEADERS = {
  'content-type': 'application/json',
  'x-api-key': 'sk-ant-api03-bench',
  'anthropic-version': '2023-06-01',
};

/** A client of one server. */
export function clientOf({ url }, connections = 1) {
  const pool = new Pool(url, { connections });
  return {
    /** @returns milliseconds, and the response's own headers */
    async send(body) {
      const began = performance.now();
      const response = await pool.request({ path: '/v1/messages', method: 'POST', headers: HEADERS, body });
      await response.body.dump();
      if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
      return { time: performance.now() - began, headers: response.headers };
    },
    /** @returns how late each event came, in milliseconds */
    async stream(body) {
      const response = await pool.request({
        path: '/v1/messages',
        method: 'POST',
        headers: { ...HEADERS, accept: 'text/event-stream' },
        body,
      });
      const delays = [];
      let text = '';
      for await (const chunk of response.body) {
        const now = performance.timeOrigin + performance.now();
        text += chunk;
        for (const [, at] of text.matchAll(/"at":([\d.]+)\}\n\n/g)) delays.push(now - Number(at));
        text = text.slice(text.lastIndexOf('\n\n') + 2);
        if (text.length > 1000) throw new Error('an event does not end');
      }
      return delays;
    },
    close: () => pool.close(),
  };
}

export function median(numbers) {
  return quantile(numbers, 0.5);
}

export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
