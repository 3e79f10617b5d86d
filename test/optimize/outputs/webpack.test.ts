import { webpack } from '../../../src/optimize/outputs/webpack.js';
import { outputContract } from '../../contracts/output.js';

outputContract(webpack, {
  commands: ['npx webpack --mode production', 'webpack-cli build'],
  otherCommands: ['webpack-dev-server', 'cat webpack.config.js'],
  otherLines: ['webpack compiled', 'asset main.js'],
});
