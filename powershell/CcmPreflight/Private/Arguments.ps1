# Parameters that describe a site, and the options of the tool that they are.
$script:SiteOptions = @{
    Site                   = 'site'
    Product                = 'product'
    Communication          = 'communication'
    SiteCode               = 'site-code'
    SiteServer             = 'site-server'
    ManagementPoint        = 'mp'
    DistributionPoint      = 'dp'
    ServerLocatorPoint     = 'slp'
    FallbackStatusPoint    = 'fsp'
    SoftwareUpdatePoint    = 'sup'
    CloudManagementGateway = 'cmg'
    Source                 = 'source'
    RunFrom                = 'run-from'
    SetupCommandLine       = 'from-command-line'
    Set                    = 'set'
}

# Parameters of a run, likewise.
$script:RunOptions = @{
    Method          = 'method'
    Timeout         = 'timeout'
    ResponseTimeout = 'response-timeout'
    Retry           = 'retries'
    Concurrency     = 'concurrency'
    Rate            = 'rate'
    CaFile          = 'ca'
    ClientCertFile  = 'client-cert'
    ClientKeyFile   = 'client-key'
    Resume          = 'resume'
    Wait            = 'wait'
}

$script:PathOptions = @('Site', 'CaFile', 'ClientCertFile', 'ClientKeyFile', 'Resume', 'BoundaryGroup')

# `--option=value` for each value that was bound: nothing of it can be taken for an option.
function Get-OptionArgument([System.Collections.IDictionary]$Bound, [hashtable]$Options) {
    foreach ($name in @($Options.Keys) | Sort-Object) {
        if (-not $Bound.ContainsKey($name)) { continue }
        foreach ($value in @($Bound[$name])) {
            $text = [string]$value
            if ($script:PathOptions -contains $name) { $text = Resolve-ToolPath $text }
            "--$($Options[$name])=$text"
        }
    }
}

# What objects of Active Directory, Configuration Manager, CSV files and this module call a computer,
# the fullest name first. The last are doubtful: Client says in Configuration Manager whether there is
# one, and FullDomainName has there the domain's name, in WSUS the computer's.
$script:NameProperties = @('ComputerName', 'DNSHostName', 'Name', 'CN', 'MachineName', 'NetbiosName', 'Client', 'PSComputerName', 'FullDomainName')

# The computer names of what came down the pipeline; null where there is none.
function Get-NameOf($Item) {
    if ($Item -is [string]) { return $Item }
    if ($Item -is [ValueType]) { return [string]$Item }
    if ($Item -is [System.Net.IPAddress]) { return $Item.ToString() }
    foreach ($name in $script:NameProperties) {
        $member = $Item.psobject.Properties[$name]
        # Numbers, and yes and no, are no names.
        if ($null -eq $member -or $null -eq $member.Value -or $member.Value -is [ValueType]) { continue }
        $text = ([string]$member.Value).Trim()
        if ($text -ne '') { return $text }
    }
}
