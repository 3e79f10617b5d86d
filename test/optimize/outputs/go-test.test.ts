import { goTest } from '../../../src/optimize/outputs/go-test.js';
import { outputContract } from '../../contracts/output.js';

outputContract(goTest, {
  commands: [
    'go test ./...',
    "CGO_ENABLED=0 go test -v -run TestCart ./cart 2>&1 | grep -v '^ok'",
    'go build ./...',
  ],
  otherCommands: ['gopls check a.go', 'cat go.mod'],
  otherLines: ['ok, then', 'FAIL: it did'],
});
