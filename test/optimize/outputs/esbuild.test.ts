import { esbuild } from '../../../src/optimize/outputs/esbuild.js';
import { outputContract } from '../../contracts/output.js';

outputContract(esbuild, {
  commands: ['npx esbuild src/index.ts --bundle --outfile=out.js', './node_modules/.bin/esbuild a.js'],
  otherCommands: ['npm i esbuild'],
  otherLines: ['Done in 7ms'],
});
