import { phpunit } from '../../../src/optimize/outputs/phpunit.js';
import { outputContract } from '../../contracts/output.js';

outputContract(phpunit, {
  commands: ['vendor/bin/phpunit --testdox', 'phpunit tests', 'php artisan test'],
  otherCommands: ['cat phpunit.xml'],
  otherLines: ['PHPUnit by Sebastian Bergmann'],
});
