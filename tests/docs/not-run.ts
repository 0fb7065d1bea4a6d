import type { CommandLine } from './command-lines.ts';

interface NotRun {
  /** In which document, from the root. */
  readonly document: RegExp;
  readonly line: RegExp;
  readonly because: string;
}

/** Lines of shells in the documentation that no test runs as they are, and why. */
export const NOT_RUN: readonly NotRun[] = [
  {
    document: /^(?:README|CONTRIBUTING)\.md$/,
    line: /^npm ci && npm run build && node bin\/ccm-preflight\.js lab --check$/,
    because: 'begins every run of the tests, in .ci/run; its check is a transcript of the README',
  },
  {
    document: /^(?:README|CONTRIBUTING)\.md$/,
    line: /^(?:npm ci && )?npm test$/,
    because: 'is this run',
  },
  {
    document: /^CONTRIBUTING\.md$/,
    line: /^npm run (?:typecheck|lint|format:check|deadcode)$/,
    because: 'a step of .ci/run',
  },
  {
    document: /^docs\/executable\.md$/,
    line: /^npm run package(?: -- --target win-x64 --node 22)?$/,
    because: 'npm run test:executable and npm run test:wine begin with them',
  },
  {
    document: /^docs\/api\.md$/,
    line: /^npm install \.\/ccm-preflight-[\d.]+\.tgz$/,
    because: 'tests/package/npm.test.ts installs the package from the file that is packed here',
  },
  {
    document: /^docs\/scheduled\.md$/,
    line: /^(?:(?:Set-Location|New-Item|Remove-Item|Copy-Item|Get-ChildItem|Register-ScheduledTask) |if \(|\}$|exit \$|\$\w+ = (?:\$LASTEXITCODE|\d|New-Scheduled))/,
    because:
      'npm run test:powershell runs the script in PowerShell; the lines of the tool are run here besides',
  },
  {
    document: /^docs\/powershell-module\.md$/,
    line: /^(?:Import-Module|Get-Help|Get-CMCollectionMember|Get-ADComputer|Invoke-CcmPreflight|powershell) /,
    because: 'npm run test:powershell runs the commands, and parses these lines',
  },
  {
    document: /^docs\/powershell\.md$/,
    line: /^(?:(?:Get-ADComputer|Get-CMDevice|Get-Content) |schtasks \/Create |\$(?:report|found) )/,
    because: 'Active Directory, the console and Task Scheduler; the tool’s own lines are run',
  },
  {
    document: /^docs\/boundary-groups\.md$/,
    line: /^(?:Export-CcmBoundary |\$(?:from|all) |@\{$|SMS_\w+ = |\}\.GetEnumerator)/,
    because: 'npm run test:powershell runs them before a stand-in for the SMS Provider',
  },
  {
    document: /^docs\/ci\.md$/,
    line: /^(?:New-Item -Force -ItemType Directory reports|exit \$LASTEXITCODE$)/,
    because: 'PowerShell around a line of the tool, which is run',
  },
  {
    document: /^docs\/scheduled\.md$/,
    line: /^\$env:CCM_PREFLIGHT_/,
    because: 'a test of their own takes them into the environment of a command',
  },
  {
    document: /^docs\/scheduled\.md$/,
    line: /^schtasks \/(?:Create|Run|Query) /,
    because: 'the Task Scheduler of Windows',
  },
  {
    document: /^deploy\/ansible\/README\.md$/,
    line: /^ansible-(?:playbook -i inventory\.yml preflight\.yml|galaxy collection install -r requirements\.yml)/,
    because: 'npm run test:ansible plays the playbook; the collection is only for Windows hosts',
  },
];

/** Whether a reason is given for a line. */
export function isExcused({ document, line }: CommandLine, reason: NotRun): boolean {
  return reason.document.test(document) && reason.line.test(line);
}
