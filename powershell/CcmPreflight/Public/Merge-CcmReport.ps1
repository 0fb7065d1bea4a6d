# .EXTERNALHELP CcmPreflight-help.xml
function Merge-CcmReport {
    [CmdletBinding()]
    [OutputType('CcmPreflight.Client')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('FullName', 'PSPath', 'LiteralPath')]
        [string[]]$Path,
        [string]$Domain,
        [string]$SiteServer,
        # Who should have given a report and did not.
        [string[]]$Missing,
        # Where the joined report is kept, a line a client.
        [string]$ReportPath,
        [ValidateSet('en', 'ja')][string]$Language
    )
    begin { $reports = New-Object System.Collections.Generic.List[string] }
    process { foreach ($report in $Path) { $reports.Add((Resolve-ToolPath $report)) } }
    end {
        if ($reports.Count -eq 0) { return }
        try {
            $words = @(Get-OptionArgument $PSBoundParameters @{ Domain = 'domain'; SiteServer = 'site-server'; Missing = 'missing' })
            if ($ReportPath -ne '') { $words += "-o=ndjson=$(Resolve-ToolPath $ReportPath)" }
            Join-Report $reports.ToArray() ($words + @(Get-LanguageArgument $Language))
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
}
