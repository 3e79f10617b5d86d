import { ninja } from '../../../src/optimize/outputs/ninja.js';
import { outputContract } from '../../contracts/output.js';

outputContract(ninja, {
  commands: ['ninja -C out', 'meson compile -C build', 'cmake --build build --target app'],
  otherCommands: ['cat build.ninja'],
  otherLines: ['[1/2] of it', '[2024/05] Building'],
});
