# .EXTERNALHELP CcmPreflight-help.xml
function Invoke-CcmPreflight {
    [CmdletBinding(DefaultParameterSetName = 'ComputerName', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType('CcmPreflight.Client')]
    param(
        [Parameter(Mandatory = $true, ValueFromPipeline = $true, ParameterSetName = 'Session')]
        [System.Management.Automation.Runspaces.PSSession[]]$Session,
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'ComputerName')]
        [string[]]$ComputerName,
        [Parameter(ParameterSetName = 'ComputerName')]
        [System.Management.Automation.PSCredential][System.Management.Automation.Credential()]$Credential = [System.Management.Automation.PSCredential]::Empty,
        # By SSH, which Windows PowerShell does not have.
        [Parameter(Mandatory = $true, ParameterSetName = 'HostName')]
        [string[]]$HostName,
        [Parameter(ParameterSetName = 'HostName')]
        [string]$UserName,
        [Parameter(ParameterSetName = 'HostName')]
        [string]$KeyFilePath,
        [Parameter(ParameterSetName = 'HostName')]
        [hashtable]$SshOption,
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
        [ValidateSet('client-push', 'software-update-point', 'group-policy', 'manual', 'software-distribution')][string[]]$Method,
        [string]$Timeout,
        [string]$ResponseTimeout,
        [int]$Retry,
        [string]$CaFile,
        # The executable for the clients, where it is not the one that this computer runs.
        [string]$Executable,
        [ValidateRange(1, 256)][int]$ThrottleLimit = 16,
        [ValidateRange(1, 86400)][int]$TimeoutSeconds = 600,
        # Reports of the site server, to join with those of the clients.
        [string[]]$Report,
        # What the clients' short names are names in, where those reports have the full ones.
        [string]$Domain,
        [string]$ReportPath,
        [ValidateSet('en', 'ja')][string]$Language
    )
    begin { $sessions = New-Object System.Collections.Generic.List[object] }
    process { foreach ($one in $Session) { $sessions.Add($one) } }
    end {
        $texts = $script:Texts
        $own = @()
        $work = $null
        $workers = @()
        $pool = $null
        $missing = New-Object System.Collections.Generic.List[string]
        $fetched = New-Object System.Collections.Generic.List[string]
        $isOver = $false
        try {
            $names = @($sessions | ForEach-Object { $_.ComputerName })
            if ($PSCmdlet.ParameterSetName -eq 'ComputerName') { $names = $ComputerName }
            if ($PSCmdlet.ParameterSetName -eq 'HostName') { $names = $HostName }
            if (@($names).Count -eq 0) { return }
            if (-not $PSCmdlet.ShouldProcess(($names -join ', '), $texts.remoteAction)) {
                if ($WhatIfPreference) { Get-WhatIfFlow 'client' $PSBoundParameters $Language }
                return
            }

            $program = $Executable
            if ($program -eq '') { $program = Find-Tool } else { $program = Resolve-ToolPath $program }
            $bound = @{}
            foreach ($name in $PSBoundParameters.Keys) { $bound[$name] = $PSBoundParameters[$name] }
            $beside = @($Report | Where-Object { $_ } | ForEach-Object { Resolve-ToolPath $_ })
            # What ends the words of an option that takes several stands last.
            $joining = @(Get-OptionArgument $bound @{ Domain = 'domain' })
            if ($ReportPath -ne '') { $joining += "-o=ndjson=$(Resolve-ToolPath $ReportPath)" }
            $joining += @(Get-LanguageArgument $Language)
            $files = @{}
            # Under a name of its own there: whatever it is called here.
            if ($Site -ne '') { $files['site.yaml'] = Resolve-ToolPath $Site; $bound.Remove('Site') }
            if ($CaFile -ne '') { $files['ca.pem'] = Resolve-ToolPath $CaFile }
            $words = @('check', '--from=client', '--quiet', '-o=ndjson')
            if ($files.ContainsKey('site.yaml')) { $words += '--site=site.yaml' }
            if ($files.ContainsKey('ca.pem')) { $words += '--ca=ca.pem' }
            $words += @(Get-OptionArgument $bound $script:SiteOptions)
            $words += @(Get-OptionArgument $bound @{ Method = 'method'; Timeout = 'timeout'; ResponseTimeout = 'response-timeout'; Retry = 'retries' })
            $arguments = ($words | ForEach-Object { ConvertTo-NativeArgument $_ }) -join ' '
            Write-Verbose "ccm-preflight $arguments"

            $work = Join-Path ([System.IO.Path]::GetTempPath()) ('ccm-preflight-' + [guid]::NewGuid().ToString('N'))
            [void](New-Item -ItemType Directory -Path $work -WhatIf:$false -Confirm:$false)
            $package = New-RemotePackage $work $program $files

            if ($PSCmdlet.ParameterSetName -ne 'Session') {
                $connect = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'refused' }
                if ($PSCmdlet.ParameterSetName -eq 'HostName') {
                    $connect.HostName = $HostName
                    # Longer than a computer takes that is there, shorter than TCP's own patience.
                    # The first versions of PowerShell 7 do not have it.
                    if ((Get-Command -Name New-PSSession).Parameters.ContainsKey('ConnectingTimeout')) { $connect.ConnectingTimeout = 30000 }
                    if ($UserName -ne '') { $connect.UserName = $UserName }
                    if ($KeyFilePath -ne '') { $connect.KeyFilePath = Resolve-ToolPath $KeyFilePath }
                    if ($null -ne $SshOption) { $connect.Options = $SshOption }
                }
                else {
                    $connect.ComputerName = $ComputerName
                    $connect.ThrottleLimit = $ThrottleLimit
                    if ($Credential -ne [System.Management.Automation.PSCredential]::Empty) { $connect.Credential = $Credential }
                }
                $refused = @()
                $own = @(New-PSSession @connect)
                foreach ($one in $own) { $sessions.Add($one) }
                $reached = @($own | ForEach-Object { $_.ComputerName })
                $reasons = @($refused | ForEach-Object { $_.Exception.Message } | Select-Object -Unique) -join ' '
                foreach ($name in $names) {
                    if ($reached -contains $name) { continue }
                    $missing.Add($name)
                    $PSCmdlet.WriteError((New-ToolError SessionFailed ConnectionError ($texts.sessionFailed -f $name, $reasons) $name))
                }
            }

            $pool = [runspacefactory]::CreateRunspacePool(1, $ThrottleLimit)
            $pool.Open()
            $isForWindows = Test-WindowsProgram $program
            $workers = @(foreach ($one in $sessions) {
                    $shell = [powershell]::Create()
                    $shell.RunspacePool = $pool
                    $state = [hashtable]::Synchronized(@{ Folder = $null })
                    [void]$shell.AddScript($script:RemoteWork).AddArgument($one).AddArgument($package).AddArgument($isForWindows).AddArgument($arguments).AddArgument($TimeoutSeconds).AddArgument($state)
                    @{ Session = $one; Shell = $shell; State = $state; Started = $shell.BeginInvoke(); Done = $false; Told = $false }
                })
            $done = 0
            while ($done -lt $workers.Count) {
                $ready = @($workers | Where-Object { -not $_.Done -and $_.Started.IsCompleted })
                if ($ready.Count -eq 0) { Start-Sleep -Milliseconds 100; continue }
                foreach ($worker in $ready) {
                    $worker.Done = $true
                    $done += 1
                    $name = $worker.Session.ComputerName
                    $result = $null
                    $problem = $null
                    try { $result = @($worker.Shell.EndInvoke($worker.Started)) | Select-Object -Last 1 }
                    catch {
                        $inner = $_.Exception
                        while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
                        $problem = New-ToolError RemoteFailed ConnectionError ($texts.remoteFailed -f $name, $inner.Message) $worker.Session
                    }
                    $left = Remove-RemoteFolder $worker.Session $worker.State.Folder
                    if ($null -ne $left) {
                        $PSCmdlet.WriteError((New-ToolError RemoteLeft ResourceExists ($texts.remoteLeft -f $name, $worker.State.Folder, $left) $worker.Session))
                    }
                    $worker.State.Folder = $null
                    if ($null -eq $problem) { $problem = Get-RemoteProblem $result $name $isForWindows $TimeoutSeconds $worker.Session }
                    if ($null -ne $problem) {
                        $missing.Add($name)
                        $worker.Told = $true
                        $PSCmdlet.WriteError($problem)
                    }
                    else {
                        $file = Join-Path $work "$done.ndjson"
                        [System.IO.File]::WriteAllText($file, $result.Report, (New-Object System.Text.UTF8Encoding $false))
                        $fetched.Add($file)
                        $worker.Told = $true
                    }
                    Write-Progress -Activity $texts.remoteActivity -Status ($texts.clients -f $done, $workers.Count) -PercentComplete ([int](100 * $done / $workers.Count))
                }
            }
            $isOver = $true
            Write-Progress -Activity $texts.remoteActivity -Completed
            if ($own.Count -gt 0) { Remove-PSSession -Session $own }
            $reports = $beside + $fetched.ToArray()
            if ($reports.Count -eq 0) { return }
            Join-Report $reports (@($missing | ForEach-Object { "--missing=$_" }) + $joining)
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
        finally {
            foreach ($worker in $workers) {
                if (-not $worker.Done) { $worker.Shell.Stop() }
                [void](Remove-RemoteFolder $worker.Session $worker.State.Folder)
                $worker.Shell.Dispose()
            }
            if ($null -ne $pool) { $pool.Dispose() }
            foreach ($one in $own) { $one.Runspace.Dispose() }
            try {
                # Stopped half way: what was fetched by then is kept, and everybody else is named in it.
                if (-not $isOver -and $ReportPath -ne '' -and $fetched.Count -gt 0) {
                    foreach ($worker in $workers) { if (-not $worker.Told) { $missing.Add($worker.Session.ComputerName) } }
                    $words = @('merge', '--quiet') + @($missing | ForEach-Object { "--missing=$_" }) + $joining + $beside + $fetched.ToArray()
                    $null = @(Invoke-Tool -Argument $words -Ended @{})
                }
            }
            finally { if ($null -ne $work) { [System.IO.Directory]::Delete($work, $true) } }
        }
    }
}
