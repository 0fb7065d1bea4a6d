# .EXTERNALHELP CcmPreflight-help.xml
function Export-CcmReport {
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([System.IO.FileInfo])]
    param(
        # Saved reports, which are joined where they are several.
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('FullName', 'PSPath', 'LiteralPath')]
        [string[]]$Path,
        [Parameter(Mandatory = $true)]
        [ValidateSet('table', 'html', 'json', 'ndjson', 'ndjson-full', 'firewall', 'firewall-csv', 'firewall-powershell', 'markdown', 'csv', 'ready', 'clients', 'junit', 'github', 'prometheus')]
        [string]$Format,
        [Parameter(Mandatory = $true, Position = 1)]
        [string]$OutFile,
        [string]$Domain,
        [string]$SiteServer,
        [ValidateSet('en', 'ja')][string]$Language
    )
    begin { $reports = New-Object System.Collections.Generic.List[string] }
    process { foreach ($report in $Path) { $reports.Add((Resolve-ToolPath $report)) } }
    end {
        if ($reports.Count -eq 0) { return }
        try {
            $file = Resolve-ToolPath $OutFile
            if (-not $PSCmdlet.ShouldProcess($file, ($script:Texts.writeAction -f $Format))) { return }
            $words = @('merge', '--quiet', "-o=$Format=$file") + @(Get-OptionArgument $PSBoundParameters @{ Domain = 'domain'; SiteServer = 'site-server' })
            $ended = @{}
            $null = @(Invoke-Tool -Argument ($words + @(Get-LanguageArgument $Language) + $reports.ToArray()) -Ended $ended)
            # 130: a report that was read is not whole, which the one that is written says.
            $failure = Get-ToolFailure $ended @(0, 1, 3, 130)
            if ($null -ne $failure) { throw $failure }
            Write-ToolNote $ended
            Get-Item -LiteralPath $file
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
}
