import { maven } from '../../../src/optimize/outputs/maven.js';
import { outputContract } from '../../contracts/output.js';

outputContract(maven, {
  commands: ['mvn -q test', './mvnw verify -DskipITs'],
  otherCommands: ['cat pom.xml'],
  otherLines: ['[INFO] started', '[INFO] BUILD'],
});
