BeforeAll {
    . (Join-Path $PSScriptRoot 'Support.ps1')
    $folder = New-TestFolder
    $here = Get-Location
    Set-Location $folder
    $whole = Start-Lab $folder @() 'whole'
    $broken = Start-Lab $folder @('client-push/smb=refuse') 'broken'
    # An address of loopback that no lab serves: that computer refuses every connection.
    $other = '127.0.0.77'
}
AfterAll {
    Set-Location $here
    Stop-Lab $whole
    Stop-Lab $broken
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'Test-CcmClientInstall' {
    It 'gives an object a computer, with what is wrong and what to open' {
        $found = @('localhost', $other | Test-CcmClientInstall -Site broken.yaml -CaFile broken-ca.pem -Timeout 1s)
        @($found.ComputerName | Sort-Object) | Should -Be @($other, 'localhost')
        $client = $found | Where-Object ComputerName -EQ localhost
        $client.PSTypeNames[0] | Should -Be 'CcmPreflight.Client'
        $client.Result | Should -Be 'breaks'
        $client.Ready | Should -Be ''
        $client.BrokenBy | Should -Be 'client-push/smb'
        $client.Explanation | Should -Match 'SMB to the client'
        $client.Fix | Should -Match 'File and Printer Sharing'
        $smb = $client.Requirements | Where-Object Id -EQ 'client-push/smb'
        $smb.Status, $smb.Outcome, $smb.Code, $smb.Host | Should -Be @('unmet', 'refused', 'ECONNREFUSED', 'localhost')
        @($client.Methods).Count | Should -Be 5
    }
    It 'says what is ready, and what is left to prove' {
        $found = Test-CcmClientInstall localhost -Site whole.yaml -CaFile whole-ca.pem -Method client-push
        $found.Result, $found.Ready, $found.Here, $found.Verdict | Should -Be @('works', 'client-push', 'works', 'unproven')
        $found.Explanation | Should -Match 'other end'
        $found.Fix | Should -Be ''
    }
    It 'checks from the client' {
        $found = Test-CcmClientInstall -AsVantage Client -ClientName localhost -Site whole.yaml -CaFile whole-ca.pem
        $found.ComputerName, $found.From | Should -Be @('localhost', 'client')
        $found.Methods | Where-Object Method -EQ manual | ForEach-Object Here | Should -Be 'works'
    }
    It 'takes the objects of <What>' -ForEach @(
        @{ What = 'Get-ADComputer'; Object = [pscustomobject]@{ DistinguishedName = 'CN=X,DC=contoso'; DNSHostName = 'localhost'; Name = 'other' } }
        @{ What = 'Get-ADComputer without a DNS name'; Object = [pscustomobject]@{ DistinguishedName = 'CN=X,DC=contoso'; DNSHostName = $null; Name = 'localhost' } }
        @{ What = 'Get-CMDevice'; Object = [pscustomobject]@{ Name = 'localhost'; ResourceID = 16777220; SiteCode = 'S01' } }
        @{ What = 'Get-CMResource'; Object = [pscustomobject]@{ Client = [uint32]1; FullDomainName = 'CONTOSO.COM'; Name = 'localhost'; NetbiosName = 'LOCALHOST' } }
        @{ What = 'Get-WsusComputer'; Object = [pscustomobject]@{ Id = '1'; FullDomainName = 'localhost' } }
        @{ What = 'this module'; Object = [pscustomobject]@{ PSTypeName = 'CcmPreflight.Client'; ComputerName = 'localhost' } }
    ) {
        ($Object | Test-CcmClientInstall -Site whole.yaml -CaFile whole-ca.pem -Method client-push).ComputerName | Should -Be 'localhost'
    }
    It 'tells of an object without a name, and goes on' {
        $found = @([pscustomobject]@{ Colour = 'red' }, 'localhost' | Test-CcmClientInstall -Site whole.yaml -CaFile whole-ca.pem -Method client-push -ErrorVariable failed -ErrorAction SilentlyContinue)
        $found.ComputerName | Should -Be @('localhost')
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.NoComputerName,Test-CcmClientInstall'
    }
    It 'takes no name for anything else: <Name>' -ForEach @(
        @{ Name = 'a"b' }, @{ Name = '--site=x' }, @{ Name = 'pc 1; rm -rf /' }, @{ Name = '=1+1' }, @{ Name = '$(id)' }, @{ Name = 'コンピューター"' }
    ) {
        $failed = { Test-CcmClientInstall $Name -Site whole.yaml } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.BadUsage,Test-CcmClientInstall'
    }
    It 'takes a heading for a name where it is one' {
        # Nobody's computer: but a name it is, and no heading that swallows the list.
        $found = @('Name', 'localhost' | Test-CcmClientInstall -Site whole.yaml -CaFile whole-ca.pem -Method client-push -Timeout 1s -Retry 0)
        @($found.ComputerName | Sort-Object) | Should -Be @('localhost', 'Name')
    }
    It 'refuses a name of two lines' {
        $null = "a`nb" | Test-CcmClientInstall -Site whole.yaml -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.LineEndInName,Test-CcmClientInstall'
    }
    It 'sends nothing with -WhatIf, and gives the plan' {
        $plan = @(Test-CcmClientInstall localhost -Site whole.yaml -Method client-push -WhatIf)
        @($plan.From | Select-Object -Unique) | Should -Be @('site-server')
        $plan.Id | Should -Contain 'client-push/smb'
    }
    It 'takes a site from parameters' {
        $found = Test-CcmClientInstall $other -Product current-branch -Communication http -ManagementPoint mp01.contoso.com, mp02.contoso.com -SiteCode S01 -Method client-push -Timeout 1s -Retry 0
        $found.Result, $found.Product, $found.SiteCode | Should -Be @('breaks', 'current-branch', 'S01')
        (Test-CcmClientInstall -AsVantage Client -Product current-branch -RunFrom local -ManagementPoint mp01.contoso.com, mp02.contoso.com -Method manual -WhatIf).Endpoints | Should -Contain 'mp01.contoso.com:80, mp02.contoso.com:80'
    }
    It 'shows its command line with -Verbose' {
        $said = Test-CcmClientInstall localhost -Site whole.yaml -Method client-push -WhatIf -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $said.Message -join "`n" | Should -Match ([regex]::Escape("--site=$folder/whole.yaml"))
    }
    It 'keeps a report that the other commands read, and runs again what is in it' {
        $null = 'localhost', $other | Test-CcmClientInstall -Site broken.yaml -CaFile broken-ca.pem -Timeout 1s -ReportPath report.ndjson
        $again = @(Test-CcmClientInstall -ClientList report.ndjson -Only breaks -Site broken.yaml -CaFile broken-ca.pem -Timeout 1s -ReportPath again.ndjson)
        $again.Count | Should -Be 2
        @(Merge-CcmReport report.ndjson).Count | Should -Be 2
        (Get-Item report.ndjson, again.ndjson | Merge-CcmReport).Count | Should -Be 2
    }
    It 'tells of a site file that is wrong' {
        Set-Content bad.yaml 'communication: https'
        $failed = { Test-CcmClientInstall localhost -Site bad.yaml -ErrorAction Stop } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.BadUsage,Test-CcmClientInstall'
        $failed.Exception.Message | Should -Match 'bad.yaml'
    }
    It 'speaks Japanese where it is asked to' {
        (Test-CcmClientInstall localhost -Site broken.yaml -CaFile broken-ca.pem -Method client-push -Timeout 1s -Language ja).Explanation | Should -Match 'クライアント'
    }
    It 'is stopped: nothing runs on, and the report holds what was found' {
        $silent = Start-Lab $folder @('client-push/smb=silent') 'silent'
        $shell = [powershell]::Create()
        try {
            # The lab's client takes the connection and says nothing: it would take until the timeout.
            [void]$shell.AddScript({
                    param($module, $site, $report)
                    Import-Module $module
                    'localhost', '127.0.0.77' | Test-CcmClientInstall -Site $site -Method client-push -Timeout 60s -ReportPath $report
                }).AddArgument((Join-Path $ModuleFolder 'CcmPreflight.psd1')).AddArgument($silent.Site).AddArgument((Join-Path $folder 'stopped.ndjson'))
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]$null, $output)
            # The first computer's object is there while the other is still being looked at.
            while ($output.Count -eq 0 -and -not $running.IsCompleted) { [System.Threading.Thread]::Yield() | Out-Null; $null = $running.AsyncWaitHandle.WaitOne(50) }
            $running.IsCompleted | Should -BeFalse
            $output[0].ComputerName | Should -Be $other
            $shell.Stop()
        }
        finally { $shell.Dispose(); Stop-Lab $silent }
        @(Get-Content stopped.ndjson | ForEach-Object { ($_ | ConvertFrom-Json).type })[-1] | Should -Be 'summary'
        (Get-Content stopped.ndjson -Tail 1 | ConvertFrom-Json).run.complete | Should -BeFalse
        @(Merge-CcmReport stopped.ndjson -WarningAction SilentlyContinue | Where-Object ComputerName -EQ $other).Count | Should -Be 1
    }
    It 'shows progress' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({ param($module, $site) Import-Module $module; Test-CcmClientInstall localhost -Site $site -Method client-push }).AddArgument((Join-Path $ModuleFolder 'CcmPreflight.psd1')).AddArgument((Join-Path $folder 'whole.yaml')).Invoke()
            $records = @($shell.Streams.Progress | Where-Object Activity -Match 'client installation')
            $records.Count | Should -BeGreaterThan 1
            $records[-1].RecordType | Should -Be 'Completed'
        }
        finally { $shell.Dispose() }
    }
    It 'has views that fit, with colours where the host shows them alone' {
        $found = Test-CcmClientInstall localhost -Site broken.yaml -CaFile broken-ca.pem -Method client-push -Timeout 1s
        $found | Format-Table | Out-String -Width 200 | Should -Match 'localhost +breaks +SMB to the client'
        $found | Format-List | Out-String -Width 200 | Should -Match 'Fix +: On the client'
        $csv = $found | ConvertTo-Csv | ConvertFrom-Csv
        $csv.Result, $csv.BrokenBy | Should -Be @('breaks', 'client-push/smb')
    }
}

Describe 'a location that is no folder' {
    It 'takes paths as those of the file system' {
        Push-Location Env:
        try { (Get-CcmInstallPlan -Site whole.yaml -Method manual).Count | Should -BeGreaterThan 0 }
        finally { Pop-Location }
    }
}

Describe 'Get-CcmInstallPlan' {
    It 'gives the flows of a method, and those left out where asked' {
        $flows = @(Get-CcmInstallPlan -Site whole.yaml client-push -ComputerName pc001)
        $smb = $flows | Where-Object Id -EQ 'client-push/smb'
        $smb.From, $smb.To, $smb.Transport, $smb.IsNeeded | Should -Be @('site-server', 'client', 'tcp', $true)
        $smb.Endpoints | Should -Match '^pc001:\d+$'
        $all = @(Get-CcmInstallPlan -Site whole.yaml -Method client-push -IncludeExcluded)
        @($all | Where-Object { -not $_.IsNeeded }).Count | Should -BeGreaterThan 0
    }
    It 'takes a site from parameters' {
        (Get-CcmInstallPlan -Product current-branch -ManagementPoint mp01.contoso.com -Method manual).Endpoints | Should -Contain 'mp01.contoso.com:80'
    }
    It 'takes several sources, any of which will do' {
        $smb = Get-CcmInstallPlan -Product current-branch -Method manual -Source '\\files01\ccm', '\\files02\ccm' | Where-Object Id -EQ 'manual/source-smb'
        $smb.Endpoints | Should -Be 'files01:445, files02:445'
    }
}

Describe 'Get-CcmFlow' {
    It 'explains <Name>' -ForEach @(@{ Name = 'client-push'; Least = 10 }, @{ Name = 'client-push/smb'; Least = 2 }, @{ Name = '445'; Least = 4 }) {
        $flows = @(Get-CcmFlow $Name)
        $flows.Count | Should -BeGreaterOrEqual $Least
        $flows[0].Purpose | Should -Not -BeNullOrEmpty
    }
    It 'explains an error: <Name>' -ForEach @(@{ Name = '0x80070035' }, @{ Name = '-2147024843' }) {
        (Get-CcmFlow $Name).Symbol | Should -Be 'ERROR_BAD_NETPATH'
    }
    It 'explains every flow where none is named' {
        @(Get-CcmFlow | Select-Object -ExpandProperty Method -Unique).Count | Should -Be 5
    }
    It 'tells of a name that there is not, and goes on' {
        $flows = @('nothing', '--help', 'client-push/smb' | Get-CcmFlow -ErrorVariable failed -ErrorAction SilentlyContinue)
        $flows.Count | Should -Be 2
        @($failed.FullyQualifiedErrorId | Select-Object -Unique) | Should -Be @('CcmPreflight.BadUsage,Get-CcmFlow', 'CcmPreflight.UnknownName,Get-CcmFlow')
    }
    It 'completes names' {
        $words = (TabExpansion2 'Get-CcmFlow client-push/s').CompletionMatches.CompletionText
        $words | Should -Contain 'client-push/smb'
    }
}

Describe 'completion of <Line>' -ForEach @(
    @{ Line = 'Test-CcmClientInstall -Method client'; Word = 'client-push' }
    @{ Line = 'Test-CcmClientInstall -Only br'; Word = 'breaks' }
    @{ Line = 'Get-CcmInstallPlan -Product cur'; Word = 'current-branch' }
    @{ Line = 'Export-CcmReport -Format ht'; Word = 'html' }
) {
    It 'finds <Word>' { (TabExpansion2 $Line).CompletionMatches.CompletionText | Should -Contain $Word }
}

Describe 'the words of -<Parameter> of <Command>' -ForEach @(
    @{ Command = 'Export-CcmReport'; Parameter = 'Format'; Typed = 'merge', '-o', '' }
    @{ Command = 'Test-CcmClientInstall'; Parameter = 'Method'; Typed = 'check', '--method', '' }
    @{ Command = 'Test-CcmClientInstall'; Parameter = 'Only'; Typed = 'check', '--only', '' }
    @{ Command = 'Get-CcmFlow'; Parameter = 'Product'; Typed = 'explain', '--product', '' }
    @{ Command = 'New-CcmSite'; Parameter = 'Communication'; Typed = 'init', '--communication', '' }
    @{ Command = 'Get-CcmInstallPlan'; Parameter = 'From'; Typed = 'plan', '--from', '' }
) {
    It 'are those of the tool' {
        $known = @((Get-Command $Command).Parameters[$Parameter].Attributes.ValidValues | Sort-Object)
        $words = @(InModuleScope CcmPreflight -Parameters @{ Typed = $Typed } { Get-ToolWord 3 $Typed } | ForEach-Object CompletionText | Sort-Object)
        $known | Should -Be $words
    }
}

Describe 'Get-CcmInstallFailure' {
    It 'reads a log' {
        $failures = @(Get-CcmInstallFailure (Join-Path $Repository 'fixtures' 'logs' 'ccm.log'))
        $first = $failures | Where-Object ComputerName -EQ pc001.contoso.com
        $first.Error, $first.Symbol, $first.Requirements | Should -Be @('0x80070035', 'ERROR_BAD_NETPATH', 'client-push/smb')
        $first.Last | Should -BeOfType [datetime]
        $first.Findings[0].Line | Should -Match 'error 53'
    }
    It 'takes files from the pipeline, and narrows' {
        $failures = @(Get-Item (Join-Path $Repository 'fixtures' 'logs' 'ccm.log') | Get-CcmInstallFailure -ComputerName pc002.contoso.com)
        $failures.ComputerName | Should -Be @('pc002.contoso.com')
    }
}

Describe 'reports' {
    BeforeAll {
        $null = Test-CcmClientInstall localhost -Site broken.yaml -CaFile broken-ca.pem -Method client-push -Timeout 1s -ReportPath before.ndjson
        # The same site with the port mended: what was refused is open.
        Copy-Item before.ndjson after.ndjson
        (Get-Content after.ndjson -Raw) -replace '("id":"client-push/smb","status":)"unmet","outcome":"refused"', '$1"met","outcome":"open"' -replace '"outcome":"refused","code":"ECONNREFUSED"', '"outcome":"open"' -replace '"verdict":"breaks","here":"breaks","brokenBy":\["client-push/smb"\]', '"verdict":"unproven","here":"works","brokenBy":[]' | Set-Content after.ndjson -NoNewline
    }
    It 'are compared' {
        $change = Compare-CcmReport before.ndjson after.ndjson
        $change.ComputerName, $change.Change | Should -Be @('localhost', 'better')
        $change.Methods | Should -Be 'client-push: breaks -> works'
        $change.Because | Should -Be 'client-push/smb'
        @(Compare-CcmReport before.ndjson before.ndjson).Count | Should -Be 0
    }
    It 'are written as <Format>' -ForEach @(@{ Format = 'html'; Start = '<!doctype html>' }, @{ Format = 'csv'; Start = '.?"client"' }, @{ Format = 'markdown'; Start = '#' }) {
        $file = Export-CcmReport before.ndjson -Format $Format -OutFile "report.$Format" -WhatIf
        $file | Should -BeNullOrEmpty
        Test-Path "report.$Format" | Should -BeFalse
        $file = Export-CcmReport before.ndjson -Format $Format -OutFile "報告 report's.$Format"
        $file | Should -BeOfType [System.IO.FileInfo]
        Get-Content -LiteralPath $file.FullName -Raw | Should -Match "^$Start"
    }
    It 'that are none are told' {
        { Merge-CcmReport nothing.ndjson } | Should -Throw -ErrorId 'CcmPreflight.BadUsage,Merge-CcmReport'
    }
    It 'name who is missing' {
        $null = Merge-CcmReport before.ndjson -Missing pc009 -ReportPath joined.ndjson -WarningAction SilentlyContinue
        (Get-Content joined.ndjson -Raw) | Should -Match 'pc009'
    }
}

Describe 'New-CcmSite' {
    It 'writes a file that can be read again' {
        $file = New-CcmSite 'new site.yaml' -Product current-branch -SiteCode S01 -ManagementPoint mp01.contoso.com -Source '\\files01\ccm client\'
        $file | Should -BeOfType [System.IO.FileInfo]
        (Get-CcmInstallPlan -Site 'new site.yaml' -Method manual).Endpoints | Should -Contain 'mp01.contoso.com:80'
        { New-CcmSite 'new site.yaml' -Product cm2007 } | Should -Throw -ErrorId 'CcmPreflight.BadUsage,New-CcmSite'
        { New-CcmSite 'new site.yaml' -Product cm2007 -Force } | Should -Not -Throw
    }
    It 'looks for the site first where it is asked to' {
        $point = (Get-CcmInstallPlan -Site whole.yaml -Method manual | Where-Object Id -EQ 'manual/mp-http').Endpoints
        $point | Should -Match '^127\.0\.0\.\d+:\d+$'
        # A name server that is not there: the management point tells the rest.
        $file = New-CcmSite found.yaml -Discover -Product cm2007 -ManagementPoint $point -Domain contoso.test -DnsServer 127.0.0.1:1 -Timeout 5s
        $file.Name | Should -Be 'found.yaml'
        Get-Content found.yaml -Raw | Should -Match 'siteCode: LAB'
        (Get-CcmInstallPlan -Site found.yaml -Method manual | Where-Object Id -EQ 'manual/mp-http').Endpoints | Should -Be $point
    }
    It 'tells that nothing was found, and takes no older file for what was' {
        $null = New-CcmSite older.yaml -Product cm2007
        foreach ($name in 'older.yaml', 'none.yaml') {
            { New-CcmSite $name -Force -Discover -Product cm2007 -Domain contoso.test -DnsServer 127.0.0.1:1 -Timeout 1s } | Should -Throw -ErrorId 'CcmPreflight.NothingFound,New-CcmSite'
        }
        Test-Path none.yaml | Should -BeFalse
    }
    It 'writes nothing with -WhatIf' {
        New-CcmSite other.yaml -Product cm2007 -WhatIf
        Test-Path other.yaml | Should -BeFalse
    }
}

Describe 'the tool that is run' {
    It 'stands in the module, else beside it, else on the path, else where the environment says' {
        $places = Join-Path $folder 'places'
        $module = Join-Path $places 'CcmPreflight'
        $null = New-Item -ItemType Directory $places, (Join-Path $places 'path')
        Copy-Item $ModuleFolder $module -Recurse
        $programs = @($module, $places, (Join-Path $places 'path'), $folder) | ForEach-Object { Join-Path $_ 'ccm-preflight' }
        foreach ($program in $programs) { Set-Content $program "#!/bin/sh`nexit 2"; chmod 755 $program }
        $found = & $env:PWSH -NoProfile -NonInteractive -Command {
            Import-Module (Join-Path $args[0] 'CcmPreflight.psd1')
            $env:PATH = [System.IO.Path]::GetDirectoryName($args[3]) + [System.IO.Path]::PathSeparator + $env:PATH
            $env:CCM_PREFLIGHT = $args[4]
            foreach ($number in 1..4) {
                $said = Get-CcmFlow icmp -Verbose -ErrorAction Ignore 4>&1
                "$(@($said)[0])" -replace ' explain .*'
                [System.IO.File]::Delete($args[$number])
            }
        } -args (@($module) + $programs)
        $found | Should -Be $programs
    }
    It 'is told where there is none' {
        $path = $env:PATH
        try {
            $env:CCM_PREFLIGHT = ''
            $env:PATH = $folder
            { Get-CcmFlow icmp } | Should -Throw -ErrorId 'CcmPreflight.ToolNotFound,Get-CcmFlow'
            $env:CCM_PREFLIGHT = 'nowhere'
            { Get-CcmFlow icmp } | Should -Throw -ErrorId 'CcmPreflight.ToolNotFound,Get-CcmFlow'
        }
        finally { $env:PATH = $path; $env:CCM_PREFLIGHT = $Tool }
    }
}

Describe 'what a hostile report says' {
    It 'puts nothing on a terminal that acts there' {
        InModuleScope CcmPreflight {
            $escape = [char]27
            $line = '{"a":"x\u001b[2J\u009b31m\u202e\r","b":"C:\\temp\\new","c":"\\u001b"}'
            $read = ConvertFrom-ToolJson ($line + '')
            $read.a | Should -Not -Match '[\x00-\x1f\x7f-\x9f\u202e]'
            $read.b | Should -Be 'C:\temp\new'
            $read.c | Should -Be '\u001b'
        }
    }
    It 'that is no JSON is told' {
        InModuleScope CcmPreflight { { ConvertFrom-ToolJson 'Error: no' } | Should -Throw -ErrorId 'CcmPreflight.UnexpectedOutput' }
    }
    It 'is read the same where it is too long for ConvertFrom-Json of 5.1' {
        InModuleScope CcmPreflight {
            $members = [System.Collections.Generic.Dictionary[string, object]]::new()
            $members.list = [object[]]@(1, 'two', $null)
            $members.inner = [System.Collections.Generic.Dictionary[string, object]]::new()
            $members.inner.name = 'x'
            $read = ConvertFrom-Dictionary $members
            $read.inner.name | Should -Be 'x'
            @($read.list) | Should -Be @(1, 'two', $null)
        }
    }
}

Describe 'arguments of a native command' {
    It 'arrive as they are: <Value>' -ForEach @(
        @{ Value = 'plain' }, @{ Value = '' }, @{ Value = 'two words' }, @{ Value = 'a"b' }, @{ Value = 'C:\folder\' }, @{ Value = 'C:\a folder\' }
        @{ Value = '\\server\share\' }, @{ Value = '\"' }, @{ Value = '\\"\\' }, @{ Value = 'コンピューター 1' }, @{ Value = "tab`there" }, @{ Value = '%PATH% $HOME `x' }, @{ Value = "it's" }
    ) {
        $echo = Join-Path $folder 'echo.js'
        Set-Content $echo "#!/usr/bin/env node`nprocess.stdout.write(JSON.stringify(process.argv.slice(2)))"
        chmod 755 $echo
        $env:CCM_PREFLIGHT = $echo
        try {
            $read = InModuleScope CcmPreflight -Parameters @{ Value = $Value } { Invoke-Tool -Argument @('first', $Value, 'last') -Ended @{} }
        }
        finally { $env:CCM_PREFLIGHT = $Tool }
        ($read | ConvertFrom-Json) | Should -Be @('first', $Value, 'last')
    }
}
