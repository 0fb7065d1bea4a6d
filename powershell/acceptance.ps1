<#
Shows on a Windows computer what can't be shown without one, against labs on this computer's own loopback:
the executable, real echo requests by iphlpapi, Windows PowerShell 5.1, the module, Windows Firewall's own
answers, NetSecurity and WinRM. It changes nothing that stays; the two parts that would change something
for a moment (a firewall rule, a WinRM session) are run with -Elevated alone, as an administrator.

    powershell -ExecutionPolicy Bypass -File acceptance.ps1 [-Elevated] [-Executable PATH]
    pwsh -File acceptance.ps1 [-Elevated] [-Executable PATH]

The last line is the verdict; the exit code is 0 where all was shown, else 1.
#>
[CmdletBinding()]
param([string]$Executable, [switch]$Elevated)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$onWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'
$name = 'ccm-preflight'
if ($onWindows) { $name = 'ccm-preflight.exe' }
if ($Executable -eq '') {
    foreach ($folder in (Join-Path $PSScriptRoot 'CcmPreflight'), $PSScriptRoot) {
        $candidate = Join-Path $folder $name
        if (Test-Path -LiteralPath $candidate) { $Executable = $candidate; break }
    }
}
if ($Executable -eq '') { throw "No ${name} beside this script: name it with -Executable." }
$Executable = (Resolve-Path -LiteralPath $Executable).ProviderPath
$env:CCM_PREFLIGHT = $Executable
$env:CCM_PREFLIGHT_LANG = 'en'
Import-Module (Join-Path (Join-Path $PSScriptRoot 'CcmPreflight') 'CcmPreflight.psd1') -Force

$work = Join-Path ([System.IO.Path]::GetTempPath()) ('ccm-preflight acceptance ' + [char]0x78ba + [char]0x8a8d + ' ' + [guid]::NewGuid().ToString('N').Substring(0, 6))
[void](New-Item -ItemType Directory -Path $work)
$failed = 0
$shown = 0
$left = 0

function Show([string]$What, [scriptblock]$Test) {
    try {
        $why = & $Test
        if ($why -is [string] -and $why -like 'skipped:*') { $script:left += 1; Write-Output "  --    $What ($why)"; return }
        $script:shown += 1
        Write-Output "  ok    $What"
    }
    catch { $script:failed += 1; Write-Output "  WRONG $What : $($_.Exception.Message)" }
}
function Confirm-That([bool]$Condition, [string]$Found) { if (-not $Condition) { throw "found $Found" } }
function Start-Lab([string]$File, [string]$Fault) {
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $Executable
    $start.Arguments = "lab --site-file `"$File`" $Fault"
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) { if ($line -match 'Ctrl-C') { break } }
    $process
}

$labs = @()
try {
    Write-Output "ccm-preflight on $([System.Environment]::OSVersion.VersionString), PowerShell $($PSVersionTable.PSVersion)"
    $whole = Join-Path $work 'whole.yaml'
    $broken = Join-Path $work 'broken.yaml'
    $labs = @((Start-Lab $whole ''), (Start-Lab $broken '--fault client-push/smb=refuse'))
    $wholeCa = $whole -replace '\.yaml$', '-ca.pem'
    $brokenCa = $broken -replace '\.yaml$', '-ca.pem'

    Show 'the executable says its version' { $said = & $Executable --version; Confirm-That ($LASTEXITCODE -eq 0 -and $said -match '^\d+\.\d+') "$said" }
    Show 'a whole client is ready for client push' {
        $found = Test-CcmClientInstall localhost -Site $whole -CaFile $wholeCa -Method client-push
        Confirm-That ($found.Ready -eq 'client-push') "$($found.Result): $($found.Explanation)"
    }
    Show 'a blocked client is told, with the port' {
        $found = Test-CcmClientInstall localhost -Site $broken -CaFile $brokenCa -Method client-push
        Confirm-That ($found.BrokenBy -eq 'client-push/smb') "$($found.BrokenBy)"
    }
    Show 'the client sees its servers' {
        $found = Test-CcmClientInstall -AsVantage Client -ClientName localhost -Site $whole -CaFile $wholeCa -Method manual
        Confirm-That ($found.Ready -eq 'manual') "$($found.Result): $($found.Explanation)"
    }
    Show 'echo requests are sent by the system itself (IcmpSendEcho2 of iphlpapi)' {
        if (-not $onWindows) { return 'skipped: Windows alone' }
        $lines = & $Executable check --client 127.0.0.1 --product cm2007 --method client-push --icmp native --timeout 1s --quiet -o ndjson | ForEach-Object { ConvertFrom-Json $_ }
        $icmp = @($lines | Where-Object { $_.type -eq 'client' })[0].requirements | Where-Object { $_.id -eq 'client-push/icmp' }
        Confirm-That ($icmp.outcome -eq 'open' -and $icmp.endpoints[0].evidence.sender -eq 'windows-api') "$($icmp | ConvertTo-Json -Depth 5 -Compress)"
    }
    Show 'a path with blanks and Japanese holds a report, which is written as a page' {
        $report = Join-Path $work 'report.ndjson'
        [void](Test-CcmClientInstall localhost -Site $broken -CaFile $brokenCa -Method client-push -ReportPath $report)
        $page = Export-CcmReport $report -Format html -OutFile (Join-Path $work 'report.html')
        Confirm-That ($page.Length -gt 10000) "$($page.Length) bytes"
    }
    Show 'Japanese is Japanese' {
        $found = Get-CcmFlow client-push/smb -Product cm2007 -Language ja
        Confirm-That ($found.Purpose -match [string][char]0x30b5) "$($found.Purpose)"
    }
    Show 'names that are none are refused, and run nothing' {
        try { Test-CcmClientInstall 'a"b & calc.exe' -Site $whole; throw 'no error' }
        catch { Confirm-That ($_.FullyQualifiedErrorId -like 'CcmPreflight.BadUsage*') $_.FullyQualifiedErrorId }
    }
    Show 'what Windows Firewall says of itself is read (netsh)' {
        if (-not $onWindows) { return 'skipped: Windows alone' }
        $lines = & $Executable check --from client --site $whole --ca $wholeCa --quiet -o ndjson | ForEach-Object { ConvertFrom-Json $_ }
        $self = @($lines | Where-Object { $_.type -eq 'client' })[0].self
        Confirm-That ($self.firewall.kind -eq 'told') "$($self | ConvertTo-Json -Depth 6 -Compress)"
    }
    Show 'the other edition of PowerShell loads the module' {
        $other = 'pwsh'
        if ($PSVersionTable.PSEdition -eq 'Core') { $other = 'powershell.exe' }
        if ($null -eq (Get-Command $other -ErrorAction Ignore)) { return "skipped: there is no $other here" }
        $module = Join-Path (Join-Path $PSScriptRoot 'CcmPreflight') 'CcmPreflight.psd1'
        $count = & $other -NoProfile -ExecutionPolicy Bypass -Command "Import-Module '$($module -replace "'", "''")'; @(Get-Command -Module CcmPreflight).Count"
        Confirm-That ("$count".Trim() -eq '9') "$count"
    }
    Show 'the firewall script makes its rules, replaces them, and is undone (NetSecurity)' {
        if (-not $onWindows) { return 'skipped: Windows alone' }
        if (-not $Elevated) { return 'skipped: -Elevated runs it' }
        $script = Join-Path $work 'rules.ps1'
        & $Executable plan --product current-branch --method client-push -o "firewall-powershell=$script"
        try {
            # A block of addresses for documentation: nobody is let in by it.
            foreach ($round in 1, 2) { & $script -SiteServer 192.0.2.1 }
            $rules = @(Get-NetFirewallRule -Name 'ccm-preflight-*')
            Confirm-That ($rules.Count -ge 4) "$($rules.Count) rules"
        }
        finally { Remove-NetFirewallRule -Name 'ccm-preflight-*' -ErrorAction SilentlyContinue }
    }
    Show 'the client runs through a WinRM session, and nothing stays there' {
        if (-not $onWindows) { return 'skipped: Windows alone' }
        if (-not $Elevated) { return 'skipped: -Elevated runs it' }
        $session = New-PSSession -ComputerName localhost
        try {
            $found = @(Invoke-CcmPreflight -Session $session -Site $whole -CaFile $wholeCa -Method manual)
            Confirm-That ($found.Count -eq 1) "$($found.Count) clients"
        }
        finally { Remove-PSSession -Session $session }
        Confirm-That (@(Get-ChildItem ([System.IO.Path]::GetTempPath()) -Filter 'ccm-preflight-*' -Directory | Where-Object { Test-Path (Join-Path $_.FullName 'client.zip') }).Count -eq 0) 'a folder that was left'
    }
}
finally {
    foreach ($lab in $labs) { if (-not $lab.HasExited) { $lab.Kill(); $lab.WaitForExit() } }
    Remove-Item -LiteralPath $work -Recurse -Force
}
if ($failed -gt 0) { Write-Output "WRONG: $failed of $($shown + $failed) parts"; exit 1 }
Write-Output "Accepted: $shown parts shown, $left left out"
