# .EXTERNALHELP CcmPreflight-help.xml
function Get-CcmFlow {
    [CmdletBinding()]
    [OutputType('CcmPreflight.Flow', 'CcmPreflight.Meaning')]
    param(
        # A method, a requirement, a port or an error; every flow where nothing is named.
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('Id', 'Method', 'Port', 'Error')]
        [string[]]$Name = @('client-push', 'software-update-point', 'group-policy', 'manual', 'software-distribution'),
        [ValidateSet('cm2007', 'current-branch')][string]$Product,
        [ValidateSet('en', 'ja')][string]$Language
    )
    process {
        foreach ($what in $Name) {
            try {
                if ($what -match '^-(?!\d+$)') {
                    $PSCmdlet.WriteError((New-ToolError UnknownName InvalidArgument ($script:Texts.unknownName -f $what) $what))
                    continue
                }
                $ended = @{}
                $words = @('explain', '-o=json') + @(Get-OptionArgument $PSBoundParameters @{ Product = 'product' })
                # A word that begins with - would be an option; an error code may be negative.
                $found = Get-ToolDocument ($words + @(Get-LanguageArgument $Language) + @($what)) $ended
                $failure = Get-ToolFailure $ended @(0)
                if ($null -ne $failure) { $PSCmdlet.WriteError($failure); continue }
                foreach ($flow in $found.flows) {
                    [pscustomobject]@{
                        PSTypeName = 'CcmPreflight.Flow'
                        Id         = $flow.id
                        Title      = $flow.title
                        Product    = $flow.product
                        Method     = $flow.method
                        Necessity  = $flow.necessity
                        From       = $flow.from
                        To         = $flow.to
                        Transport  = $flow.transport
                        Ports      = @($flow.ports) -join ', '
                        When       = @($flow.when) -join '; '
                        Purpose    = $flow.purpose
                        WithoutIt  = $flow.withoutIt
                        Fix        = $flow.fix
                        Source     = $flow.source
                    }
                }
                foreach ($meaning in $found.meanings) {
                    [pscustomobject]@{
                        PSTypeName = 'CcmPreflight.Meaning'
                        Code       = $meaning.code
                        Kind       = $meaning.kind
                        Symbol     = Get-MemberValue $meaning 'symbol'
                        Title      = $meaning.title
                        Meaning    = $meaning.meaning
                        Flows      = @(Get-MemberValue $meaning 'flows' @()) -join ', '
                    }
                }
            }
            catch { $PSCmdlet.ThrowTerminatingError($_) }
        }
    }
}
