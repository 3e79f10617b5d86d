import { dotnet } from '../../../src/optimize/outputs/dotnet.js';
import { outputContract } from '../../contracts/output.js';

outputContract(dotnet, {
  commands: ["dotnet test --logger 'console;verbosity=detailed'", 'dotnet build -c Release'],
  otherCommands: ['apt-get install dotnet-sdk-8.0'],
  otherLines: ['MSBuild is a tool'],
});
