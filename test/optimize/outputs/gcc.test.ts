import { gcc } from '../../../src/optimize/outputs/gcc.js';
import { outputContract } from '../../contracts/output.js';

outputContract(gcc, {
  commands: ['gcc -Wall -c a.c', 'aarch64-linux-gnu-g++-12 a.cpp -o a', 'clang++ x.cc 2>&1 | head -50'],
  otherCommands: ['clang-format -i a.c', 'gcc-ar'],
  otherLines: ['a.c: a file', 'src/a.ts:3:5: error: no'],
});
