# The clients of saved reports, joined. Exit code 130 says here that a report which was read is not whole.
function Join-Report([string[]]$Report, [string[]]$Argument) {
    $ended = @{}
    $joined = @{}
    $words = @('merge', '--quiet', '-o=ndjson-full') + $Argument + $Report
    Invoke-Tool -Argument $words -Ended $ended | ConvertFrom-ReportLine $joined
    $failure = Get-ToolFailure $ended @(0, 1, 3, 130)
    if ($null -ne $failure) { throw $failure }
    if ($ended.ExitCode -eq 130) { Write-Warning ($script:Texts.incomplete -f $ended.Said) }
    else { Write-ToolNote $ended }
}
