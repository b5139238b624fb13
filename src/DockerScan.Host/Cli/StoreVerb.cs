using System.CommandLine;
using System.Globalization;
using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Engine.Copying;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Cli;

/// <summary><c>store copy</c> and <c>store backup</c>: what an operator does with the whole store.</summary>
internal static class StoreVerb
{
    private static readonly Option<string?> To = ValueOption.FilePath("--to", "URI|FILE", "Where to: mongodb://… (or mongodb+srv://…) for a MongoDB server, else a SQLite file that is not there yet.");

    private static readonly Option<string?> ToUriFile = ValueOption.FilePath(
        "--to-uri-file", "FILE", "A file that holds MongoDB's URI and nothing else: so its password is in no list of processes and no shell's history.");

    private static readonly Argument<string> Backup = new("FILE") { Description = "A file that is not there yet." };

    public static Command Create()
    {
        var copy = new Command(
            "copy",
            "Copy all of the store from SQLite to MongoDB, or back, with every serve and chat stopped. Run it again to go on with a copy that was broken off. Exit: 0 copied and compared, 64 wrong usage, 69 not copied: the line says why, and the store that is in force is as it was.")
        {
            To, ToUriFile,
        };
        copy.SetAction(CopyAsync);
        var backup = new Command("backup", "Write all of the SQLite store into one file, also while serve runs. Exit: 0 written and read again, 64 wrong usage, 69 not written.") { Backup };
        backup.SetAction(BackUpAsync);
        return new Command("store", "Copy the store into one of another kind, or back it up.") { copy, backup };
    }

    /// <summary>Copies from the store of the settings; the exit code.</summary>
    internal static async Task<int> CopyAsync(Application app, StoreTarget target, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var from = app.Get<IOptions<StorageOptions>>().Value;
        if (from.Kind == target.Kind)
        {
            throw new UsageException(from.Kind == StoreKind.Sqlite
                ? $"the store is a SQLite file already; another is written by {CommandLine.Program} store backup FILE"
                : "the store is MongoDB's already; mongodump and mongorestore bring it to another server (docs/operations.md)");
        }

        await using var services = target.Build(from);
        await using var source = app.Get<IStoreCopy>();
        await using var copy = services.GetRequiredService<IStoreCopy>();
        var copier = new StoreCopier(source, copy, progress => Tell(error, progress));
        var copied = await copier.RunAsync(cancellationToken);
        foreach (var each in copied)
        {
            var were = each.Were > 0 ? $" ({Number(each.Were)} by the earlier try)" : string.Empty;
            await output.WriteLineAsync($"{Name(each.Kind),-20} {Number(each.Count),10}{were}  {each.Hash}");
        }

        await output.WriteLineAsync($"The {copy.Name} store holds all of the {source.Name} store. Reports' captures and keys stay in the data folder. Next: name it in the settings (docs/operations.md), then start serve.");
        return ExitCodes.Below;
    }

    /// <summary>Backs up the store of the settings; the exit code.</summary>
    internal static async Task<int> BackUpAsync(Application app, string file, TextWriter output, CancellationToken cancellationToken)
    {
        if (app.Get<IEnumerable<IStoreBackup>>().SingleOrDefault() is not { } store)
        {
            throw new UsageException("the store is MongoDB's: mongodump backs it up (docs/operations.md has the line)");
        }

        var backup = await store.BackUpAsync(file, cancellationToken);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{file}: schema {backup.Schema}, {backup.Scans:N0} scans, {backup.Bytes / 1048576.0:F1} MiB, read again and whole. Captures and keys are in the data folder, and not in it."));
        return ExitCodes.Below;
    }

    private static async Task<int> CopyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = (parsed.GetValue(To), parsed.GetValue(ToUriFile)) switch
        {
            ({ } to, null) => StoreTarget.Parse(to),
            (null, { } file) => new StoreTarget(StoreKind.Mongo, null, file),
            (null, null) => throw new UsageException("--to is missing: mongodb://… or a file"),
            _ => throw new UsageException("--to and --to-uri-file exclude each other"),
        };
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        return await CopyAsync(app, target, Console.Out, Console.Error, cancellationToken);
    }

    private static async Task<int> BackUpAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        return await BackUpAsync(app, parsed.GetValue(Backup)!, Console.Out, cancellationToken);
    }

    private static void Tell(TextWriter error, CopyProgress progress)
    {
        var line = progress.Step switch
        {
            CopyStep.Copying => $"copying {Name(progress.Kind)}: {Number(progress.Done)} of {Number(progress.Total)}",
            CopyStep.Copied => $"copied {Name(progress.Kind)}: {Number(progress.Done)}",
            CopyStep.Compared => $"compared {Name(progress.Kind)}: {Number(progress.Done)} alike",
        };
        error.WriteLine(line);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Name(RecordKind kind) => kind switch
    {
        RecordKind.Scan => "scans",
        RecordKind.Card => "cards",
        RecordKind.Reputation => "reputations",
        RecordKind.Lookup => "look-ups that wait",
        RecordKind.IndicatorScan => "scans of indicators",
        RecordKind.StaleResult => "results to amend",
        RecordKind.Quota => "quotas",
        RecordKind.Watch => "watches",
        RecordKind.WatchTarget => "watched tags",
        RecordKind.WatchRun => "runs of watches",
        RecordKind.SeenDigest => "digests seen",
        RecordKind.AlertBook => "books of alerts",
        RecordKind.Alert => "alerts",
        RecordKind.Acceptance => "acceptances",
        RecordKind.AuditedCommand => "audit",
        RecordKind.AuditChain => "chains of the audit",
        RecordKind.SeenRequest => "requests seen",
    };
}
