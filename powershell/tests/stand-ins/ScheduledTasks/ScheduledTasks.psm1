# The commands of Task Scheduler that the guide calls, with the parameters and the kinds of values that
# Microsoft documents for them. They give what they were told, and keep the names of tasks.
$script:Tasks = @{}

enum LogonTypeEnum { None = 0; Password = 1; S4U = 2; Interactive = 3; Group = 4; ServiceAccount = 5; InteractiveOrPassword = 6 }
enum RunLevelEnum { Limited = 0; Highest = 1 }
enum MultipleInstancesEnum { Parallel = 0; Queue = 1; IgnoreNew = 2 }

function New-ScheduledTaskAction {
    [CmdletBinding()]
    param([string]$Id, [Parameter(Mandatory = $true)][string]$Execute, [string]$Argument, [string]$WorkingDirectory)
    [pscustomobject]$PSBoundParameters
}
function New-ScheduledTaskTrigger {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, ParameterSetName = 'Once')][switch]$Once,
        [Parameter(Mandatory = $true, ParameterSetName = 'Daily')][switch]$Daily,
        [Parameter(Mandatory = $true, ParameterSetName = 'Weekly')][switch]$Weekly,
        [Parameter(Mandatory = $true, ParameterSetName = 'AtStartup')][switch]$AtStartup,
        [Parameter(ParameterSetName = 'Daily')][uint32]$DaysInterval,
        [Parameter(Mandatory = $true, ParameterSetName = 'Once')][Parameter(Mandatory = $true, ParameterSetName = 'Daily')][Parameter(Mandatory = $true, ParameterSetName = 'Weekly')][datetime]$At,
        [timespan]$RandomDelay
    )
    [pscustomobject]$PSBoundParameters
}
function New-ScheduledTaskPrincipal {
    [CmdletBinding(DefaultParameterSetName = 'User')]
    param(
        [Parameter(Mandatory = $true, ParameterSetName = 'User', Position = 0)][string]$UserId,
        [Parameter(ParameterSetName = 'User')][LogonTypeEnum]$LogonType,
        [Parameter(Mandatory = $true, ParameterSetName = 'Group')][string]$GroupId,
        [RunLevelEnum]$RunLevel, [string]$Id
    )
    [pscustomobject]$PSBoundParameters
}
function New-ScheduledTaskSettingsSet {
    [CmdletBinding()]
    param(
        [switch]$DisallowDemandStart, [switch]$DisallowHardTerminate, [switch]$AllowStartIfOnBatteries, [switch]$DontStopIfGoingOnBatteries,
        [timespan]$ExecutionTimeLimit, [switch]$Hidden, [int]$Priority, [int]$RestartCount, [timespan]$RestartInterval,
        [MultipleInstancesEnum]$MultipleInstances, [switch]$RunOnlyIfNetworkAvailable, [switch]$StartWhenAvailable, [switch]$WakeToRun
    )
    [pscustomobject]$PSBoundParameters
}
function Register-ScheduledTask {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)][string]$TaskName, [string]$TaskPath, [Parameter(Mandatory = $true)][object[]]$Action, [object[]]$Trigger,
        [object]$Settings, [object]$Principal, [string]$User, [string]$Password, [RunLevelEnum]$RunLevel, [string]$Description, [switch]$Force
    )
    if ($script:Tasks.ContainsKey($TaskName) -and -not $Force) { throw "Cannot create a file when that file already exists: $TaskName" }
    $script:Tasks[$TaskName] = $true
    [pscustomobject]$PSBoundParameters
}
