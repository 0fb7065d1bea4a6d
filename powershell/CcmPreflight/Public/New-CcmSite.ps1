# .EXTERNALHELP CcmPreflight-help.xml
function New-CcmSite {
    [CmdletBinding(SupportsShouldProcess = $true)]
    [OutputType([System.IO.FileInfo])]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string]$Path,
        # Looks for the site in DNS, at its management points and in the registry first.
        [switch]$Discover,
        [string]$Domain,
        [string]$DnsServer,
        [string]$Timeout,
        [switch]$Force,
        # What describes the site; the same as the keys of a site file.
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
        # What Export-CcmBoundary wrote.
        [string]$BoundaryGroup,
        [ValidateSet('en', 'ja')][string]$Language
    )
    try {
        $file = Resolve-ToolPath $Path
        if (-not $PSCmdlet.ShouldProcess($file, $script:Texts.siteAction)) { return }
        $words = @('init') + @(Get-OptionArgument $PSBoundParameters $script:SiteOptions)
        $words += @(Get-OptionArgument $PSBoundParameters @{ Domain = 'domain'; DnsServer = 'dns'; Timeout = 'timeout'; BoundaryGroup = 'boundary-groups' })
        if ($Discover) { $words += '--discover' }
        if ($Force) { $words += '--force' }
        $ended = @{}
        $null = @(Invoke-Tool -Argument ($words + @(Get-LanguageArgument $Language) + @($file)) -Ended $ended)
        # Where something could not be looked at, the file holds the rest; where nothing was found there is none.
        $failure = Get-ToolFailure $ended
        if ($null -ne $failure) { throw $failure }
        if ($ended.ExitCode -eq 1) { throw (New-ToolError NothingFound ObjectNotFound ($script:Texts.nothingFound -f $ended.Said) $file) }
        Write-ToolNote $ended
        Get-Item -LiteralPath $file
    }
    catch { $PSCmdlet.ThrowTerminatingError($_) }
}
