# .EXTERNALHELP CcmPreflight-help.xml
function Export-CcmBoundary {
    [CmdletBinding(DefaultParameterSetName = 'Local', SupportsShouldProcess = $true)]
    [OutputType([System.IO.FileInfo])]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string]$Path,
        # Where the SMS Provider is, or who knows; this computer where nobody is named.
        [Parameter(Mandatory = $true, Position = 1, ParameterSetName = 'Remote')]
        [string]$SiteServer,
        [Parameter(ParameterSetName = 'Remote')]
        [System.Management.Automation.PSCredential][System.Management.Automation.Credential()]$Credential = [System.Management.Automation.PSCredential]::Empty,
        # The console itself speaks Dcom.
        [Parameter(ParameterSetName = 'Remote')]
        [ValidateSet('Wsman', 'Dcom')][string]$Protocol = 'Wsman',
        [Parameter(Mandatory = $true, ParameterSetName = 'Session')]
        [Microsoft.Management.Infrastructure.CimSession]$CimSession,
        [string]$SiteCode
    )
    $texts = $script:Texts
    $opened = New-Object System.Collections.Generic.List[object]
    $partial = $null
    try {
        $file = Resolve-ToolPath $Path
        if (-not $PSCmdlet.ShouldProcess($file, $texts.boundaryAction)) { return }
        # A file that can't be written is told before anything is asked.
        $beside = '{0}.{1}.tmp' -f $file, [guid]::NewGuid().ToString('N')
        try { [System.IO.File]::Create($beside).Dispose() }
        catch { throw (New-ToolError NotWritten WriteError ($texts.notWritten -f $file, $_.Exception.GetBaseException().Message) $file) }
        $partial = $beside

        $through = @{}
        $where = [Environment]::MachineName
        switch ($PSCmdlet.ParameterSetName) {
            'Remote' {
                $where = $SiteServer
                $through.CimSession = Connect-Provider $SiteServer $Credential $Protocol $opened
            }
            'Session' {
                $where = [string]$CimSession.ComputerName
                $through.CimSession = $CimSession
            }
        }
        $provider = Find-Provider $through $where $SiteCode
        # A session that was given is all that there may be of rights.
        if (-not $provider.IsHere -and $PSCmdlet.ParameterSetName -ne 'Session') {
            $through.CimSession = Connect-Provider $provider.Machine $Credential $Protocol $opened
        }
        $classes = Get-BoundaryClass $through $provider.SiteCode
        # Whoever may not read them is told of none.
        if ($classes.SMS_BoundaryGroup.Count -eq 0) { throw (New-ToolError NoBoundaryGroup ObjectNotFound ($texts.noBoundaryGroup -f $provider.SiteCode) $provider.SiteCode) }
        $json = ConvertTo-Json -InputObject $classes -Depth 4
        try {
            [System.IO.File]::WriteAllText($beside, $json, (New-Object System.Text.UTF8Encoding $false))
            Move-WholeFile $beside $file
        }
        catch { throw (New-ToolError NotWritten WriteError ($texts.notWritten -f $file, $_.Exception.GetBaseException().Message) $file) }
        $partial = $null
        Get-Item -LiteralPath $file
    }
    catch { $PSCmdlet.ThrowTerminatingError($_) }
    finally {
        if ($null -ne $partial) { [System.IO.File]::Delete($partial) }
        foreach ($session in $opened) { $session.Dispose() }
    }
}
