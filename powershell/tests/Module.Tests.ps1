BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Support.ps1')
    $files = @(Get-ChildItem -Path (Join-Path $Repository 'powershell') -Recurse -Include *.ps1, *.psm1, *.psd1 |
            Where-Object { $_.DirectoryName -notmatch '[\\/]tests([\\/]|$)' } | ForEach-Object { @{ File = $_.FullName; Label = $_.FullName.Substring($Repository.Length + 1) } })
    $commands = @((Import-PowerShellDataFile (Join-Path $ModuleFolder 'CcmPreflight.psd1')).FunctionsToExport | ForEach-Object { @{ Command = $_ } })
}
BeforeAll { . (Join-Path $PSScriptRoot 'Support.ps1') }

Describe 'the manifest' {
    It 'is whole, and exports what there is' {
        $manifest = Test-ModuleManifest (Join-Path $ModuleFolder 'CcmPreflight.psd1')
        $manifest.PowerShellVersion | Should -Be '5.1'
        @($manifest.ExportedFunctions.Keys | Sort-Object) | Should -Be @((Get-ChildItem (Join-Path $ModuleFolder 'Public')).BaseName | Sort-Object)
    }
    It 'has the version of the tool' {
        $package = Get-Content (Join-Path $Repository 'package.json') -Raw | ConvertFrom-Json
        (Import-PowerShellDataFile (Join-Path $ModuleFolder 'CcmPreflight.psd1')).ModuleVersion | Should -Be $package.version
    }
    It 'has approved verbs alone' {
        $verbs = (Get-Verb).Verb
        Get-Command -Module CcmPreflight | ForEach-Object { $verbs | Should -Contain $_.Verb }
    }
    It 'says the same in both languages' {
        $texts = foreach ($culture in 'en-US', 'ja-JP') {
            $found = $null
            Import-LocalizedData -BindingVariable found -BaseDirectory $ModuleFolder -FileName Texts.psd1 -UICulture $culture
            , $found
        }
        @($texts[1].Keys | Sort-Object) | Should -Be @($texts[0].Keys | Sort-Object)
        foreach ($key in $texts[0].Keys) {
            $places = { @([regex]::Matches($args[0], '\{\d\}').Value | Sort-Object -Unique) }
            (& $places $texts[1][$key]) | Should -Be (& $places $texts[0][$key]) -Because $key
        }
    }
    It 'says every text that its commands ask for, and no other' {
        $asked = @(Get-ChildItem $ModuleFolder -Recurse -Include *.ps1 | Select-String '(?:\$script:Texts|\$texts)\.(\w+)' -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique)
        $found = $null
        Import-LocalizedData -BindingVariable found -BaseDirectory $ModuleFolder -FileName Texts.psd1 -UICulture en-US
        @($found.Keys | Sort-Object) | Should -Be $asked
    }
}

Describe 'help in <Culture>' -ForEach @(@{ Culture = 'en-US'; Letters = '[a-z]' }, @{ Culture = 'ja-JP'; Letters = '[ぁ-んァ-ヶ一-龠]' }) {
    BeforeAll {
        # A session keeps the first help that it read.
        $script = {
            [cultureinfo]::CurrentUICulture = $args[0]
            Import-Module $args[1]
            Get-Command -Module CcmPreflight | ForEach-Object {
                $help = Get-Help $_.Name -Full
                @{
                    Name       = $_.Name
                    Synopsis   = $help.Synopsis
                    Text       = -join $help.description.Text
                    Examples   = @($help.examples.example | ForEach-Object { -join $_.remarks.Text })
                    Parameters = @($help.parameters.parameter | ForEach-Object { @{ Name = $_.name; Text = -join $_.description.Text } })
                }
            }
        }
        $helps = & $env:PWSH -NoProfile -NonInteractive -Command $script -args $Culture, (Join-Path $ModuleFolder 'CcmPreflight.psd1')
    }
    It 'is there for every command and parameter' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        @($helps.Name) | Should -Be @((Get-Command -Module CcmPreflight).Name)
        foreach ($help in $helps) {
            $help.Synopsis | Should -Match $Letters
            $help.Text | Should -Match $Letters
            $help.Examples.Count | Should -BeGreaterThan 0
            foreach ($text in $help.Examples) { $text | Should -Match $Letters }
            $parameters = @((Get-Command $help.Name).Parameters.Keys | Where-Object { $common -notcontains $_ } | Sort-Object)
            @($help.Parameters.Name | Sort-Object) | Should -Be $parameters
            foreach ($parameter in $help.Parameters) { $parameter.Text | Should -Match $Letters -Because $parameter.Name }
        }
    }
}

Describe 'help of <Command>' -ForEach $commands {
    It 'has examples that bind' {
        foreach ($example in (Get-Help $Command -Full).examples.example) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
            $called = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() -eq $Command }
            @($called).Count | Should -Be 1
            $known = (Get-Command $Command).Parameters.Keys
            $called.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } | ForEach-Object { $known | Should -Contain $_.ParameterName }
        }
    }
}

# What Windows PowerShell 5.1 has of the commands that are used, as its documentation says.
BeforeDiscovery {
    $script:Has51 = @{
        'Add-Type' = 'AssemblyName'; 'ConvertTo-Json' = 'InputObject', 'Depth', 'Compress'; 'Write-Output' = ''; 'Get-NetFirewallRule' = 'Name'; 'Remove-NetFirewallRule' = 'Name'; 'ConvertFrom-Json' = 'InputObject'; 'ConvertFrom-StringData' = ''; 'Copy-Item' = 'ToSession', 'Path', 'Destination'
        'ForEach-Object' = ''; 'Get-ChildItem' = 'LiteralPath', 'Filter', 'Directory'; 'Get-Command' = 'Name', 'CommandType'; 'Get-Item' = 'LiteralPath'
        'Get-Location' = 'PSProvider'; 'Get-Module' = ''; 'Import-LocalizedData' = 'BindingVariable', 'BaseDirectory', 'FileName', 'UICulture'
        'Invoke-Command' = 'Session', 'ScriptBlock', 'ArgumentList'; 'Join-Path' = 'ChildPath'; 'New-Item' = 'ItemType', 'Path', 'WhatIf', 'Confirm'
        'New-Object' = ''; 'New-PSSession' = 'ComputerName'; 'Register-ArgumentCompleter' = 'CommandName', 'ParameterName', 'ScriptBlock'; 'Remove-Item' = 'LiteralPath', 'Recurse', 'Force'
        'Remove-PSSession' = 'Session'; 'Resolve-Path' = 'LiteralPath'; 'Select-Object' = 'First', 'Last', 'Unique'; 'Set-StrictMode' = 'Version'; 'Sort-Object' = 'Unique'; 'Start-Sleep' = 'Milliseconds'
        'Test-Path' = 'LiteralPath', 'PathType'; 'Where-Object' = ''; 'Write-Debug' = ''; 'Write-Progress' = 'Activity', 'Status', 'PercentComplete', 'SecondsRemaining', 'Completed'
        'Write-Verbose' = ''; 'Write-Warning' = ''; 'Write-Host' = ''; 'Import-Module' = 'Force'; 'Export-ModuleMember' = 'Function'; 'Get-Content' = 'LiteralPath', 'Raw'
        'Get-CimInstance' = 'ClassName', 'Namespace', 'CimSession', 'ComputerName'; 'New-CimSession' = 'ComputerName', 'Credential', 'SessionOption'; 'New-CimSessionOption' = 'Protocol'
    }
}

Describe 'Windows PowerShell 5.1 can read <Label>' -ForEach ($files | ForEach-Object { @{ File = $_.File; Label = $_.Label; Has51 = $script:Has51 } }) {
    BeforeAll {
        $errors = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseFile($File, [ref]$null, [ref]$errors)
        $all = $tree.FindAll({ $true }, $true)
    }
    It 'parses' { $errors | Should -BeNullOrEmpty }
    It 'has a byte order mark where it has more than ASCII' {
        $bytes = [System.IO.File]::ReadAllBytes($File)
        if (@($bytes | Where-Object { $_ -gt 127 }).Count -gt 0) { $bytes[0..2] | Should -Be @(0xef, 0xbb, 0xbf) }
    }
    It 'uses no syntax of later versions' {
        $later = $all | Where-Object {
            $_ -is [System.Management.Automation.Language.TernaryExpressionAst] -or
            $_ -is [System.Management.Automation.Language.PipelineChainAst] -or
            ($_ -is [System.Management.Automation.Language.PipelineAst] -and $_.Background) -or
            ($_ -is [System.Management.Automation.Language.MemberExpressionAst] -and $_.NullConditional) -or
            ($_ -is [System.Management.Automation.Language.IndexExpressionAst] -and $_.NullConditional) -or
            ($_ -is [System.Management.Automation.Language.BinaryExpressionAst] -and $_.Operator -eq 'QuestionQuestion') -or
            ($_ -is [System.Management.Automation.Language.AssignmentStatementAst] -and $_.Operator -eq 'QuestionQuestionEquals')
        }
        @($later | ForEach-Object { $_.Extent.Text }) | Should -BeNullOrEmpty
    }
    It 'gives no parameter another value, which its type would change' {
        foreach ($function in $all | Where-Object { $_ -is [System.Management.Automation.Language.FunctionDefinitionAst] }) {
            $parameters = @($function.Body.ParamBlock.Parameters) + @($function.Parameters) | Where-Object { $_ } | ForEach-Object { $_.Name.VariablePath.UserPath }
            $assigned = $function.FindAll({ $args[0] -is [System.Management.Automation.Language.AssignmentStatementAst] -and $args[0].Left -is [System.Management.Automation.Language.VariableExpressionAst] }, $true) | ForEach-Object { $_.Left.VariablePath.UserPath }
            @($assigned | Where-Object { $parameters -contains $_ }) | Should -BeNullOrEmpty -Because $function.Name
        }
    }
    It 'uses no variable that only later versions have' {
        $names = @($all | Where-Object { $_ -is [System.Management.Automation.Language.VariableExpressionAst] } | ForEach-Object { $_.VariablePath.UserPath })
        foreach ($later in 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'EnabledExperimentalFeatures') { $names | Should -Not -Contain $later }
    }
    It 'calls its own functions, and commands with parameters that 5.1 has' {
        $own = @(@(Get-ChildItem $ModuleFolder -Recurse -Include *.ps1, *.psm1) + @(Get-Item $File) | Select-String '^\s*(?:function|filter) ([\w-]+)' | ForEach-Object { $_.Matches[0].Groups[1].Value })
        foreach ($call in $all | Where-Object { $_ -is [System.Management.Automation.Language.CommandAst] }) {
            $name = $call.GetCommandName()
            if ($null -eq $name -or $own -contains $name -or $name -match '^(kill|chmod)$' -or $name -match '\.exe$') { continue }
            $Has51.Keys | Should -Contain $name -Because $call.Extent.Text
            # Later versions join more than two.
            if ($name -eq 'Join-Path') { $call.CommandElements.Count | Should -BeLessOrEqual 3 -Because $call.Extent.Text }
            $common = 'ErrorAction', 'ErrorVariable', 'Verbose', 'WarningAction'
            foreach ($word in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                @($Has51[$name]) + $common | Should -Contain $word.ParameterName -Because $call.Extent.Text
            }
        }
    }
}
