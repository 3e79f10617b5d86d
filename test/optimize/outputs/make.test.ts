import { make } from '../../../src/optimize/outputs/make.js';
import { outputContract } from '../../contracts/output.js';

outputContract(make, {
  commands: ['make -j8 all', 'sudo make install', 'gmake'],
  byCommand: { warnings: 'make -j2', 'few-warnings': 'make' },
  otherCommands: ['cmake --build .', 'cat Makefile'],
  otherLines: ['make: a verb', 'make sure'],
});
