@{
    RootModule             = 'CcmPreflight.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = 'c1a4d3f6-3a0e-4c52-9d0b-5a0f2a7b6c41'
    Author                 = 'ccm-preflight'
    CompanyName            = 'ccm-preflight'
    Copyright              = 'MIT'
    Description            = 'Which ways of installing the Configuration Manager client work in this network, which break, and why: ccm-preflight as PowerShell commands that return objects.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('CcmPreflight.format.ps1xml')
    FunctionsToExport      = @(
        'Compare-CcmReport'
        'Export-CcmBoundary'
        'Export-CcmReport'
        'Get-CcmFlow'
        'Get-CcmInstallFailure'
        'Get-CcmInstallPlan'
        'Invoke-CcmPreflight'
        'Merge-CcmReport'
        'New-CcmSite'
        'Test-CcmClientInstall'
    )
    CmdletsToExport        = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('ConfigMgr', 'SCCM', 'MECM', 'ConfigurationManager', 'Firewall', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
