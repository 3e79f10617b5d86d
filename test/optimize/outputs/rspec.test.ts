import { rspec } from '../../../src/optimize/outputs/rspec.js';
import { outputContract } from '../../contracts/output.js';

outputContract(rspec, {
  commands: ['bundle exec rspec spec/models', 'rspec -fd'],
  otherCommands: ['cat .rspec', 'rspec-core'],
  otherLines: ['Finished in time'],
});
