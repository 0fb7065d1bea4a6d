# The commands of CIM that are called, with the parameters that Microsoft documents for them, before a
# site that a test makes: computers, their namespaces, and in each the instances of its classes.
$script:Computers = @{}
$script:Opened = [System.Collections.Generic.List[object]]::new()

# @{ cm01 = @{ 'root\sms' = @{ SMS_ProviderLocation = @(...) } } }; this computer is ''.
function Set-StandInComputer {
    param([Parameter(Mandatory = $true)][hashtable]$Computers)
    $script:Computers = $Computers
    $script:Opened.Clear()
}
# What was opened, in order: computer, protocol, user, and whether it was closed.
function Get-StandInSession {
    foreach ($one in $script:Opened) {
        [pscustomobject]@{ Computer = $one.Computer; Protocol = $one.Protocol; User = $one.User; IsClosed = (Get-Field '_disposed').GetValue($one.Session) }
    }
}
function Get-Field([string]$Name) { [Microsoft.Management.Infrastructure.CimSession].GetField($Name, [System.Reflection.BindingFlags]'NonPublic,Instance') }
function Set-Field($Session, [string]$Name, $Value) { (Get-Field $Name).SetValue($Session, $Value) }

function New-CimSessionOption {
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)][ValidateSet('Dcom', 'Default', 'Wsman')][string]$Protocol)
    [pscustomobject]@{ Protocol = $Protocol }
}
function New-CimSession {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)][string[]]$ComputerName,
        [Parameter(Position = 1)][pscredential]$Credential,
        [object]$SessionOption
    )
    foreach ($computer in $ComputerName) {
        if (-not $script:Computers.ContainsKey($computer)) { Write-Error "The client cannot connect to the destination specified in the request: $computer"; continue }
        # The real type, as parameters ask for it, with no more in it than its end needs.
        $session = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject([Microsoft.Management.Infrastructure.CimSession])
        Set-Field $session '_disposeThreadSafetyLock' ([object]::new())
        Set-Field $session '<ComputerName>k__BackingField' $computer
        $protocol = if ($null -eq $SessionOption) { 'Wsman' } else { $SessionOption.Protocol }
        $script:Opened.Add([pscustomobject]@{ Computer = $computer; Protocol = $protocol; User = if ($null -eq $Credential) { $null } else { $Credential.UserName }; Session = $session })
        $session
    }
}
function Get-CimInstance {
    [CmdletBinding(DefaultParameterSetName = 'ComputerName')]
    param(
        [Parameter(Mandatory = $true, Position = 0)][string]$ClassName,
        [string]$Namespace = 'root\cimv2',
        [Parameter(ParameterSetName = 'ComputerName')][string]$ComputerName = '',
        [Parameter(Mandatory = $true, ParameterSetName = 'Session')][Microsoft.Management.Infrastructure.CimSession]$CimSession
    )
    $computer = $ComputerName
    if ($null -ne $CimSession) { $computer = $CimSession.ComputerName }
    if (-not $script:Computers.ContainsKey($computer)) { Write-Error "The client cannot connect to the destination specified in the request: $computer"; return }
    $namespaces = $script:Computers[$computer]
    if (-not $namespaces.ContainsKey($Namespace)) { Write-Error 'Invalid namespace '; return }
    if (-not $namespaces[$Namespace].ContainsKey($ClassName)) { Write-Error 'Invalid class '; return }
    $namespaces[$Namespace][$ClassName]
}
Export-ModuleMember -Function *-Cim*, *-StandIn*
