import { yarn } from '../../../src/optimize/outputs/yarn.js';
import { outputContract } from '../../contracts/output.js';

outputContract(yarn, {
  commands: ['yarn', 'yarn add express'],
  otherCommands: ['yarnpkg-x', 'npm i yarn'],
  otherLines: ['yarn install'],
});
