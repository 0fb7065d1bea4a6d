# The scripts that the tool prints and that its documentation shows, run as an administrator would, with
# stand-ins for what only Windows has.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support.ps1')
    $standIns = Join-Path $PSScriptRoot 'stand-ins'
    $modulePath = $env:PSModulePath
    $env:PSModulePath = $standIns + [System.IO.Path]::PathSeparator + $modulePath
    $here = Get-Location
    $folder = New-TestFolder
    Set-Location $folder
    # The text of a fenced block of PowerShell in a document, by what it holds.
    function Get-Block([string]$Document, [string]$With) {
        $text = (Get-Content (Join-Path $Repository $Document) -Raw).Replace("`r`n", "`n")
        $blocks = [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        $blocks | Where-Object { $_.Contains($With) } | Select-Object -First 1
    }
}
AfterAll {
    Set-Location $here
    $env:PSModulePath = $modulePath
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'firewall-powershell, in <Language>' -ForEach @(@{ Language = 'en'; Culture = 'en-US' }, @{ Language = 'ja'; Culture = 'ja-JP' }, @{ Language = 'en'; Culture = 'tr-TR' }) {
    BeforeAll {
        & $Tool plan --product current-branch --mp mp01.contoso.com --method client-push --lang $Language -o firewall-powershell=rules.ps1
        $LASTEXITCODE | Should -Be 0
        Import-Module NetSecurity
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $Culture
        [cultureinfo]::CurrentUICulture = $Culture
    }
    AfterAll {
        [cultureinfo]::CurrentCulture = $culture
        [cultureinfo]::CurrentUICulture = $culture
        Remove-Module NetSecurity
    }
    BeforeEach {
        Clear-StandInRule
        $null = New-NetFirewallRule -Name CoreNet-DHCP-In -DisplayName 'Core Networking' -Direction Inbound -Action Allow
    }

    It 'is plain ASCII, which every Windows reads alike' {
        @([System.IO.File]::ReadAllBytes((Join-Path $folder 'rules.ps1')) | Where-Object { $_ -gt 127 }) | Should -BeNullOrEmpty
    }
    It 'makes rules that admit the site server alone' {
        ./rules.ps1 -SiteServer 10.0.0.5
        $made = @(Get-NetFirewallRule | Where-Object Name -Like 'ccm-preflight-*')
        @($made.Name) | Should -Contain 'ccm-preflight-smb'
        @($made.Name) | Should -Not -Contain 'ccm-preflight-icmpv6-echo'
        foreach ($rule in $made) {
            $rule.RemoteAddress | Should -Be @('10.0.0.5')
            [string]$rule.Direction, [string]$rule.Action, [string]$rule.Enabled | Should -Be @('Inbound', 'Allow', 'True')
            @($rule.Profile | ForEach-Object { [string]$_ }) | Should -Be @('Domain', 'Private')
            $rule.Group | Should -Match '^@FirewallAPI\.dll,-\d+$'
        }
        ($made | Where-Object Name -EQ ccm-preflight-smb).LocalPort | Should -Be @('445')
    }
    It 'replaces its own rules when it is run again, and no other' {
        ./rules.ps1 -SiteServer 10.0.0.5
        $names = @(Get-NetFirewallRule).Name
        ./rules.ps1 -SiteServer 10.0.0.6 -NetworkProfile Public
        @(Get-NetFirewallRule).Name | Should -Be $names
        (Get-NetFirewallRule -Name ccm-preflight-smb).RemoteAddress | Should -Be @('10.0.0.6')
        @((Get-NetFirewallRule -Name ccm-preflight-smb).Profile | ForEach-Object { [string]$_ }) | Should -Be @('Public')
        Get-NetFirewallRule -Name CoreNet-DHCP-In | Should -Not -BeNullOrEmpty
    }
    It 'admits every address of several site servers, by family' {
        ./rules.ps1 -SiteServer 10.0.0.5, 2001:db8::5, 10.0.0.5
        (Get-NetFirewallRule -Name ccm-preflight-smb).RemoteAddress | Should -Be @('10.0.0.5', '2001:db8::5')
    }
    It 'changes nothing with -WhatIf' {
        ./rules.ps1 -SiteServer 10.0.0.5 -WhatIf
        @(Get-NetFirewallRule).Name | Should -Be @('CoreNet-DHCP-In')
    }
    It 'changes nothing for a name that is none: <Name>' -ForEach @(@{ Name = "'; Clear-StandInRule; '" }, @{ Name = '$(Clear-StandInRule)' }, @{ Name = '' }, @{ Name = '*' }) {
        { ./rules.ps1 -SiteServer $Name } | Should -Throw
        @(Get-NetFirewallRule).Name | Should -Be @('CoreNet-DHCP-In')
    }
    It 'is undone as it says' {
        ./rules.ps1 -SiteServer 10.0.0.5
        $undo = (Select-String -Path rules.ps1 -Pattern 'Remove-NetFirewallRule -Name ccm-preflight-\*').Matches[0].Value
        Invoke-Expression $undo
        @(Get-NetFirewallRule).Name | Should -Be @('CoreNet-DHCP-In')
    }
}

Describe 'acceptance.ps1' {
    It 'shows here what needs no Windows' {
        $said = @(& $env:PWSH -NoProfile -NonInteractive -File (Join-Path $Repository 'powershell' 'acceptance.ps1') -Executable $Tool)
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        $said[-1] | Should -Match '^Accepted: \d+ parts shown' -Because ($said -join "`n")
        @($said -match '^  WRONG').Count | Should -Be 0
    }
}

Describe 'the script of a scheduled run' {
    BeforeAll {
        $night = New-Item -ItemType Directory (Join-Path $folder 'night 夜')
        $lab = Start-Lab $folder @() 'lab'
        $text = (Get-Block 'docs/scheduled.md' 'today.incomplete').Replace('D:\ccm-preflight', "'$($night.FullName)'").Replace('D:\metrics\ccm_preflight.prom', 'metrics.prom')
        $text | Should -Not -Match '[A-Z]:\\'
        Set-Content (Join-Path $night 'nightly.ps1') $text
        Copy-Item $lab.Site (Join-Path $night 'site.yaml')
        Set-Content (Join-Path $night 'all.csv') "Name`nlocalhost"
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $night 'ccm-preflight.exe') -Target $Tool
        function Invoke-Night { & $env:PWSH -NoProfile -NonInteractive -File (Join-Path $night 'nightly.ps1') *> (Join-Path $night 'log'); $LASTEXITCODE }
    }
    AfterAll { Stop-Lab $lab }

    It 'keeps a report on its first night' {
        Invoke-Night | Should -Be 0
        @(Get-ChildItem (Join-Path $night 'reports')).Name | Should -Be @('{0:yyyy-MM-dd}.ndjson' -f (Get-Date))
        Get-Content (Join-Path $night 'metrics.prom') -Raw | Should -Match 'ccm_preflight_exit_code 0'
        Test-Path (Join-Path $night 'today.incomplete') | Should -BeFalse
        Test-Path (Join-Path $night 'yesterday.ndjson') | Should -BeFalse
    }
    It 'compares the second with it' {
        Invoke-Night | Should -Be 0
        Test-Path (Join-Path $night 'yesterday.ndjson') | Should -BeTrue
        Test-Path (Join-Path $night 'changes.md') | Should -BeTrue
    }
    It 'fails where something became worse' {
        Stop-Lab $lab
        Invoke-Night | Should -Be 1
        Get-Content (Join-Path $night 'changes.md') -Raw | Should -Match 'localhost'
    }
    It 'compares nothing with a night that was refused' {
        Set-Content (Join-Path $night 'site.yaml') 'product: none'
        Invoke-Night | Should -Be 2
        Test-Path (Join-Path $night 'today.incomplete') | Should -BeTrue
    }
}

Describe 'the scheduled task' {
    It 'is registered with parameters that the commands have' {
        Import-Module ScheduledTasks
        try {
            $lines = Get-Block 'docs/scheduled.md' 'Register-ScheduledTask'
            $null = Invoke-Expression $lines
            # Run again, it replaces its own.
            $task = Invoke-Expression $lines
            { Register-ScheduledTask -TaskName $task.TaskName -Action $task.Action } | Should -Throw '*already exists*'
        }
        finally { Remove-Module ScheduledTasks }
        $task.TaskName | Should -Be 'ccm-preflight nightly'
        $task.Action[0].Execute | Should -Be 'powershell.exe'
        $task.Action[0].Argument | Should -Match '-File "[^"]+\\nightly\.ps1"$'
        $task.Trigger[0].At.Hour | Should -Be 2
        [string]$task.Principal.LogonType | Should -Be 'ServiceAccount'
        $task.Settings.ExecutionTimeLimit | Should -Be ([timespan]::FromHours(4))
        [string]$task.Settings.MultipleInstances | Should -Be 'IgnoreNew'
    }
    It 'is said to schtasks in no more characters than it takes' {
        $text = Get-Content (Join-Path $Repository 'docs/scheduled.md') -Raw
        $action = [regex]::Match($text, '/TR "((?:[^"\\]|\\.)*)"').Groups[1].Value.Replace('\"', '"')
        $action.Length | Should -BeGreaterThan 0
        $action.Length | Should -BeLessOrEqual 261
        $action | Should -Match '-File "D:\\ccm-preflight\\nightly\.ps1"$'
    }
}

Describe 'every block of PowerShell in the documentation' {
    It 'is PowerShell: <_>' -ForEach @(Get-ChildItem (Join-Path $PSScriptRoot '..' '..' 'docs') -Filter *.md | Where-Object { Select-String -Path $_ -Pattern '^```powershell' -Quiet } | ForEach-Object Name) {
        $text = (Get-Content (Join-Path $Repository 'docs' $_) -Raw).Replace("`r`n", "`n")
        foreach ($block in [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```')) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($block.Groups[1].Value, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
        }
    }
}

Describe 'completion in PowerShell' {
    BeforeAll {
        $programs = New-Item -ItemType Directory (Join-Path $folder 'programs')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $programs 'ccm-preflight') -Target $Tool
        $path = $env:PATH
        $env:PATH = $programs.FullName + [System.IO.Path]::PathSeparator + $path
        Invoke-Expression ((& $Tool completion powershell) -join "`n")
    }
    AfterAll { $env:PATH = $path }
    It 'completes "<Line>"' -ForEach @(
        @{ Line = 'ccm-preflight che'; Word = 'check' }
        @{ Line = 'ccm-preflight check --meth'; Word = '--method' }
        @{ Line = 'ccm-preflight check --method '; Word = 'client-push' }
        @{ Line = 'ccm-preflight check --site "a b.yaml" --product cur'; Word = 'current-branch' }
        @{ Line = 'ccm-preflight explain client-push/s'; Word = 'client-push/smb' }
        @{ Line = 'ccm-preflight check -o nd'; Word = 'ndjson' }
        @{ Line = 'ccm-preflight completion po'; Word = 'powershell' }
    ) {
        $found = (TabExpansion2 $Line -cursorColumn $Line.Length).CompletionMatches
        $found.CompletionText | Should -Contain $Word
    }
    It 'says what a word means' {
        ((TabExpansion2 'ccm-preflight che').CompletionMatches | Where-Object CompletionText -EQ check).ToolTip | Should -Match 'judge each method'
    }
}
