Set-StrictMode -Version 2.0

# Windows PowerShell has no $IsWindows, and runs on nothing else.
$script:OnWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'

Import-LocalizedData -BindingVariable Texts -BaseDirectory $PSScriptRoot -FileName Texts.psd1 -ErrorAction SilentlyContinue
if (-not (Test-Path -LiteralPath variable:Texts) -or $null -eq $Texts) {
    # A culture without texts of its own reads the English ones.
    Import-LocalizedData -BindingVariable Texts -BaseDirectory $PSScriptRoot -FileName Texts.psd1 -UICulture en-US
}

foreach ($folder in 'Private', 'Public') {
    foreach ($file in Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot $folder) -Filter *.ps1) {
        . $file.FullName
    }
}

# For the views alone: colours where the host can show them, and nobody asked for none.
$script:Colours = @{ works = 32; better = 32; succeeded = 32; met = 32; degraded = 33; unproven = 33; 'no-answer' = 33; breaks = 31; worse = 31; failed = 31; failing = 31; unmet = 31 }
function Format-Word([string]$Word) {
    $colour = $script:Colours[$Word]
    $canShow = $null -ne $Host.UI.psobject.Properties['SupportsVirtualTerminal'] -and $Host.UI.SupportsVirtualTerminal
    $isPlain = (Test-Path -LiteralPath variable:PSStyle) -and $PSStyle.OutputRendering -eq 'PlainText'
    if ($null -eq $colour -or -not $canShow -or $isPlain -or -not [string]::IsNullOrEmpty($env:NO_COLOR)) { return $Word }
    $escape = [char]27
    "$escape[${colour}m$Word$escape[0m"
}

# Completed by the tool itself, which knows its own words.
Register-ArgumentCompleter -CommandName Get-CcmFlow -ParameterName Name -ScriptBlock {
    param($commandName, $parameterName, $wordToComplete)
    Get-ToolWord 2 'explain' $wordToComplete
}
