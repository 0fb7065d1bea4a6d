# The commands of Windows Firewall that a script may call, with the parameters and the kinds of values
# that Microsoft documents for them. They keep rules in a list instead of in a firewall.
enum Profile { Any = 0; Domain = 1; Private = 2; Public = 4; NotApplicable = 65535 }
enum Direction { Inbound = 1; Outbound = 2 }
enum Action { NotConfigured = 0; Allow = 2; Block = 4 }
enum Enabled { True = 1; False = 2 }
enum EdgeTraversal { Block = 0; Allow = 1; DeferToUser = 2; DeferToApp = 3 }
enum InterfaceType { Any = 0; Wired = 1; Wireless = 2; RemoteAccess = 4 }

$script:Rules = [ordered]@{}

function New-NetFirewallRule {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [string]$PolicyStore, [string]$GPOSession, [Alias('ID')][string]$Name, [Parameter(Mandatory = $true)][string]$DisplayName,
        [string]$Description, [string]$Group, [Enabled]$Enabled, [Profile[]]$Profile, [string[]]$Platform, [Direction]$Direction,
        [Action]$Action, [EdgeTraversal]$EdgeTraversalPolicy, [bool]$LooseSourceMapping, [bool]$LocalOnlyMapping, [string]$Owner,
        [string[]]$LocalAddress, [string[]]$RemoteAddress, [string]$Protocol, [string[]]$LocalPort, [string[]]$RemotePort,
        [string[]]$IcmpType, [string]$DynamicTarget, [string]$Program, [string]$Package, [string]$Service,
        [string[]]$InterfaceAlias, [InterfaceType]$InterfaceType, [string]$LocalUser, [string]$RemoteUser, [string]$RemoteMachine,
        [int]$ThrottleLimit, [switch]$AsJob
    )
    if ($script:Rules.Contains($Name)) { throw "Cannot create a file when that file already exists: $Name" }
    # A range of names, or nothing at all, is no address of anybody.
    foreach ($address in $RemoteAddress) { [void][ipaddress]::Parse($address) }
    if ($PSBoundParameters.ContainsKey('LocalPort') -and $Protocol -notin 'TCP', 'UDP') { throw "LocalPort goes with TCP and UDP alone, not with $Protocol" }
    if ($PSBoundParameters.ContainsKey('IcmpType') -and $Protocol -notin 'ICMPv4', 'ICMPv6') { throw "IcmpType goes with ICMP alone, not with $Protocol" }
    $rule = [pscustomobject]$PSBoundParameters
    if ($PSCmdlet.ShouldProcess($Name)) { $script:Rules[$Name] = $rule; $rule }
}

function Get-NetFirewallRule {
    [CmdletBinding(DefaultParameterSetName = 'All')]
    param(
        [Parameter(ParameterSetName = 'All')][switch]$All,
        [Parameter(ParameterSetName = 'Name', Position = 0)][Alias('ID')][string[]]$Name,
        [Parameter(ParameterSetName = 'DisplayName')][string[]]$DisplayName,
        [Parameter(ParameterSetName = 'Group')][string[]]$Group,
        [string]$PolicyStore
    )
    if ($PSCmdlet.ParameterSetName -eq 'All') { return $script:Rules.Values }
    foreach ($one in $Name) {
        $found = @($script:Rules.Values | Where-Object Name -Like $one)
        if ($found.Count -eq 0) { Write-Error "No MSFT_NetFirewallRule objects found with property 'InstanceID' equal to '$one'." }
        $found
    }
}

function Remove-NetFirewallRule {
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'All')]
    param([Parameter(ParameterSetName = 'All')][switch]$All, [Parameter(ParameterSetName = 'Name', Position = 0)][Alias('ID')][string[]]$Name, [Parameter(ParameterSetName = 'Group')][string[]]$Group, [string]$PolicyStore)
    foreach ($rule in @(Get-NetFirewallRule @PSBoundParameters)) {
        if ($PSCmdlet.ShouldProcess($rule.Name)) { $script:Rules.Remove($rule.Name) }
    }
}

function Clear-StandInRule { $script:Rules.Clear() }
