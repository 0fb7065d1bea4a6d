$script:WorstFirst = @('breaks', 'unproven', 'degraded', 'works')

function Get-Worst([object[]]$Words) {
    foreach ($word in $script:WorstFirst) { if ($Words -contains $word) { return $word } }
    'not-applicable'
}

# A client of a report as an object. Top-level members are plain words and texts, which sort, filter
# and export; lists of objects stand in Methods, Requirements and Warnings.
function ConvertTo-ClientObject($Client, $Head) {
    $answered = Get-MemberValue $Client 'answered'
    $methods = @(foreach ($method in $Client.methods) {
            [pscustomobject]@{
                PSTypeName   = 'CcmPreflight.Method'
                Method       = $method.method
                Verdict      = $method.verdict
                Here         = $method.here
                Readiness    = $method.readiness
                BrokenBy     = @($method.brokenBy)
                DegradedBy   = @($method.degradedBy)
                Unproven     = @($method.unproven)
                Explanation  = $method.explanation
                Alternatives = @($method.alternatives)
            }
        })
    $requirements = @(foreach ($requirement in $Client.requirements) { ConvertTo-RequirementObject $requirement $Head })
    $isInterrupted = (Get-MemberValue $Client 'interrupted' $false) -eq $true
    $here = Get-Worst @($methods | ForEach-Object { $_.Here })
    $result = $here
    if ($answered -eq $false) { $result = 'no-answer' }
    if ($isInterrupted) { $result = 'interrupted' }
    # Nothing is said to be opened for a computer that is off.
    $inTheWay = @($methods | ForEach-Object { $_.BrokenBy; $_.DegradedBy } | Select-Object -Unique)
    $fixes = @()
    if ($answered -ne $false) {
        $fixes = @($requirements | Where-Object { $_.Status -eq 'unmet' -and $inTheWay -contains $_.Id } | ForEach-Object { $_.Fix } | Select-Object -Unique)
    }
    [pscustomobject]@{
        PSTypeName   = 'CcmPreflight.Client'
        ComputerName = $Client.client
        Result       = $result
        Ready        = (@($methods | Where-Object { $_.Readiness -eq 'ready' } | ForEach-Object { $_.Method }) -join ', ')
        Doubtful     = (@($methods | Where-Object { $_.Readiness -eq 'doubtful' } | ForEach-Object { $_.Method }) -join ', ')
        Here         = $here
        Verdict      = (Get-Worst @($methods | ForEach-Object { $_.Verdict }))
        Answered     = $answered
        Explanation  = (@(Get-Explanation $methods) -join ' ')
        BrokenBy     = (@($methods | ForEach-Object { $_.BrokenBy } | Select-Object -Unique) -join ', ')
        DegradedBy   = (@($methods | ForEach-Object { $_.DegradedBy } | Select-Object -Unique) -join ', ')
        Unproven     = (@($methods | ForEach-Object { $_.Unproven } | Select-Object -Unique) -join ', ')
        Fix          = ($fixes -join ' ')
        WarningCodes = (@(@($Client.warnings) | ForEach-Object { $_.code } | Select-Object -Unique) -join ', ')
        From         = (Get-MemberValue $Head.run 'from')
        Product      = Get-MemberValue $Head.site 'product'
        SiteCode     = Get-MemberValue $Head.site 'siteCode'
        # For Group-Object; empty where it is in none, or none is known.
        BoundaryGroups = (@(Get-MemberValue (Get-MemberValue $Client 'location') 'groups' @()) -join ', ')
        Methods      = $methods
        Requirements = $requirements
        Warnings     = @(foreach ($warning in $Client.warnings) {
                [pscustomobject]@{ PSTypeName = 'CcmPreflight.Warning'; Code = $warning.code; Message = $warning.message }
            })
    }
}

# What stands in the way, and where nothing does, what is left to prove.
function Get-Explanation([object[]]$Methods) {
    $telling = @($Methods | Where-Object { 'breaks', 'degraded' -contains $_.Here -and $_.Explanation -ne '' })
    if ($telling.Count -eq 0) { $telling = @($Methods | Where-Object { $_.Here -ne 'not-applicable' -and $_.Explanation -ne '' }) }
    $telling | ForEach-Object { $_.Explanation } | Select-Object -Unique
}

function ConvertTo-RequirementObject($Requirement, $Head) {
    $known = Get-MemberValue $Head.catalogue $Requirement.id
    $endpoints = @(Get-MemberValue $Requirement 'endpoints' @())
    # The one that decided: the outcome of a requirement is that of its best endpoint.
    $decisive = @($endpoints | Where-Object { $_.outcome -eq $Requirement.outcome }) | Select-Object -First 1
    [pscustomobject]@{
        PSTypeName = 'CcmPreflight.Requirement'
        Id         = $Requirement.id
        Title      = Get-MemberValue $known 'title'
        Method     = ($Requirement.id -split '/')[0]
        Necessity  = Get-MemberValue $Requirement 'necessity' (Get-MemberValue $known 'necessity')
        Status     = $Requirement.status
        Outcome    = $Requirement.outcome
        Cause      = Get-MemberValue $decisive 'cause'
        Code       = Get-MemberValue $decisive 'code'
        Host       = Get-MemberValue $decisive 'host'
        Address    = Get-MemberValue $decisive 'address'
        Port       = Get-MemberValue $decisive 'port'
        Reached    = Get-MemberValue $decisive 'reached'
        RttMs      = Get-MemberValue $decisive 'rttMs'
        UnmetHosts = @(Get-MemberValue $Requirement 'unmetHosts' @())
        Symptom    = Get-MemberValue $known 'symptom'
        Fix        = Get-MemberValue $known 'fix'
        Endpoints  = $endpoints
    }
}

# Lines of `ndjson-full` as objects, as they come. $Report gets the head and the summary.
filter ConvertFrom-ReportLine([hashtable]$Report) {
    $line = ConvertFrom-ToolJson $_
    switch ($line.type) {
        'run' { $Report.Head = $line }
        'client' { ConvertTo-ClientObject $line $Report.Head }
        'summary' { $Report.Summary = $line }
    }
}

# A whole document.
function Get-ToolDocument([string[]]$Argument, [hashtable]$Ended, [string]$InputText) {
    $text = @(Invoke-Tool -Argument $Argument -InputText $InputText -Ended $Ended) -join "`n"
    if ($text -ne '') { ConvertFrom-ToolJson $text }
}
