# What else of the environment could tell where the tool is, in this order.
function Find-Tool {
    $names = @('ccm-preflight')
    if ($script:OnWindows) { $names = @('ccm-preflight.exe') }
    # In the module's folder, or where the module's folder stands beside it.
    foreach ($folder in '..', '../..') {
        foreach ($name in $names) {
            $beside = Join-Path $PSScriptRoot $folder | Join-Path -ChildPath $name
            if (Test-Path -LiteralPath $beside -PathType Leaf) { return (Resolve-Path -LiteralPath $beside).ProviderPath }
        }
    }
    foreach ($name in $names) {
        $found = @(Get-Command -Name $name -CommandType Application -ErrorAction Ignore)
        if ($found.Count -gt 0) { return $found[0].Path }
    }
    $said = $env:CCM_PREFLIGHT
    if ([string]::IsNullOrEmpty($said)) {
        throw (New-ToolError ToolNotFound ObjectNotFound $script:Texts.toolNotFound $null)
    }
    if (-not (Test-Path -LiteralPath $said -PathType Leaf)) {
        throw (New-ToolError ToolNotFound ObjectNotFound ($script:Texts.toolNotThere -f $said) $said)
    }
    (Resolve-Path -LiteralPath $said).ProviderPath
}

function New-ToolError([string]$Id, [System.Management.Automation.ErrorCategory]$Category, [string]$Message, $Target) {
    $exception = New-Object System.InvalidOperationException $Message
    New-Object System.Management.Automation.ErrorRecord $exception, "CcmPreflight.$Id", $Category, $Target
}

# One argument for the rules by which Windows programs take a command line apart. .NET on other
# systems follows the same ones. Windows PowerShell does not know them for native commands.
function ConvertTo-NativeArgument([string]$Value) {
    if ($Value -ne '' -and $Value -notmatch '[\s"]') { return $Value }
    $escaped = [regex]::Replace($Value, '(\\*)"', { param($match) ($match.Groups[1].Value * 2) + '\"' })
    $escaped = [regex]::Replace($escaped, '(\\+)$', { param($match) $match.Value * 2 })
    '"' + $escaped + '"'
}

# Where programs start: a location such as that of Configuration Manager's own drive is no folder.
function Get-WorkingFolder { (Get-Location -PSProvider FileSystem).ProviderPath }

# A path that the tool understands, for a file that need not be there.
function Resolve-ToolPath([string]$Path) {
    if ([string]::IsNullOrEmpty($Path)) { return $Path }
    $isPlain = $Path -notmatch '^[^\\/:]+::' -and $Path -notmatch '^[^\\/:]{2,}:' -and $Path -notmatch '^~'
    if ($isPlain) { return [System.IO.Path]::GetFullPath([System.IO.Path]::Combine((Get-WorkingFolder), $Path)) }
    $provider = $null
    $drive = $null
    $resolved = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive)
    if ($provider.Name -ne 'FileSystem') {
        throw (New-ToolError NotFileSystem InvalidArgument ($script:Texts.notFileSystem -f $Path) $Path)
    }
    $resolved
}

# Control characters, and those that turn the direction of writing: a terminal would obey them.
$script:Unprintable = New-Object regex '(?<!\\)((?:\\\\)*)\\(?:u00(?:[01][0-9a-fA-F]|7[fF]|[89][0-9a-fA-F])|u20(?:0[eEfF]|2[a-eA-E]|6[6-9])|[bfnrt])'
$script:UnprintableRaw = New-Object regex '[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]'

# An object of a line or a document of the tool. What a server said stands in them as it came.
function ConvertFrom-ToolJson([string]$Text) {
    $clean = $script:Unprintable.Replace($Text, ('$1' + [char]0xfffd))
    $clean = $script:UnprintableRaw.Replace($clean, [string][char]0xfffd)
    try {
        # Windows PowerShell's own command takes no more than this.
        if ($PSVersionTable.PSVersion.Major -lt 6 -and $clean.Length -gt 2000000) {
            Add-Type -AssemblyName System.Web.Extensions
            $serializer = New-Object System.Web.Script.Serialization.JavaScriptSerializer
            $serializer.MaxJsonLength = [int]::MaxValue
            return ConvertFrom-Dictionary $serializer.DeserializeObject($clean)
        }
        ConvertFrom-Json -InputObject $clean -ErrorAction Stop
    }
    catch { throw (New-ToolError UnexpectedOutput InvalidResult ($script:Texts.unexpectedOutput -f $clean.Substring(0, [Math]::Min(200, $clean.Length))) $null) }
}

# What .NET's own reader gives, as ConvertFrom-Json gives it.
function ConvertFrom-Dictionary($Value) {
    if ($Value -is [System.Collections.IDictionary]) {
        $members = [ordered]@{}
        foreach ($name in $Value.Keys) { $members[$name] = ConvertFrom-Dictionary $Value[$name] }
        return [pscustomobject]$members
    }
    if ($Value -is [array]) { return , @(foreach ($item in $Value) { ConvertFrom-Dictionary $item }) }
    $Value
}

# A member, or the default where an object does not have it.
function Get-MemberValue($Object, [string]$Name, $Default = $null) {
    if ($null -eq $Object) { return $Default }
    $member = $Object.psobject.Properties[$Name]
    if ($null -eq $member -or $null -eq $member.Value) { return $Default }
    $member.Value
}

# A stop that the tool has time for: on Windows it hears of Ctrl-C by itself, as this console does.
function Stop-Tool([System.Diagnostics.Process]$Process) {
    try {
        if ($Process.HasExited) { return }
        if (-not $script:OnWindows) {
            $kill = [System.Diagnostics.Process]::Start('kill', "-INT $($Process.Id)")
            $kill.WaitForExit()
        }
        # A child that was given no console of ours never hears of it.
        if (-not $Process.WaitForExit(5000)) { $Process.Kill(); $Process.WaitForExit() }
    }
    catch [System.InvalidOperationException] { Write-Debug $_.Exception.Message }
    catch [System.ComponentModel.Win32Exception] { Write-Debug $_.Exception.Message }
}

<#
Runs the tool and gives each line that it prints as soon as it is there. Progress becomes Write-Progress,
notes become warnings. $Ended gets the exit code and what was said of a failure.
#>
function Invoke-Tool {
    param(
        [string[]]$Argument,
        [string]$InputText,
        [hashtable]$Ended
    )
    $tool = Find-Tool
    $encoding = New-Object System.Text.UTF8Encoding $false
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $tool
    $start.Arguments = (@($Argument) | ForEach-Object { ConvertTo-NativeArgument $_ }) -join ' '
    $start.UseShellExecute = $false
    $start.WorkingDirectory = Get-WorkingFolder
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $encoding
    $start.StandardErrorEncoding = $encoding
    # Where there is a console the tool shares it, and so hears of Ctrl-C; elsewhere none may pop up.
    $start.CreateNoWindow = $Host.Name -ne 'ConsoleHost'
    Write-Verbose ("{0} {1}" -f (ConvertTo-NativeArgument $tool), $start.Arguments)

    try { $process = [System.Diagnostics.Process]::Start($start) }
    catch { throw (New-ToolError NotStarted ResourceUnavailable ($script:Texts.notStarted -f $tool, $_.Exception.InnerException.Message) $tool) }
    $said = New-Object System.Collections.Generic.List[string]
    $showsProgress = $false
    try {
        $bytes = $encoding.GetBytes([string]$InputText)
        $write = $process.StandardInput.BaseStream.WriteAsync($bytes, 0, $bytes.Length)
        $output = $process.StandardOutput.ReadLineAsync()
        $messages = $process.StandardError.ReadLineAsync()
        while ($null -ne $output -or $null -ne $messages) {
            $pending = @(@($write, $output, $messages) | Where-Object { $null -ne $_ })
            [void][System.Threading.Tasks.Task]::WaitAny([System.Threading.Tasks.Task[]]$pending, 100)
            if ($null -ne $write -and $write.IsCompleted) {
                # A tool that refuses its arguments ends without having read its input.
                $write = $null
                try { $process.StandardInput.Close() } catch [System.IO.IOException] { Write-Debug $_.Exception.Message }
            }
            while ($null -ne $messages -and $messages.IsCompleted) {
                $line = $messages.Result
                if ($null -eq $line) { $messages = $null; break }
                $messages = $process.StandardError.ReadLineAsync()
                if ($line.StartsWith('{"type":"progress"')) {
                    $showsProgress = $true
                    Write-ToolProgress (ConvertFrom-ToolJson $line)
                }
                elseif ($line.Trim() -ne '') {
                    $said.Add(($script:UnprintableRaw.Replace($line, '') -replace '^ccm-preflight: ', ''))
                }
            }
            while ($null -ne $output -and $output.IsCompleted) {
                $line = $output.Result
                if ($null -eq $line) { $output = $null; break }
                $output = $process.StandardOutput.ReadLineAsync()
                if ($line -ne '') { $line }
            }
        }
        $process.WaitForExit()
        $Ended.ExitCode = $process.ExitCode
        $Ended.Said = $said -join [Environment]::NewLine
    }
    finally {
        Stop-Tool $process
        if ($showsProgress) { Write-Progress -Activity $script:Texts.activity -Completed }
        $process.Dispose()
    }
}

function Write-ToolProgress($Progress) {
    $texts = $script:Texts
    $done = $Progress.clients.done
    $total = $Progress.clients.total
    $percent = -1
    if ($Progress.phase -eq 'waiting') { $status = $texts.waiting }
    elseif ($Progress.phase -eq 'starting') { $status = $texts.starting }
    elseif ($null -eq $total) { $status = $texts.clientsOfUnknown -f $done }
    elseif ($total -gt 1) {
        $status = $texts.clients -f $done, $total
        $percent = [Math]::Min(100, [int](100 * $done / $total))
    }
    else {
        $status = $texts.checking -f $Progress.checks.done, $Progress.checks.planned
        if ($Progress.checks.planned -gt 0) { $percent = [Math]::Min(100, [int](100 * $Progress.checks.done / $Progress.checks.planned)) }
    }
    $seconds = -1
    if ($null -ne $Progress.secondsLeft) { $seconds = [int]$Progress.secondsLeft }
    Write-Progress -Activity $texts.activity -Status $status -PercentComplete $percent -SecondsRemaining $seconds
}

# What the end of a run means for whoever asked. Codes 0, 1 and 3 are findings, and no failures.
function Get-ToolFailure([hashtable]$Ended, [int[]]$Finding = @(0, 1, 3)) {
    $code = $Ended.ExitCode
    $said = $Ended.Said
    if ($Finding -contains $code) { return }
    if ([string]::IsNullOrEmpty($said)) { $said = $script:Texts.noReason -f $code }
    switch ($code) {
        2 { New-ToolError BadUsage InvalidArgument ($script:Texts.badUsage -f $said) $null }
        130 { New-ToolError Interrupted OperationStopped $script:Texts.interrupted $null }
        default { New-ToolError RunFailed NotSpecified ($script:Texts.runFailed -f $code, $said) $null }
    }
}

function Write-ToolNote([hashtable]$Ended, [int[]]$Finding = @(0, 1, 3)) {
    if ($Finding -contains $Ended.ExitCode -and -not [string]::IsNullOrEmpty($Ended.Said)) { Write-Warning $Ended.Said }
}

# The words of a command as the tool itself would complete them.
function Get-ToolWord([int]$Count, [string[]]$Typed) {
    $ended = @{}
    try { $lines = @(Invoke-Tool (@('complete', "$Count", '--') + $Typed) -Ended $ended -WarningAction SilentlyContinue) } catch { return }
    foreach ($line in $lines) {
        $word, $meaning = $line -split "`t", 2
        if ([string]::IsNullOrEmpty($meaning)) { $meaning = $word }
        New-Object System.Management.Automation.CompletionResult $word, $word, 'ParameterValue', $meaning
    }
}

# The language of this session, unless somebody said another.
function Get-LanguageArgument([string]$Language) {
    if ($Language -ne '') { return "--lang=$Language" }
    if (-not [string]::IsNullOrEmpty($env:CCM_PREFLIGHT_LANG)) { return }
    if ($PSUICulture -like 'ja*') { '--lang=ja' } else { '--lang=en' }
}
