# The classes that hold a site's boundary groups, and of them what `init --boundary-groups` reads.
$script:BoundaryClasses = [ordered]@{
    SMS_Boundary                   = 'BoundaryID', 'BoundaryType', 'Value'
    SMS_BoundaryGroup              = 'GroupID', 'Name'
    SMS_BoundaryGroupMembers       = 'BoundaryID', 'GroupID'
    SMS_BoundaryGroupSiteSystems   = 'GroupID', 'ServerNALPath'
    SMS_BoundaryGroupRelationships = 'SourceGroupID', 'DestinationGroupID', 'FallbackDP', 'FallbackMP', 'FallbackSUP'
}

# A session with a computer; $Opened gets it, so that whoever asked ends it.
function Connect-Provider([string]$Computer, [System.Management.Automation.PSCredential]$Credential, [string]$Protocol, $Opened) {
    $connect = @{ ComputerName = $Computer; ErrorAction = 'Stop' }
    if ($null -ne $Credential -and $Credential -ne [System.Management.Automation.PSCredential]::Empty) { $connect.Credential = $Credential }
    if ($Protocol -eq 'Dcom') { $connect.SessionOption = New-CimSessionOption -Protocol Dcom }
    try { $session = New-CimSession @connect }
    catch { throw (New-ToolError SessionFailed ConnectionError ($script:Texts.providerSession -f $Computer, $_.Exception.Message, $Protocol) $Computer) }
    $Opened.Add($session)
    $session
}

# Which site's SMS Provider is where, as a computer tells that has one or that is the site's server.
function Find-Provider([hashtable]$Through, [string]$Where, [string]$SiteCode) {
    $texts = $script:Texts
    try { $found = @(Get-CimInstance @Through -Namespace 'root\sms' -ClassName SMS_ProviderLocation -ErrorAction Stop) }
    catch { throw (New-ToolError ProviderNotFound ObjectNotFound ($texts.providerNotFound -f $Where, $_.Exception.Message) $Where) }
    $codes = @($found | ForEach-Object { [string]$_.SiteCode } | Sort-Object -Unique)
    $chosen = @($found | Where-Object { $SiteCode -eq '' -or $_.SiteCode -eq $SiteCode })
    # On a central site's server there are those of its other sites, too.
    if ($SiteCode -eq '' -and $codes.Count -gt 1) { $chosen = @($found | Where-Object { $_.ProviderForLocalSite -eq $true }) }
    $left = @($chosen | ForEach-Object { [string]$_.SiteCode } | Sort-Object -Unique)
    if ($found.Count -eq 0) { throw (New-ToolError ProviderNotFound ObjectNotFound ($texts.providerNotFound -f $Where, $texts.noResult) $Where) }
    if ($left.Count -eq 0 -or $left.Count -gt 1) { throw (New-ToolError SiteNotFound InvalidArgument ($texts.siteNotFound -f $Where, ($codes -join ', '), $SiteCode) $SiteCode) }
    # Of several, the one that was asked, which is known to answer.
    $here = $Where.Split('.')[0]
    $same = @($chosen | Where-Object { ([string]$_.Machine).Split('.')[0] -eq $here })
    if ($same.Count -gt 0) { $chosen = $same }
    @{ SiteCode = $left[0]; Machine = [string]$chosen[0].Machine; IsHere = $same.Count -gt 0 }
}

# The five classes, as the tool reads them. What could not be read whole is nothing.
function Get-BoundaryClass([hashtable]$Through, [string]$SiteCode) {
    $texts = $script:Texts
    $activity = $texts.boundaryActivity -f $SiteCode
    $all = [ordered]@{}
    try {
        foreach ($class in $script:BoundaryClasses.Keys) {
            Write-Progress -Activity $activity -Status $class -PercentComplete ([int](100 * $all.Count / $script:BoundaryClasses.Count))
            try { $instances = @(Get-CimInstance @Through -Namespace "root\sms\site_$SiteCode" -ClassName $class -ErrorAction Stop) }
            catch { throw (New-ToolError ClassNotRead ReadError ($texts.classNotRead -f $class, $SiteCode, $_.Exception.Message) $class) }
            $all[$class] = @(foreach ($instance in $instances) {
                    $row = [ordered]@{}
                    foreach ($name in $script:BoundaryClasses[$class]) {
                        $value = Get-MemberValue $instance $name
                        if ($null -ne $value) { $row[$name] = $value }
                    }
                    [pscustomobject]$row
                })
        }
    }
    finally { Write-Progress -Activity $activity -Completed }
    $all
}

# Puts a file that is whole in the place of another, or of none.
function Move-WholeFile([string]$From, [string]$To) {
    if ([System.IO.File]::Exists($To)) { [System.IO.File]::Replace($From, $To, [NullString]::Value) } else { [System.IO.File]::Move($From, $To) }
}
