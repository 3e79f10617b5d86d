import { unittest } from '../../../src/optimize/outputs/unittest.js';
import { outputContract } from '../../contracts/output.js';

outputContract(unittest, {
  commands: ['python -m unittest discover -v', 'python3 manage.py test shop', './manage.py test'],
  otherCommands: ['cat unittest.cfg', 'python manage.py migrate'],
  otherLines: ['Ran 9 tests'],
});
