using System.Collections.Concurrent;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Rules;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What is left behind when the image has run: changed paths, new executables, changed settings.</summary>
internal sealed class Aftermath(BehaviorSet behavior, IFileUploads uploads)
{
    private const int MaxPaths = 20_000;
    private const int MaxFiles = 400;
    private const int MaxTexts = 256, MaxTextBytes = 256 * 1024;
    private const int MaxParallel = 4;

    // Enough to know a file's kind.
    private const int HeadBytes = 4096;
    private const int SetId = 0b110_000_000_000;

    private static readonly string[] LikelyFolders =
        ["/tmp/", "/var/tmp/", "/dev/", "/run/", "/var/run/", "/root/", "/home/", "/usr/", "/bin/", "/sbin/", "/opt/", "/etc/", "/app/", "/srv/", "/lib/"];

    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<Leavings> ReadAsync(
        ISandboxSession session, SandboxRecord record, TargetContent target, CancellationToken cancellationToken)
    {
        var changes = await session.GetChangesAsync(MaxPaths, cancellationToken);
        var written = changes.Changes.Where(each => each.Kind != "deleted" && (record.ArePlantedGone || !record.PlantedPaths.Contains(each.Path)) && !record.TokenFiles.ContainsKey(each.Path))
            .Select(each => each.Path).ToList();
        var ranked = Ranked(written, record).ToList();
        var found = await ReadExecutablesAsync(session, target, [.. ranked.Take(MaxFiles)], cancellationToken);
        var originals = new ImageOriginals(target);
        var executables = new List<DroppedExecutable>();
        foreach (var file in found)
        {
            executables.Add(file with { SameAs = await originals.FindAsync(file, cancellationToken) });
        }

        var names = new LinkedNames(target.Index);
        var wanted = written.Where(path => names.Of(path).Any(behavior.WantsText)).ToList();
        var (changed, original, cut) = await ReadTextsAsync(session, target, [.. wanted.Take(MaxTexts)], cancellationToken);
        var (hashes, unknown) = await originals.HashAsync(record, cancellationToken);
        return new Leavings
        {
            Changes = changes,
            Executables = executables,
            ImageHashes = hashes,
            ChangedTexts = changed,
            OriginalTexts = original,
            PackageFiles = await InstalledFiles.NamedAsync(session, written, [.. written.Where(path => behavior.Places.Any(place => place.ByPackages && place.Contains(path)))], cancellationToken),
            Gaps = [.. Unread(ranked.Count, wanted.Count, cut, unknown)],
        };
    }

    private static IEnumerable<Gap> Unread(int files, int texts, List<string> cut, int unknown)
    {
        if (unknown > 0)
        {
            yield return new Gap(GapKind.CodeNotCompared, $"{unknown} programs that ran from changed files were not held against the image's");
        }

        if (files > MaxFiles)
        {
            yield return new Gap(GapKind.ChangesUnread, $"{files} changed files lie where programs may; {MaxFiles} of them were read");
        }

        if (texts > MaxTexts)
        {
            yield return new Gap(GapKind.ChangesUnread, $"{texts} changed files of settings say what is started; {MaxTexts} of them were read");
        }

        if (cut.Count > 0)
        {
            yield return new Gap(GapKind.ChangesUnread, $"{DisplayText.Clean(cut[0], 200)} says what is started, is longer than {MaxTextBytes / 1024} KiB and was read no further");
        }
    }

    // What was seen running or opened first; then the places where a program may lie. Data below /var/lib and the like is not read.
    private static IEnumerable<string> Ranked(List<string> paths, SandboxRecord record)
    {
        var seen = record.InspectEvents.Select(each => each switch
        {
            ProcessEvent process => process.Executable,
            OpenedEvent opened => opened.Path,
            MappingEvent mapping => mapping.Path,
            _ => null,
        }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return paths.Where(path => seen.Contains(path) || LikelyFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) || path.LastIndexOf('/') == 0)
            .OrderByDescending(seen.Contains);
    }

    private async Task<IReadOnlyList<DroppedExecutable>> ReadExecutablesAsync(
        ISandboxSession session, TargetContent target, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<DroppedExecutable>();
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken },
            async (path, token) =>
            {
                if (await session.ReadFileAsync(SandboxRole.Target, path, Math.Max(HeadBytes, uploads.MaxBytes), token) is { } file && ProgramHead.KindOf(file.Content.Span) is { } kind)
                {
                    if (file is { IsTruncated: false, Sha256: { } sha256 })
                    {
                        await uploads.KeepAsync(sha256, file.Content, token);
                    }

                    found.Add(new DroppedExecutable(path, file.Sha256, file.SizeBytes, kind, IsNewlySetUid(file, target)));
                }
            });
        return [.. found.OrderBy(each => each.Path, StringComparer.Ordinal)];
    }

    // What the image itself brought along with these bits is image-config's to tell.
    private static bool IsNewlySetUid(ImageFile file, TargetContent target)
        => ((file.Mode ?? 0) & SetId) is > 0 and var bits && ((target.Index.Find(file.Path)?.Mode ?? 0) & bits) != bits;

    private static async Task<(Dictionary<string, string> Changed, Dictionary<string, string> Original, List<string> Cut)> ReadTextsAsync(
        ISandboxSession session, TargetContent target, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        var original = new Dictionary<string, string>(StringComparer.Ordinal);
        var cut = new List<string>();
        foreach (var path in paths)
        {
            if (await session.ReadFileAsync(SandboxRole.Target, path, MaxTextBytes, cancellationToken) is not { } file)
            {
                continue;
            }

            changed[path] = Encoding.UTF8.GetString(file.Content.Span);
            if (file.IsTruncated)
            {
                cut.Add(path);
            }

            // What a new home gets its copy of, too.
            foreach (var before in (string[])[path, PersistenceRule.Skeleton + ImagePath.Name(path)])
            {
                if (!original.ContainsKey(before) && target.Index.Resolve(before) is { Kind: ImageEntryKind.File } resolved
                    && await target.Content.ReadAsync(resolved.Path, MaxTextBytes, cancellationToken) is { } content)
                {
                    original[before] = Encoding.UTF8.GetString(content.Content.Span);
                }
            }
        }

        return (changed, original, cut);
    }
}
