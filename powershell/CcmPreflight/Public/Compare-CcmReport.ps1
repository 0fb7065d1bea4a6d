# .EXTERNALHELP CcmPreflight-help.xml
function Compare-CcmReport {
    [CmdletBinding()]
    [OutputType('CcmPreflight.Change')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [Alias('Old')]
        [string]$ReferencePath,
        [Parameter(Mandatory = $true, Position = 1, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('New', 'FullName', 'PSPath')]
        [string]$DifferencePath,
        [ValidateSet('en', 'ja')][string]$Language
    )
    process {
        try {
            $ended = @{}
            $words = @('diff', '--quiet', '-o=json') + @(Get-LanguageArgument $Language) + @((Resolve-ToolPath $ReferencePath), (Resolve-ToolPath $DifferencePath))
            $found = Get-ToolDocument $words $ended
            $failure = Get-ToolFailure $ended
            if ($null -ne $failure) { throw $failure }
            Write-ToolNote $ended
            foreach ($client in $found.clients) {
                [pscustomobject]@{
                    PSTypeName   = 'CcmPreflight.Change'
                    ComputerName = $client.client
                    Change       = $client.change
                    Methods      = @($client.methods | ForEach-Object { "$($_.method): $($_.here.old) -> $($_.here.new)" }) -join '; '
                    Because      = @($client.methods | ForEach-Object { $_.because } | Select-Object -Unique) -join ', '
                    Requirements = @($client.requirements)
                    Details      = $client
                }
            }
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
}
