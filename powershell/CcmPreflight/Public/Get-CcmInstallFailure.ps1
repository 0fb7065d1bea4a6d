# .EXTERNALHELP CcmPreflight-help.xml
function Get-CcmInstallFailure {
    [CmdletBinding()]
    [OutputType('CcmPreflight.Failure')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('FullName', 'PSPath', 'LiteralPath')]
        [string[]]$Path,
        [string[]]$ComputerName,
        [string]$Since,
        # Computers whose installation succeeded, too.
        [switch]$All,
        [ValidateSet('en', 'ja')][string]$Language
    )
    begin { $logs = New-Object System.Collections.Generic.List[string] }
    process { foreach ($log in $Path) { $logs.Add((Resolve-ToolPath $log)) } }
    end {
        if ($logs.Count -eq 0) { return }
        try {
            $ended = @{}
            $words = @('diagnose', '--quiet', '-o=json') + @(Get-OptionArgument $PSBoundParameters @{ ComputerName = 'computer'; Since = 'since' })
            $found = Get-ToolDocument ($words + @(Get-LanguageArgument $Language) + $logs.ToArray()) $ended
            $failure = Get-ToolFailure $ended
            if ($null -ne $failure) { throw $failure }
            Write-ToolNote $ended
            foreach ($computer in $found.computers) {
                $findings = @(foreach ($finding in $computer.findings) { ConvertTo-FindingObject $finding })
                $isFine = 'succeeded', 'resolved', 'unfinished' -contains $computer.lastWord
                if ($isFine -and -not $All) { continue }
                $first = $findings | Select-Object -First 1
                [pscustomobject]@{
                    PSTypeName   = 'CcmPreflight.Failure'
                    ComputerName = $computer.computer
                    LastWord     = $computer.lastWord
                    Error        = Get-MemberValue $first 'Error'
                    Symbol       = Get-MemberValue $first 'Symbol'
                    Step         = Get-MemberValue $first 'Step'
                    Meaning      = Get-MemberValue $first 'Meaning'
                    Check        = Get-MemberValue $first 'Check'
                    Requirements = Get-MemberValue $first 'Requirements'
                    Attempts     = $computer.attempts
                    Failures     = $computer.failures
                    First        = ConvertTo-Time $computer.first
                    Last         = ConvertTo-Time $computer.last
                    Log          = $computer.log
                    Path         = $computer.file
                    Findings     = $findings
                }
            }
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
}
