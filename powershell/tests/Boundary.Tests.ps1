# Boundary groups, from an SMS Provider to a site file: by the command, and by the lines that the
# documentation shows. CIM is a stand-in; what reads the file is the tool itself.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Support.ps1')
    $modulePath = $env:PSModulePath
    $env:PSModulePath = (Join-Path $PSScriptRoot 'stand-ins') + [System.IO.Path]::PathSeparator + $modulePath
    Import-Module CimCmdlets -Force
    $here = Get-Location
    $folder = New-TestFolder
    Set-Location $folder

    function Get-NalPath([string]$Name) { '["Display=\\{0}\"]MSWNET:["SMS_SITE=S01"]\\{0}\' -f $Name }
    # As the SMS Provider gives them: more members than are read, in the types of WMI.
    function Get-SiteClass {
        @{
            SMS_Boundary                   = @(
                [pscustomobject]@{ BoundaryID = [uint32]1; BoundaryType = [uint32]3; Value = '10.1.0.10-10.1.0.99'; DisplayName = '大阪'; GroupCount = [uint32]1 }
                [pscustomobject]@{ BoundaryID = [uint32]2; BoundaryType = [uint32]0; Value = '10.2.0.0'; DisplayName = ''; GroupCount = [uint32]1 }
                [pscustomobject]@{ BoundaryID = [uint32]3; BoundaryType = [uint32]1; Value = 'Tokyo-Site'; DisplayName = ''; GroupCount = [uint32]1 }
                [pscustomobject]@{ BoundaryID = [uint32]4; BoundaryType = [uint32]2; Value = '2001:db8:1::/48'; DisplayName = ''; GroupCount = [uint32]1 }
            )
            SMS_BoundaryGroup              = @(
                [pscustomobject]@{ GroupID = [uint32]11; Name = "大阪's <branch>"; DefaultSiteCode = ''; Description = $null }
                [pscustomobject]@{ GroupID = [uint32]12; Name = 'Tokyo'; DefaultSiteCode = 'S01'; Description = '' }
                [pscustomobject]@{ GroupID = [uint32]13; Name = 'Default-Site-Boundary-Group<S01>'; DefaultSiteCode = ''; Description = '' }
            )
            SMS_BoundaryGroupMembers       = @(
                [pscustomobject]@{ BoundaryID = [uint32]1; GroupID = [uint32]11 }
                [pscustomobject]@{ BoundaryID = [uint32]2; GroupID = [uint32]11 }
                [pscustomobject]@{ BoundaryID = [uint32]3; GroupID = [uint32]12 }
                [pscustomobject]@{ BoundaryID = [uint32]4; GroupID = [uint32]12 }
            )
            SMS_BoundaryGroupSiteSystems   = @(
                [pscustomobject]@{ GroupID = [uint32]11; ServerNALPath = (Get-NalPath 'DP01.contoso.com'); Flags = [uint32]0 }
                [pscustomobject]@{ GroupID = [uint32]12; ServerNALPath = (Get-NalPath 'DP02.contoso.com'); Flags = [uint32]0 }
            )
            SMS_BoundaryGroupRelationships = @(
                [pscustomobject]@{ SourceGroupID = [uint32]11; DestinationGroupID = [uint32]12; FallbackDP = 120; FallbackMP = -1; FallbackSUP = -1; ModifiedBy = 'CONTOSO\admin' }
            )
        }
    }
    function Get-Location1([string]$Machine, [string]$SiteCode, [bool]$IsLocal) {
        [pscustomobject]@{ Machine = $Machine; SiteCode = $SiteCode; ProviderForLocalSite = $IsLocal; NamespacePath = "\\$Machine\root\sms\site_$SiteCode" }
    }
    # A computer with the provider of S01.
    function Get-ProviderComputer([hashtable]$Classes = (Get-SiteClass)) {
        @{ 'root\sms' = @{ SMS_ProviderLocation = @(Get-Location1 'CM01.contoso.com' 'S01' $true) }; 'root\sms\site_S01' = $Classes }
    }
    $roles = @('--product', 'current-branch', '--mp', 'mp01.contoso.com', '--dp', 'dp01.contoso.com', 'dp02.contoso.com')
    # What the tool makes of an export.
    function Get-Imported([string]$File) {
        & $Tool init imported.yaml --force --lang en @roles --boundary-groups $File 2>told.txt
        $LASTEXITCODE | Should -Be 0
        @{ Site = Get-Content imported.yaml -Raw; Told = Get-Content told.txt -Raw }
    }
    function Assert-Imported($Imported) {
        $Imported.Site | Should -Match ([regex]::Escape("大阪's <branch>"))
        $Imported.Site | Should -Match '10\.1\.0\.10-10\.1\.0\.99'
        $Imported.Site | Should -Match '2001:db8:1::/48'
        $Imported.Site | Should -Match 'siteDefault: true'
        $Imported.Site | Should -Match 'neighbours: *\[? *-? *Tokyo'
        $Imported.Told | Should -Match ([regex]::Escape("boundary `"10.2.0.0`" (大阪's <branch>) is left out: an IP subnet keeps no mask"))
        $Imported.Told | Should -Match 'Tokyo-Site'
        # The tool judges by them.
        (& $Tool plan --site imported.yaml --method software-distribution -o json | ConvertFrom-Json).requirements.id | Should -Contain 'software-distribution/dp-http'
    }
}
AfterAll {
    Set-Location $here
    Remove-Module CimCmdlets
    $env:PSModulePath = $modulePath
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'Export-CcmBoundary' {
    BeforeEach { Set-StandInComputer @{ '' = Get-ProviderComputer; 'CM01.contoso.com' = Get-ProviderComputer; cm01 = Get-ProviderComputer } }

    It 'writes what the tool makes a site file of, through a session that it ends' {
        $file = Export-CcmBoundary boundaries.json -SiteServer cm01
        $file | Should -BeOfType [System.IO.FileInfo]
        $file.FullName | Should -Be (Join-Path $folder 'boundaries.json')
        Assert-Imported (Get-Imported 'boundaries.json')
        $opened = @(Get-StandInSession)
        $opened.Computer, $opened.Protocol, $opened.User, $opened.IsClosed | Should -Be @('cm01', 'Wsman', $null, $true)
        @(Get-ChildItem -Filter 'boundaries.json*').Name | Should -Be 'boundaries.json'
    }
    It 'holds no more than is read' {
        $null = Export-CcmBoundary boundaries.json -SiteServer cm01
        Get-Content boundaries.json -Raw | Should -Not -Match 'admin|DisplayName|DefaultSiteCode'
    }
    It 'is read by New-CcmSite, which warns of what is left out' {
        $null = Export-CcmBoundary boundaries.json -SiteServer cm01
        $site = New-CcmSite site.yaml -Force -Product current-branch -ManagementPoint mp01.contoso.com -DistributionPoint dp01.contoso.com, dp02.contoso.com -BoundaryGroup boundaries.json -Language en -WarningVariable told -WarningAction SilentlyContinue
        Get-Content $site -Raw | Should -Match 'neighbours: *\[? *-? *Tokyo'
        "$told" | Should -Match 'an IP subnet keeps no mask'
    }
    It 'turns to the computer that has the provider, as the same account and by the same protocol' {
        Set-StandInComputer @{
            site01             = @{ 'root\sms' = @{ SMS_ProviderLocation = @(Get-Location1 'CM01.contoso.com' 'S01' $true) } }
            'CM01.contoso.com' = Get-ProviderComputer
        }
        $account = [pscredential]::new('CONTOSO\reader', (ConvertTo-SecureString 'x' -AsPlainText -Force))
        $null = Export-CcmBoundary boundaries.json -SiteServer site01 -Credential $account -Protocol Dcom
        $opened = @(Get-StandInSession)
        $opened.Computer | Should -Be @('site01', 'CM01.contoso.com')
        @($opened.Protocol | Select-Object -Unique) | Should -Be @('Dcom')
        @($opened.User | Select-Object -Unique) | Should -Be @('CONTOSO\reader')
        $opened.IsClosed | Should -Not -Contain $false
        Assert-Imported (Get-Imported 'boundaries.json')
    }
    It 'asks this computer without a session, and turns to another where the provider is there' {
        $machine = [Environment]::MachineName
        Set-StandInComputer @{ '' = @{ 'root\sms' = @{ SMS_ProviderLocation = @(Get-Location1 "$machine.contoso.com" 'S01' $true) }; 'root\sms\site_S01' = Get-SiteClass } }
        $null = Export-CcmBoundary boundaries.json
        @(Get-StandInSession).Count | Should -Be 0
        Set-StandInComputer @{ '' = @{ 'root\sms' = @{ SMS_ProviderLocation = @(Get-Location1 'CM01.contoso.com' 'S01' $true) } }; 'CM01.contoso.com' = Get-ProviderComputer }
        $null = Export-CcmBoundary boundaries.json
        @(Get-StandInSession).Computer | Should -Be @('CM01.contoso.com')
    }
    It 'uses the session that it is given, and leaves it open' {
        $session = New-CimSession -ComputerName cm01
        $null = Export-CcmBoundary boundaries.json -CimSession $session
        @(Get-StandInSession).Count | Should -Be 1
        @(Get-StandInSession).IsClosed | Should -Be $false
    }
    It 'takes the own site of a computer that tells of several, or the one that is said' {
        $several = @{
            'root\sms'          = @{ SMS_ProviderLocation = @((Get-Location1 'other.contoso.com' 'P02' $false), (Get-Location1 'CM01.contoso.com' 'S01' $true)) }
            'root\sms\site_S01' = Get-SiteClass
        }
        Set-StandInComputer @{ cm01 = $several; 'other.contoso.com' = @{} }
        $null = Export-CcmBoundary boundaries.json -SiteServer cm01
        $failed = { Export-CcmBoundary boundaries.json -SiteServer cm01 -SiteCode P02 } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.ClassNotRead,Export-CcmBoundary'
        $failed = { Export-CcmBoundary boundaries.json -SiteServer cm01 -SiteCode X99 } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.SiteNotFound,Export-CcmBoundary'
        $failed.Exception.Message | Should -Match 'P02, S01.*"X99"'
    }
    It 'writes nothing, and leaves what was there: <What>' -ForEach @(
        @{ What = 'a class that can not be read'; Id = 'ClassNotRead'; Says = 'SMS_BoundaryGroupRelationships'; Break = { param($site) $site.Remove('SMS_BoundaryGroupRelationships') } }
        @{ What = 'an account that is shown nothing'; Id = 'NoBoundaryGroup'; Says = 'allowed'; Break = { param($site) foreach ($class in @($site.Keys)) { $site[$class] = @() } } }
    ) {
        $classes = Get-SiteClass
        & $Break $classes
        Set-StandInComputer @{ cm01 = Get-ProviderComputer $classes }
        Set-Content boundaries.json 'as it was'
        $failed = { Export-CcmBoundary boundaries.json -SiteServer cm01 } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be "CcmPreflight.$Id,Export-CcmBoundary"
        $failed.Exception.Message | Should -Match $Says
        Get-Content boundaries.json | Should -Be 'as it was'
        @(Get-ChildItem -Filter 'boundaries.json*').Count | Should -Be 1
        @(Get-StandInSession).IsClosed | Should -Not -Contain $false
    }
    It 'says what is wrong with where it was sent: <What>' -ForEach @(
        @{ What = 'no such computer'; Server = 'nowhere'; Id = 'SessionFailed'; Says = '"nowhere".*Dcom' }
        @{ What = 'no provider there'; Server = 'plain'; Id = 'ProviderNotFound'; Says = '"plain".*Invalid namespace' }
        @{ What = 'a provider that tells of no site'; Server = 'empty'; Id = 'ProviderNotFound'; Says = '"empty"' }
    ) {
        Set-StandInComputer @{ plain = @{}; empty = @{ 'root\sms' = @{ SMS_ProviderLocation = @() } } }
        $failed = { Export-CcmBoundary none.json -SiteServer $Server } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be "CcmPreflight.$Id,Export-CcmBoundary"
        $failed.Exception.Message | Should -Match $Says
        @(Get-ChildItem -Filter 'none.json*').Count | Should -Be 0
    }
    It 'asks nobody where the file can not be written, or with -WhatIf' {
        $failed = { Export-CcmBoundary no/such/folder/boundaries.json -SiteServer cm01 } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Be 'CcmPreflight.NotWritten,Export-CcmBoundary'
        $failed.Exception.Message | Should -Match 'boundaries\.json"'
        Export-CcmBoundary never.json -SiteServer cm01 -WhatIf
        Test-Path never.json | Should -BeFalse
        @(Get-StandInSession).Count | Should -Be 0
    }
    It 'reads a site without any boundary, member or relationship' {
        $classes = Get-SiteClass
        foreach ($class in 'SMS_Boundary', 'SMS_BoundaryGroupMembers', 'SMS_BoundaryGroupSiteSystems', 'SMS_BoundaryGroupRelationships') { $classes[$class] = @() }
        $classes.SMS_BoundaryGroup = @($classes.SMS_BoundaryGroup[1])
        Set-StandInComputer @{ cm01 = Get-ProviderComputer $classes }
        $null = Export-CcmBoundary boundaries.json -SiteServer cm01
        (Get-Imported 'boundaries.json').Site | Should -Match 'name: Tokyo'
    }
}

Describe 'the lines of the documentation' {
    It 'write what the tool makes a site file of' {
        Set-StandInComputer @{ cm01 = Get-ProviderComputer }
        $text = (Get-Content (Join-Path $Repository 'docs/boundary-groups.md') -Raw).Replace("`r`n", "`n")
        $block = [regex]::Matches($text, '(?ms)^```powershell\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_.Contains('SMS_BoundaryGroupMembers') }
        @($block).Count | Should -Be 1
        Remove-Item boundaries.json -ErrorAction Ignore
        Invoke-Expression $block
        Assert-Imported (Get-Imported 'boundaries.json')
        # The same as the command, row for row.
        $null = Export-CcmBoundary command.json -SiteServer cm01
        $sorted = { param($file) $all = Get-Content $file -Raw | ConvertFrom-Json; $all.psobject.Properties.Name | Sort-Object | ForEach-Object { "$_ $($all.$_ | ConvertTo-Json -Compress)" } }
        (& $sorted boundaries.json) | Should -Be (& $sorted command.json)
    }
}

Describe 'a computer of a site with boundary groups' {
    It 'says which it is in' {
        $lab = Start-Lab $folder @() 'located'
        try {
            # What the lab serves, with a group around it; YAML takes JSON for a value.
            Add-Content $lab.Site 'boundaryGroups: [{ "name": "Osaka", "boundaries": "127.0.0.0/8" }, { "name": "Tokyo", "boundaries": "127.0.0.0/16" }]'
            (Get-Content $lab.Site -Raw) -replace 'product: cm2007', 'product: current-branch' -replace 'communication: mixed', 'communication: http' | Set-Content $lab.Site
            $found = Test-CcmClientInstall 127.0.0.1 -Site $lab.Site -CaFile $lab.Ca -Method client-push -Timeout 1s -Retry 0
            $found.BoundaryGroups | Should -Be 'Osaka, Tokyo'
        }
        finally { Stop-Lab $lab }
    }
}
