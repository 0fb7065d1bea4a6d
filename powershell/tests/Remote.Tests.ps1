# Invoke-CcmPreflight through SSH, with PowerShell on both ends: four clients in network namespaces, of
# which one answers, one is off, one takes too long, and one loses its session half way.
BeforeDiscovery {
    $script:Reason = $null
    if ((& id -u) -ne '0') { $script:Reason = 'network namespaces need root' }
    elseif (-not (Test-Path /usr/sbin/sshd)) { $script:Reason = 'there is no /usr/sbin/sshd (Debian: openssh-server)' }
    elseif (-not (Get-Command ip -CommandType Application -ErrorAction Ignore)) { $script:Reason = 'there is no ip (Debian: iproute2)' }
    if ($script:Reason -and $env:CCM_PREFLIGHT_REQUIRE_REAL -eq '1') { throw $script:Reason }
    if ($script:Reason) { Write-Host "skipped: powershell/tests/Remote.Tests.ps1: $script:Reason" }
}

Describe 'Invoke-CcmPreflight' -Skip:($null -ne $script:Reason) {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Support.ps1')
        $folder = New-TestFolder
        $name = 'ccmps-' + [guid]::NewGuid().ToString('N').Substring(0, 6)
        $hub = "$name-hub"
        $started = [System.Collections.Generic.List[System.Diagnostics.Process]]::new()
        function Invoke-Native { $output = & $args[0] @($args | Select-Object -Skip 1) 2>&1; if ($LASTEXITCODE -ne 0) { throw "$args`: $output" }; $output }
        # But for what a PowerShell that is still ending has there itself.
        function Get-Left([int]$Number) {
            @(Get-ChildItem "$folder/pc$Number" -Recurse | Where-Object Name -NotMatch '^(clr-debug-pipe|dotnet-diagnostic|CoreFxPipe)[-_]').FullName
        }
        function Start-Native([string[]]$Words) {
            $start = [System.Diagnostics.ProcessStartInfo]::new($Words[0])
            $Words | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $started.Add($process)
            $process
        }
        Invoke-Native ip netns add $hub
        Invoke-Native ip -n $hub link add lan type bridge
        Invoke-Native ip -n $hub address add 10.77.0.1/24 dev lan
        Invoke-Native ip -n $hub link set lan up
        Invoke-Native ip -n $hub link set lo up
        Invoke-Native ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
        Invoke-Native ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
        $null = New-Item -ItemType Directory -Force /run/sshd
        foreach ($number in 1..4) {
            $client = "$name-pc$number"
            $temporary = (New-Item -ItemType Directory "$folder/pc$number").FullName
            Invoke-Native ip netns add $client
            Invoke-Native ip -n $hub link add "pc$number" type veth peer name eth0 netns $client
            Invoke-Native ip -n $hub link set "pc$number" master lan
            Invoke-Native ip -n $hub link set "pc$number" up
            Invoke-Native ip -n $client address add "10.77.0.1$number/24" dev eth0
            Invoke-Native ip -n $client link set lo up
            # The last is off.
            if ($number -eq 4) { continue }
            Invoke-Native ip -n $client link set eth0 up
            Set-Content "$folder/sshd$number" @"
ListenAddress 10.77.0.1$number
HostKey $folder/host
PidFile none
AuthorizedKeysFile $folder/key.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
SetEnv TMPDIR=$temporary
Subsystem powershell /usr/bin/env HOME=$env:HOME PATH=$env:PATH POWERSHELL_TELEMETRY_OPTOUT=1 $env:PWSH -sshs -NoLogo
"@
            $null = Start-Native ip, netns, exec, $client, unshare, --uts, sh, -c, "hostname pc00$number && exec /usr/sbin/sshd -D -f $folder/sshd$number"
        }
        # What is sent to the clients: the tool itself, but for two of them.
        Set-Content "$folder/client" @"
#!/bin/sh
case `$(hostname) in
  pc002) exec sleep 600 ;;
  pc003) kill -9 `$PPID; exec sleep 600 ;;
esac
exec node $Tool "`$@"
"@
        Invoke-Native chmod 755 "$folder/client"
        $listen = Start-Native ip, netns, exec, $hub, node, $Tool, listen, --product, current-branch, --address, 10.77.0.1, --role, management-point
        while ($null -ne ($line = $listen.StandardOutput.ReadLine())) { if ($line -match 'Ctrl-C') { break } }
    }
    AfterAll {
        foreach ($process in $started) { if (-not $process.HasExited) { $process.Kill($true); $process.WaitForExit() } }
        foreach ($one in @('hub') + (1..4 | ForEach-Object { "pc$_" })) {
            # What a session that broke left running ends with its namespace.
            foreach ($id in & ip netns pids "$name-$one") { & kill -9 $id }
            & ip netns delete "$name-$one"
        }
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'joins what the clients report, and tells of each that gave no report' {
        Set-Content "$folder/case.ps1" @'
param($Module, $Folder)
Import-Module $Module
$found = @(Invoke-CcmPreflight -HostName 10.77.0.11, 10.77.0.12, 10.77.0.13, 10.77.0.14 -UserName root -KeyFilePath "$Folder/key" -SshOption @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR'; ConnectTimeout = '5' } -Executable "$Folder/client" -Product current-branch -ManagementPoint 10.77.0.1 -RunFrom local -Method manual -TimeoutSeconds 20 -ReportPath "$Folder/joined.ndjson" -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue)
@{
    Found  = @($found | ForEach-Object { @{ ComputerName = $_.ComputerName; Here = $_.Here; From = $_.From } })
    Failed = @($failed | Where-Object FullyQualifiedErrorId -Like 'CcmPreflight.*' | ForEach-Object { @{ Id = $_.FullyQualifiedErrorId; Message = $_.Exception.Message } })
    Warned = @($warned | ForEach-Object Message)
    Sessions = @(Get-PSSession).Count
} | ConvertTo-Json -Depth 5 | Set-Content "$Folder/told.json"
'@
        $text = (& ip netns exec $hub $env:PWSH -NoProfile -NonInteractive -File "$folder/case.ps1" (Join-Path $ModuleFolder 'CcmPreflight.psd1') $folder 2>&1) -join "`n"
        # ssh itself says that nobody is there.
        @($text -split "`n" | Where-Object { $_ -notmatch '^ssh: connect to host 10\.77\.0\.14 ' }) | Should -BeNullOrEmpty
        $text = Get-Content "$folder/told.json" -Raw
        $told = $text | ConvertFrom-Json
        @($told.Found.ComputerName) | Should -Be @('pc001') -Because $text
        $told.Found[0].Here | Should -BeIn @('works', 'degraded')
        $told.Failed | Where-Object Message -Match '10\.77\.0\.12' | ForEach-Object Id | Should -Be 'CcmPreflight.RemoteTimeout,Invoke-CcmPreflight' -Because $text
        @($told.Failed | Where-Object Message -Match '10\.77\.0\.13' | ForEach-Object Id) | Should -Contain 'CcmPreflight.RemoteFailed,Invoke-CcmPreflight' -Because $text
        $told.Failed | Where-Object Message -Match '10\.77\.0\.14' | ForEach-Object Id | Should -Be 'CcmPreflight.SessionFailed,Invoke-CcmPreflight' -Because $text
        # Who is missing is named in the report itself.
        $report = Get-Content "$folder/joined.ndjson" -Raw
        foreach ($number in 2..4) { $report | Should -Match "10\.77\.0\.1$number" }
        $told.Sessions | Should -Be 0
        # Nothing stays on a client that could be reached again.
        foreach ($number in 1, 2) { Get-Left $number | Should -BeNullOrEmpty -Because $text }
    }
    It 'joins the report of the site server, which has full names, with those of sessions that stay' {
        Set-Content "$folder/both.ps1" @'
param($Module, $Folder)
Import-Module $Module
$site = @{ Product = 'current-branch'; ManagementPoint = '10.77.0.1'; RunFrom = 'local'; Method = 'manual' }
$null = Test-CcmClientInstall pc001.contoso.com @site -Timeout 1s -Retry 0 -ReportPath "$Folder/server.ndjson" -WarningAction SilentlyContinue
$session = New-PSSession -HostName 10.77.0.11 -UserName root -KeyFilePath "$Folder/key" -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' }
$found = @($session | Invoke-CcmPreflight @site -Executable "$Folder/client" -Report "$Folder/server.ndjson" -Domain contoso.com -WarningAction SilentlyContinue)
@{ Found = @($found | ForEach-Object { @{ ComputerName = $_.ComputerName; Verdict = $_.Verdict } }); Session = [string]$session.State } | ConvertTo-Json -Depth 5
Remove-PSSession $session
'@
        $text = (& ip netns exec $hub $env:PWSH -NoProfile -NonInteractive -File "$folder/both.ps1" (Join-Path $ModuleFolder 'CcmPreflight.psd1') $folder) -join "`n"
        $told = $text | ConvertFrom-Json
        @($told.Found.ComputerName) | Should -Be @('pc001.contoso.com') -Because $text
        $told.Found[0].Verdict | Should -BeIn @('works', 'degraded') -Because $text
        $told.Session | Should -Be 'Opened'
        Get-Left 1 | Should -BeNullOrEmpty
    }
    It 'is stopped: the report holds what was fetched, and nothing is left where it ran' {
        Set-Content "$folder/stopped.ps1" @'
param($Module, $Folder)
$shell = [powershell]::Create()
[void]$shell.AddScript({
        param($Module, $Folder)
        Import-Module $Module
        Invoke-CcmPreflight -HostName 10.77.0.11, 10.77.0.12 -UserName root -KeyFilePath "$Folder/key" -SshOption @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' } -Executable "$Folder/client" -Product current-branch -ManagementPoint 10.77.0.1 -RunFrom local -Method manual -ReportPath "$Folder/stopped.ndjson"
    }).AddArgument($Module).AddArgument($Folder)
$running = $shell.BeginInvoke()
# One of the two has given its report, and the other has what it was sent.
while (-not $running.IsCompleted) {
    $isFetched = @($shell.Streams.Progress | Where-Object StatusDescription -Match '^1 ').Count -gt 0
    if ($isFetched -and @(Get-ChildItem "$Folder/pc2" -Recurse -Filter ccm-preflight.exe).Count -gt 0) { break }
    $null = $running.AsyncWaitHandle.WaitOne(50)
}
$running.IsCompleted
$shell.Stop()
@($shell.Streams.Error | ForEach-Object { "$_" })
$shell.Dispose()
'@
        $told = @(& ip netns exec $hub $env:PWSH -NoProfile -NonInteractive -File "$folder/stopped.ps1" (Join-Path $ModuleFolder 'CcmPreflight.psd1') $folder)
        $told | Should -Be @('False')
        $lines = @(Get-Content "$folder/stopped.ndjson" | ForEach-Object { $_ | ConvertFrom-Json })
        @($lines | Where-Object type -EQ client | ForEach-Object client) | Should -Be @('pc001')
        $lines[-1].run.complete | Should -BeFalse
        Get-Content "$folder/stopped.ndjson" -Raw | Should -Match '10\.77\.0\.12'
        foreach ($number in 1, 2) { Get-Left $number | Should -BeNullOrEmpty }
        # Neither does what was started run on.
        @(& ip netns pids "$name-pc2" | ForEach-Object { (Get-Content "/proc/$_/cmdline" -Raw) -replace "`0", ' ' } | Where-Object { $_ -match '^sleep' }) | Should -BeNullOrEmpty
    }
    It 'sends nothing with -WhatIf, and gives the plan' {
        $plan = @(Invoke-CcmPreflight -HostName 10.77.0.11 -Executable "$folder/client" -Product cm2007 -ManagementPoint mp01.contoso.com -Method manual -WhatIf)
        @($plan.From | Select-Object -Unique) | Should -Be @('client')
        $plan.Endpoints | Should -Contain 'mp01.contoso.com:80'
    }
    It 'refuses an executable of another system' {
        Set-Content "$folder/case2.ps1" @'
param($Module, $Folder)
Import-Module $Module
$session = New-PSSession -HostName 10.77.0.11 -UserName root -KeyFilePath "$Folder/key" -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' }
[System.IO.File]::WriteAllText("$Folder/windows.exe", 'MZ')
Invoke-CcmPreflight -Session $session -Executable "$Folder/windows.exe" -Product cm2007 -ErrorVariable failed -ErrorAction SilentlyContinue
$failed[0].FullyQualifiedErrorId
$session.State
Remove-PSSession $session
'@
        $told = @(& ip netns exec $hub $env:PWSH -NoProfile -NonInteractive -File "$folder/case2.ps1" (Join-Path $ModuleFolder 'CcmPreflight.psd1') $folder)
        $told | Should -Be @('CcmPreflight.RemotePlatform,Invoke-CcmPreflight', 'Opened')
        Get-Left 1 | Should -BeNullOrEmpty
    }
}
