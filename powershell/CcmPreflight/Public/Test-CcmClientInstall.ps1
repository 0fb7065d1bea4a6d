# .EXTERNALHELP CcmPreflight-help.xml
function Test-CcmClientInstall {
    [CmdletBinding(DefaultParameterSetName = 'SiteServer', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType('CcmPreflight.Client')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ParameterSetName = 'SiteServer')]
        [Alias('Name', 'DNSHostName', 'CN', 'MachineName')]
        [object[]]$ComputerName,
        # A file that the tool itself takes names from: a list, CSV, ccm.log, a saved report.
        [Parameter(Mandatory = $true, ParameterSetName = 'List')]
        [string]$ClientList,
        [Parameter(ParameterSetName = 'List')]
        [ValidateSet('ready', 'doubtful', 'works', 'degraded', 'breaks', 'unproven', 'no-answer', 'error')]
        [string[]]$Only,
        [Parameter(Mandatory = $true, ParameterSetName = 'Client')]
        [ValidateSet('Client')]
        [string]$AsVantage,
        [Parameter(ParameterSetName = 'Client')]
        [string]$ClientName,
        # What describes the site; the same as the keys of a site file.
        [string]$Site,
        [ValidateSet('cm2007', 'current-branch')][string]$Product,
        [ValidateSet('mixed', 'native', 'enhanced-http', 'http', 'https')][string]$Communication,
        [string]$SiteCode,
        [string]$SiteServer,
        [string[]]$ManagementPoint,
        [string[]]$DistributionPoint,
        [string[]]$ServerLocatorPoint,
        [string[]]$FallbackStatusPoint,
        [string[]]$SoftwareUpdatePoint,
        [string[]]$CloudManagementGateway,
        [string[]]$Source,
        [string]$RunFrom,
        [string]$SetupCommandLine,
        [string[]]$Set,
        [ValidateSet('client-push', 'software-update-point', 'group-policy', 'manual', 'software-distribution')][string[]]$Method,
        [string]$Timeout,
        [string]$ResponseTimeout,
        [int]$Retry,
        [int]$Concurrency,
        [string]$Rate,
        [string]$Wait,
        [string]$CaFile,
        [string]$ClientCertFile,
        [string]$ClientKeyFile,
        # Where the report is kept, a line a client.
        [string]$ReportPath,
        [string]$Resume,
        [ValidateSet('en', 'ja')][string]$Language
    )
    begin {
        $names = New-Object System.Collections.Generic.List[string]
    }
    process {
        foreach ($item in $ComputerName) {
            if ($null -eq $item) { continue }
            $name = Get-NameOf $item
            if ($null -eq $name) {
                $PSCmdlet.WriteError((New-ToolError NoComputerName InvalidData ($script:Texts.noName -f $item.GetType().FullName, ($script:NameProperties -join ', ')) $item))
            }
            elseif ($name -match '[\r\n]') {
                $PSCmdlet.WriteError((New-ToolError LineEndInName InvalidData ($script:Texts.lineEndInName -f ($name -replace '[\r\n]', ' ')) $item))
            }
            else { $names.Add($name) }
        }
    }
    end {
        if ($PSCmdlet.ParameterSetName -eq 'SiteServer' -and $names.Count -eq 0) { return }
        try {
            $words = @('check') + @(Get-OptionArgument $PSBoundParameters $script:SiteOptions)
            $words += @(Get-OptionArgument $PSBoundParameters $script:RunOptions)
            $clients = @()
            $list = ''
            switch ($PSCmdlet.ParameterSetName) {
                'SiteServer' {
                    # A list with a heading: no name in it can be taken for anything else.
                    $clients = @('--from=site-server', '--clients=-', '--column=Name')
                    $list = (@('"Name"') + @($names | ForEach-Object { '"' + $_.Replace('"', '""') + '"' })) -join "`n"
                    $target = $script:Texts.computers -f $names.Count
                    if ($names.Count -eq 1) { $target = $names[0] }
                }
                'List' {
                    $clients = @('--from=site-server', "--clients=$(Resolve-ToolPath $ClientList)")
                    $clients += @($Only | Where-Object { $_ } | ForEach-Object { "--only=$_" })
                    $target = $ClientList
                }
                'Client' {
                    $clients = @('--from=client')
                    if ($ClientName -ne '') { $clients += "--client-name=$ClientName" }
                    $target = $script:Texts.thisComputer
                }
            }
            if (-not $PSCmdlet.ShouldProcess($target, $script:Texts.checkAction)) {
                if ($WhatIfPreference) {
                    $from = 'site-server'
                    if ($PSCmdlet.ParameterSetName -eq 'Client') { $from = 'client' }
                    Get-WhatIfFlow $from $PSBoundParameters $Language
                }
                return
            }
            $outputs = @('-o=ndjson-full')
            if ($ReportPath -ne '') { $outputs += "-o=ndjson=$(Resolve-ToolPath $ReportPath)" }
            $ended = @{}
            $report = @{}
            $words += $clients + $outputs + @('--progress=json') + @(Get-LanguageArgument $Language)
            Invoke-Tool -Argument $words -InputText $list -Ended $ended | ConvertFrom-ReportLine $report
            $failure = Get-ToolFailure $ended
            if ($null -eq $failure) { Write-ToolNote $ended }
            elseif ($ended.ExitCode -eq 2) { throw $failure }
            else { $PSCmdlet.WriteError($failure) }
        }
        catch { $PSCmdlet.ThrowTerminatingError($_) }
    }
}
