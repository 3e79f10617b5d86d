import { defineOutput } from '../output.js';

/** `dotnet build` and `dotnet test`. */
export const dotnet = defineOutput({
  name: 'dotnet',
  command: /^(?:dotnet|msbuild)(?![\w-])/i,
  content:
    /^Test run for \S.*\.dll \(\.NET\S+,Version=v[\d.]+\)$|^ +Determining projects to restore\.\.\.$|^MSBuild version \d/,
  leaveOut: [
    { what: 'passed tests', line: /^ +Passed \S.* \[<? ?\d[\d.]* m?s\]$/, sure: true },
    {
      what: 'header lines',
      line: /^(?: +Determining projects to restore\.\.\.| +Restored \S.* \(in .*\)\.| +All projects are up-to-date for restore\.|MSBuild version .*|Microsoft \(R\) .*|(?:Copyright \(c\)|\(c\)) Microsoft .*|Starting test execution, please wait\.\.\.)$/,
    },
    {
      what: 'repeated diagnostics',
      line: /^\S.*\(\d+,\d+\): (?:warning|error) \w+: .* \[.*\]$/,
      repeated: true,
    },
  ],
});
