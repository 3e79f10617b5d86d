import { path } from '../../../src/optimize/facts/path.js';
import { factContract } from '../../contracts/facts.js';

factContract(path, {
  found: [
    ['in src/a/b.ts:3:5 and ../c.js', ['src/a/b.ts', '../c.js']],
    ['open /etc/hosts.', ['/etc/hosts']],
    ['edit package.json, please', ['package.json']],
    ['under ~/work/x', ['~/work/x']],
    ['folder src/optimize/facts here', ['src/optimize/facts']],
  ],
  none: ['and/or', 'https://example.com/a/b.ts', '1/2', 'e.g. this'],
});
