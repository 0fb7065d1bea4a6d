# PowerShell 7 takes texts of JSON that look like times for times; Windows PowerShell does not. Times of
# a log are those of its own clock.
function ConvertTo-Time($Value) {
    if ($null -eq $Value -or $Value -is [datetime]) { return $Value }
    [datetime]::Parse($Value, [cultureinfo]::InvariantCulture, [System.Globalization.DateTimeStyles]::RoundtripKind)
}

function ConvertTo-FindingObject($Finding) {
    $errorCode = Get-MemberValue $Finding 'error'
    [pscustomobject]@{
        PSTypeName   = 'CcmPreflight.Finding'
        Step         = $Finding.step
        Error        = Get-MemberValue $errorCode 'hex'
        Symbol       = Get-MemberValue $errorCode 'symbol'
        Nature       = $Finding.nature
        Meaning      = $Finding.meaning
        Check        = $Finding.check
        Requirements = @($Finding.requirements) -join ', '
        Host         = Get-MemberValue $Finding 'host'
        Count        = $Finding.count
        First        = ConvertTo-Time $Finding.first
        Last         = ConvertTo-Time $Finding.last
        Line         = $Finding.line
    }
}
