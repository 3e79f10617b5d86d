import { terraform } from '../../../src/optimize/outputs/terraform.js';
import { outputContract } from '../../contracts/output.js';

outputContract(terraform, {
  commands: ['terraform plan -no-color', 'tofu apply', 'AWS_PROFILE=a terraform init'],
  otherCommands: ['terraform-docs .', 'cat terraform.tfvars'],
  otherLines: ['Plan: 2 to add'],
  byCommand: { apply: 'terraform apply -auto-approve' },
});
