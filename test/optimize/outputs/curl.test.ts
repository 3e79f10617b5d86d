import { curl } from '../../../src/optimize/outputs/curl.js';
import { outputContract } from '../../contracts/output.js';

outputContract(curl, {
  commands: ['curl -v https://example.com', 'curl -sSL x | tar xz'],
  otherCommands: ['curlie x', 'grep curl .'],
  otherLines: ['* Connected to the world', '* TLS is on'],
});
