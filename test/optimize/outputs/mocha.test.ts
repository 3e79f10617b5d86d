import { mocha } from '../../../src/optimize/outputs/mocha.js';
import { outputContract } from '../../contracts/output.js';

outputContract(mocha, {
  commands: ["npx mocha 'test/**/*.js'", 'mocha --reporter spec'],
  otherCommands: ['cat .mocharc.yml'],
  otherLines: ['13 passing', '  all passing (7ms)'],
});
