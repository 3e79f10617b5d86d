import { cmake } from '../../../src/optimize/outputs/cmake.js';
import { outputContract } from '../../contracts/output.js';

outputContract(cmake, {
  commands: ['cmake -S . -B build', 'cmake --build build -j8'],
  otherCommands: ['cmake-format a.cmake', 'cat CMakeLists.txt'],
  otherLines: ['-- a remark', '[ 12%] of all'],
});
