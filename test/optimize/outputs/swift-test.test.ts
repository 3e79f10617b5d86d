import { swiftTest } from '../../../src/optimize/outputs/swift-test.js';
import { outputContract } from '../../contracts/output.js';

outputContract(swiftTest, {
  commands: ['swift test --parallel', 'xcodebuild test -scheme Shop'],
  otherCommands: ['swift format'],
  otherLines: ['Test Case one passed'],
});
