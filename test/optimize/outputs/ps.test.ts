import { describe, expect, it } from 'vitest';
import { ps } from '../../../src/optimize/outputs/ps.js';
import { toolOutput } from '../../../src/optimize/passes/tool-output.js';
import { outputContract, outputPart } from '../../contracts/output.js';
import { textsAfter } from '../../contracts/pass.js';

outputContract(ps, {
  commands: ['ps aux --sort=-%mem | head -20', 'top -b -n 1'],
  otherCommands: ['ps-tree', 'cat ps.txt', 'topgrade'],
  otherLines: ['USER PID', 'PID TTY TIME CMD'],
});

describe('of a search among the processes', () => {
  it('nothing is left out', () => {
    const found = Array.from(
      { length: 30 },
      (_, k) =>
        `root         ${100 + k}  0.0  0.0      0     0 ?        I<   Mar02   0:00 [kworker/${k}:0-events]`,
    ).join('\n');
    expect(textsAfter(toolOutput, [outputPart(found, 'ps aux | grep kworker')])).toEqual([found]);
  });
});
