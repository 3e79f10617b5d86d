import { url } from '../../../src/optimize/facts/url.js';
import { factContract } from '../../contracts/facts.js';

factContract(url, {
  found: [
    ['see https://example.com/a?b=c#d.', ['https://example.com/a?b=c#d']],
    ['(http://localhost:3000/x)', ['http://localhost:3000/x']],
    ['postgres://db:5432/app and ws://h/s', ['postgres://db:5432/app', 'ws://h/s']],
  ],
  none: ['example.com', 'a://b', 'http:/x'],
});
