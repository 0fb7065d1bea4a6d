# .EXTERNALHELP CcmPreflight-help.xml
function Get-CcmInstallPlan {
    [CmdletBinding()]
    [OutputType('CcmPreflight.PlannedFlow')]
    param(
        # What describes the site; the same as the keys of a site file.
        [string]$Site,
        [ValidateSet('cm2007', 'current-branch')][string]$Product,
        [ValidateSet('mixed', 'native', 'enhanced-http', 'http', 'https')][string]$Communication,
        [string]$SiteCode,
        [string]$SiteServer,
        [string[]]$ManagementPoint,
        [string[]]$DistributionPoint,
        [string[]]$ServerLocatorPoint,
        [string[]]$FallbackStatusPoint,
        [string[]]$SoftwareUpdatePoint,
        [string[]]$CloudManagementGateway,
        [string[]]$Source,
        [string]$RunFrom,
        [string]$SetupCommandLine,
        [string[]]$Set,
        [Parameter(Position = 0)]
        [ValidateSet('client-push', 'software-update-point', 'group-policy', 'manual', 'software-distribution')][string[]]$Method,
        [ValidateSet('site-server', 'client')][string]$From,
        [string[]]$ComputerName,
        [switch]$IncludeExcluded,
        [ValidateSet('en', 'ja')][string]$Language
    )
    try {
        $words = @(Get-OptionArgument $PSBoundParameters $script:SiteOptions)
        $words += @(Get-OptionArgument $PSBoundParameters @{ Method = 'method'; From = 'from'; ComputerName = 'client' })
        Get-PlannedFlow ($words + @(Get-LanguageArgument $Language)) -IncludeExcluded:$IncludeExcluded
    }
    catch { $PSCmdlet.ThrowTerminatingError($_) }
}
