import { gradle } from '../../../src/optimize/outputs/gradle.js';
import { outputContract } from '../../contracts/output.js';

outputContract(gradle, {
  commands: ['./gradlew test', 'gradle build --info', 'cd app && ./gradlew :app:assembleDebug | tail -20'],
  otherCommands: ['cat build.gradle'],
  otherLines: ['> Task: think', 'BUILD FAILED'],
});
