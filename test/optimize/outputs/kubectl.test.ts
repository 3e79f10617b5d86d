import { kubectl } from '../../../src/optimize/outputs/kubectl.js';
import { outputContract } from '../../contracts/output.js';

outputContract(kubectl, {
  commands: ['kubectl get pods -A', 'oc get pods'],
  otherCommands: ['kubectx', 'cat kubectl.md'],
  otherLines: ['NAME STATUS'],
  byCommand: { describe: 'kubectl describe pod worker', apply: 'kubectl apply -f .' },
});
