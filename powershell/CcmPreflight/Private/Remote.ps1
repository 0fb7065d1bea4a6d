# Whether a file is a program for Windows.
function Test-WindowsProgram([string]$Path) {
    $stream = [System.IO.File]::OpenRead($Path)
    try { $stream.ReadByte() -eq 0x4d -and $stream.ReadByte() -eq 0x5a } finally { $stream.Dispose() }
}

# What goes to each client, in one file: compressed the executable is a third of its size.
function New-RemotePackage([string]$Folder, [string]$Executable, [System.Collections.IDictionary]$Files) {
    Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
    $path = Join-Path $Folder 'client.zip'
    $zip = [System.IO.Compression.ZipFile]::Open($path, [System.IO.Compression.ZipArchiveMode]::Create)
    try {
        $all = @{ $Executable = 'ccm-preflight.exe' }
        foreach ($name in $Files.Keys) { $all[$Files[$name]] = $name }
        foreach ($file in $all.Keys) {
            [void][System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($zip, $file, $all[$file])
        }
    }
    finally { $zip.Dispose() }
    $path
}

# Runs in a runspace of its own for each client, so that a slow one keeps nobody waiting.
$script:RemoteWork = {
    param($Session, [string]$Package, [bool]$IsForWindows, [string]$Arguments, [int]$TimeoutSeconds, [hashtable]$State)
    $ErrorActionPreference = 'Stop'
    $there = Invoke-Command -Session $Session -ScriptBlock {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) ('ccm-preflight-' + [guid]::NewGuid().ToString('N'))
        [void](New-Item -ItemType Directory -Path $folder)
        @{ Folder = $folder; OnWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\' }
    }
    $State.Folder = $there.Folder
    if ($there.OnWindows -ne $IsForWindows) { return @{ Problem = 'platform'; OnWindows = $there.OnWindows } }
    Copy-Item -ToSession $Session -Path $Package -Destination $there.Folder
    Invoke-Command -Session $Session -ArgumentList $there.Folder, $Arguments, $TimeoutSeconds -ScriptBlock {
        param([string]$Folder, [string]$Arguments, [int]$TimeoutSeconds)
        $ErrorActionPreference = 'Stop'
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        [System.IO.Compression.ZipFile]::ExtractToDirectory((Join-Path $Folder 'client.zip'), $Folder)
        $program = Join-Path $Folder 'ccm-preflight.exe'
        if ([System.IO.Path]::DirectorySeparatorChar -ne '\') { & chmod 700 $program }
        $encoding = New-Object System.Text.UTF8Encoding $false
        $start = New-Object System.Diagnostics.ProcessStartInfo
        $start.FileName = $program
        $start.Arguments = $Arguments
        $start.WorkingDirectory = $Folder
        $start.UseShellExecute = $false
        $start.CreateNoWindow = $true
        # Its own, and empty: the session's input is what PowerShell speaks over, and Node.js would change it.
        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.StandardOutputEncoding = $encoding
        $start.StandardErrorEncoding = $encoding
        # What the program unpacks stays in the folder, which goes.
        foreach ($name in 'TEMP', 'TMP', 'TMPDIR') { $start.EnvironmentVariables[$name] = $Folder }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $process.StandardInput.Close()
            $report = $process.StandardOutput.ReadToEndAsync()
            $said = $process.StandardError.ReadToEndAsync()
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not $process.WaitForExit(200)) {
                if ($clock.Elapsed.TotalSeconds -ge $TimeoutSeconds) { return @{ Problem = 'timeout' } }
            }
            @{ Problem = $null; ExitCode = $process.ExitCode; Report = $report.Result; Said = $said.Result }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill(); $process.WaitForExit() }
            $process.Dispose()
        }
    }
}

# A program that has just ended, or that a scanner looks at, can't be removed for a moment.
$script:RemoteCleaning = {
    param([string]$Folder)
    for ($try = 1; [System.IO.Directory]::Exists($Folder); $try++) {
        try { [System.IO.Directory]::Delete($Folder, $true) }
        catch { if ($try -ge 20) { throw } else { Start-Sleep -Milliseconds 250 } }
    }
}

# Removes what a client was sent. It is called from where a stopped pipeline may start nothing any more.
function Remove-RemoteFolder($Session, [string]$Folder) {
    if ([string]::IsNullOrEmpty($Folder)) { return }
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Session.Runspace
        [void]$shell.AddScript($script:RemoteCleaning).AddArgument($Folder)
        $started = $shell.BeginInvoke()
        if (-not $started.AsyncWaitHandle.WaitOne(15000)) { return 'timeout' }
        [void]$shell.EndInvoke($started)
    }
    catch { return $_.Exception.Message }
    finally { $shell.Dispose() }
}

# Why a client gave no report; nothing where it gave one.
function Get-RemoteProblem($Result, [string]$Name, [bool]$IsForWindows, [int]$TimeoutSeconds, $Session) {
    $texts = $script:Texts
    if ($null -eq $Result) { return New-ToolError RemoteFailed ConnectionError ($texts.remoteFailed -f $Name, $texts.noResult) $Session }
    switch ($Result.Problem) {
        'platform' {
            $systems = @{ $true = 'Windows'; $false = 'Linux' }
            return New-ToolError RemotePlatform NotImplemented ($texts.remotePlatform -f $Name, $systems[[bool]$Result.OnWindows], $systems[$IsForWindows]) $Session
        }
        'timeout' { return New-ToolError RemoteTimeout OperationTimeout ($texts.remoteTimeout -f $Name, $TimeoutSeconds) $Session }
    }
    if (0, 1, 3 -notcontains $Result.ExitCode) {
        $ended = @{ ExitCode = $Result.ExitCode; Said = $Result.Said.Trim() }
        return New-ToolError RemoteFailed NotSpecified ($texts.remoteFailed -f $Name, (Get-ToolFailure $ended).Exception.Message) $Session
    }
}
