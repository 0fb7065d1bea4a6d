# Runs a program for a bounded time. Its result has the exit code, 124 where the time was over as
# timeout(1) has it, and what was written to the error stream. Not run on Windows yet.
param (
    [Parameter(Mandatory)] [string] $Program,
    [Parameter(Mandatory)] [string[]] $Words,
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [int] $TimeLimit
)

# Start-Process joins its words with blanks and quotes none of them.
$quoted = foreach ($word in $Words) {
    if ($word -notmatch '[\s"]' -and $word -ne '') { $word }
    else { '"' + ($word -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }
}
$start = @{
    FilePath               = $Program
    ArgumentList           = $quoted -join ' '
    WorkingDirectory       = $Folder
    RedirectStandardOutput = Join-Path $Folder 'stdout.txt'
    RedirectStandardError  = Join-Path $Folder 'stderr.txt'
}
$process = Start-Process @start -NoNewWindow -PassThru
# The exit code stays unknown unless the handle was taken while the process lived.
$null = $process.Handle
$isEnded = $process.WaitForExit($TimeLimit * 1000)
if (-not $isEnded) {
    # There is no SIGINT: the report ends where it stands.
    $process.Kill()
    $process.WaitForExit()
}
$Ansible.Changed = $false
$Ansible.Result = @{
    rc     = if ($isEnded) { $process.ExitCode } else { 124 }
    stderr = [string] (Get-Content -Raw -Encoding UTF8 -LiteralPath $start.RedirectStandardError)
}
