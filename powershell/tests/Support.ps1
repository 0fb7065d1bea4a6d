# What the tests share: the module under test, and the lab that it is tried on.
$Repository = (Resolve-Path (Join-Path $PSScriptRoot '..' '..')).ProviderPath
$ModuleFolder = Join-Path $Repository 'powershell' 'CcmPreflight'
$Tool = Join-Path $Repository 'bin' 'ccm-preflight.js'
$env:CCM_PREFLIGHT = $Tool
Import-Module (Join-Path $ModuleFolder 'CcmPreflight.psd1') -Force

function New-TestFolder {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) ('ccm-preflight-test-' + [guid]::NewGuid().ToString('N'))
    (New-Item -ItemType Directory -Path $folder).FullName
}

# A lab on loopback in a folder of its own, with the files that it writes.
function Start-Lab([string]$Folder, [string[]]$Fault, [string]$Name = 'lab') {
    $site = Join-Path $Folder "$Name.yaml"
    $start = [System.Diagnostics.ProcessStartInfo]::new('node')
    foreach ($word in @($Tool, 'lab', '--site-file', $site) + @($Fault | Where-Object { $_ } | ForEach-Object { '--fault', $_ })) { $start.ArgumentList.Add($word) }
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    # Its last line says how to end it; by then everything listens.
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) { if ($line -match 'Ctrl-C') { break } }
    @{ Process = $process; Site = $site; Ca = (Join-Path $Folder "$Name-ca.pem") }
}

function Stop-Lab($Lab) {
    if ($null -eq $Lab -or $Lab.Process.HasExited) { return }
    & kill -INT $Lab.Process.Id
    $Lab.Process.WaitForExit()
}
