param([Parameter(ValueFromRemainingArguments = $true)][string[]]$Name)
$ErrorActionPreference = 'Stop'
Import-Module $env:PESTER
$configuration = New-PesterConfiguration
$configuration.Run.Path = @(if ($Name) { $Name | ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" } } else { $PSScriptRoot })
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration
"PowerShell: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
if ($result.Result -ne 'Passed' -or $result.TotalCount -eq 0) { exit 1 }
