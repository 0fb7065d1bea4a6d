# What a run with these parameters would look at, for -WhatIf.
function Get-WhatIfFlow([string]$From, [System.Collections.IDictionary]$Bound, [string]$Language) {
    $words = @("--from=$From") + @(Get-OptionArgument $Bound $script:SiteOptions) + @(Get-OptionArgument $Bound @{ Method = 'method' })
    Get-PlannedFlow ($words + @(Get-LanguageArgument $Language))
}

# The flows of a plan, narrowed as the arguments say.
function Get-PlannedFlow([string[]]$Argument, [switch]$IncludeExcluded) {
    $ended = @{}
    $plan = Get-ToolDocument (@('plan') + $Argument + '-o=json') $ended
    $failure = Get-ToolFailure $ended @(0)
    if ($null -ne $failure) { throw $failure }
    foreach ($flow in $plan.requirements) {
        [pscustomobject]@{
            PSTypeName = 'CcmPreflight.PlannedFlow'
            Id         = $flow.id
            Method     = $flow.method
            Necessity  = $flow.necessity
            From       = $flow.from
            To         = $flow.to
            Transport  = $flow.transport
            Ports      = @($flow.ports) -join ', '
            Endpoints  = @($flow.endpoints | ForEach-Object { if ($null -eq $_.port) { $_.host } else { "$($_.host):$($_.port)" } }) -join ', '
            IsNeeded   = $true
            Reason     = $flow.reason
            Source     = $flow.source
        }
    }
    if (-not $IncludeExcluded) { return }
    foreach ($flow in $plan.excluded) {
        [pscustomobject]@{
            PSTypeName = 'CcmPreflight.PlannedFlow'
            Id         = $flow.id
            Method     = ($flow.id -split '/')[0]
            Necessity  = $null
            From       = $null
            To         = $null
            Transport  = $null
            Ports      = ''
            Endpoints  = ''
            IsNeeded   = $false
            Reason     = $flow.reason
            Source     = $null
        }
    }
}
