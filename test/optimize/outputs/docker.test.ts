import { docker } from '../../../src/optimize/outputs/docker.js';
import { outputContract } from '../../contracts/output.js';

outputContract(docker, {
  commands: ['docker build .', 'docker compose up -d', 'podman pull node:20'],
  otherCommands: ['dockerize -wait', 'cat docker-compose.yml'],
  otherLines: ['#1 a heading', 'Step 1: read'],
  byCommand: { compose: 'docker compose up -d' },
});
