using System.CommandLine;
using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary>Documents of OpenVEX, in and out.</summary>
internal static class OpenVexFiles
{
    public static async Task<int> WriteAsync(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        return await WriteAsync(app.Get<IAcceptanceDesk>(), app.Get<IOpenVex>(), app.Get<TimeProvider>(), path, (Console.Out, Console.Error), cancellationToken);
    }

    public static async Task<int> ReadAsync(ParseResult parsed, string path, string? days, CancellationToken cancellationToken)
    {
        int? number = days is null ? null
            : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is >= 1 and <= AcceptanceRules.MaxDays ? given
            : throw new UsageException(FormattableString.Invariant($"--days must be 1 to {AcceptanceRules.MaxDays}"));
        // What is wrong with the file is said before anything is opened.
        var json = await LoadAsync(path, cancellationToken);
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        return await ReadAsync(app.Get<IAcceptanceDesk>(), app.Get<IOpenVex>(), app.Get<TimeProvider>(), (path, json, number), (Console.Out, Console.Error), cancellationToken);
    }

    /// <summary>Writes what holds now; what a document cannot say is named.</summary>
    internal static async Task<int> WriteAsync(
        IAcceptanceDesk desk, IOpenVex vex, TimeProvider time, string path, (TextWriter Output, TextWriter Error) console, CancellationToken cancellationToken)
    {
        var export = vex.Write(await desk.ListAsync(all: false, cancellationToken), time.GetUtcNow());
        foreach (var line in export.LeftOut)
        {
            await console.Error.WriteLineAsync("not in the document: " + line);
        }

        if (export.Document is not { } document)
        {
            throw new UsageException("there is nothing to write: a document of OpenVEX has one statement at least, and nothing that holds can be said in it");
        }

        try
        {
            // Whole or not at all.
            var half = path + ".part";
            await File.WriteAllBytesAsync(half, document, cancellationToken);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{DisplayText.Clean(path, 200)} cannot be written: {DisplayText.Clean(e.Message, 200)}");
        }

        await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{export.Statements} statements of OpenVEX in {path}"));
        return ExitCodes.Below;
    }

    /// <summary>Accepts what a document says; all of it, or nothing where something is wrong.</summary>
    internal static async Task<int> ReadAsync(
        IAcceptanceDesk desk, IOpenVex vex, TimeProvider time, (string Path, byte[] Json, int? Days) file, (TextWriter Output, TextWriter Error) console, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var read = vex.Read(file.Json, Path.GetFileName(file.Path), now, file.Days is { } days ? now.AddDays(days) : null);
        if (read.Value is not { } reading)
        {
            throw new UsageException(read.Failure!.Message);
        }

        var kept = await desk.ImportAsync(reading.Acceptances, cancellationToken);
        if (kept.Value is not { } added)
        {
            throw new UsageException(kept.Failure!.Message);
        }

        foreach (var (problem, count) in reading.NotTaken)
        {
            await console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"not taken: {count} that {problem}"));
        }

        await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{added.Count} acceptances from {file.Path}; {reading.Acceptances.Count - added.Count} held already"));
        return ExitCodes.Below;
    }

    private static async Task<byte[]> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var bytes = new MemoryStream();
            var buffer = new byte[81_920];
            int count;
            while (bytes.Length <= IOpenVex.MaxBytes && (count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                bytes.Write(buffer, 0, count);
            }

            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{DisplayText.Clean(path, 200)} cannot be read: {DisplayText.Clean(e.Message, 200)}");
        }
    }
}
