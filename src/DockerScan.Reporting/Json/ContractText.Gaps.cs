using DockerScan.Core.Stages;

namespace DockerScan.Reporting.Json;

/// <content>The words of gaps.</content>
internal static partial class ContractText
{
    public static string Of(GapKind kind) => kind switch
    {
        GapKind.Unspecified => "unspecified",
        GapKind.FileListMissing => "fileListMissing",
        GapKind.FileListIncomplete => "fileListIncomplete",
        GapKind.DatabaseSample => "databaseSample",
        GapKind.DatabaseStale => "databaseStale",
        GapKind.DatabaseAbsent => "databaseAbsent",
        GapKind.JavaIndexAbsent => "javaIndexAbsent",
        GapKind.SystemUnsupported => "systemUnsupported",
        GapKind.PackageListNone => "packageListNone",
        GapKind.AdvisoriesMissing => "advisoriesMissing",
        GapKind.SystemMixed => "systemMixed",
        GapKind.LanguageUnread => "languageUnread",
        GapKind.PackageListRemoved => "packageListRemoved",
        GapKind.PackageListUnreadable => "packageListUnreadable",
        GapKind.FindingsCut => "findingsCut",
        GapKind.ConfigurationUnreadable => "configurationUnreadable",
        GapKind.ConfigurationUntested => "configurationUntested",
        GapKind.AccountsUnread => "accountsUnread",
        GapKind.HistoryCut => "historyCut",
        GapKind.HistoryUnreadable => "historyUnreadable",
        GapKind.StartChainCut => "startChainCut",
        GapKind.StartFileUnread => "startFileUnread",
        GapKind.StartFileCut => "startFileCut",
        GapKind.WatchBroken => "watchBroken",
        GapKind.WatchSilent => "watchSilent",
        GapKind.WatchUnguarded => "watchUnguarded",
        GapKind.EventsLost => "eventsLost",
        GapKind.NeverRan => "neverRan",
        GapKind.StoppedEarly => "stoppedEarly",
        GapKind.EndUnknown => "endUnknown",
        GapKind.ChangesUnread => "changesUnread",
        GapKind.NetworkOff => "networkOff",
        GapKind.NetworkOpen => "networkOpen",
        GapKind.FilesNotLookedUp => "filesNotLookedUp",
        GapKind.AddressesNotLookedUp => "addressesNotLookedUp",
        GapKind.CredentialsNotPlanted => "credentialsNotPlanted",
        GapKind.LoginsUnread => "loginsUnread",
        GapKind.CodeNotCompared => "codeNotCompared",
        GapKind.LooksLate => "looksLate",
        GapKind.HealthCheckNotRun => "healthCheckNotRun",
    };
}
