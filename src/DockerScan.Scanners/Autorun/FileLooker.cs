using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Execution;
using DockerScan.Scanners.Autorun.Packages;

namespace DockerScan.Scanners.Autorun;

/// <summary>Reads each file that starts once, lists it and looks at it.</summary>
internal sealed class FileLooker(IImageContent content, AutorunFindings rules, AutorunOptions options, AutorunBudget budget, FileHeads heads, IFileUploads uploads)
{
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);

    public List<AutorunFile> Files { get; } = [];

    public List<FindingDraft> Findings { get; } = [];

    public Dictionary<string, FileDigests> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>True while what is looked at may be started, and it is not certain that it is.</summary>
    public bool IsMaybe { get; set; }

    /// <summary>Keeps findings: what may be started only weighs medium at most, and is not called malware.</summary>
    public void Keep(IEnumerable<FindingDraft> drafts)
        => Findings.AddRange(drafts.Select(draft => !IsMaybe || draft.Severity <= Severity.Medium ? draft
            : draft with { Severity = Severity.Medium, Check = CheckIds.AutorunFile, RiskReason = "a start command names the file, but it is not certain that it is started" }));

    /// <summary>
    /// True for a further name of a program that is listed (busybox has one for each of its commands); such a name is listed only where it says more.
    /// </summary>
    public bool IsSameProgram(ImageEntry entry)
        => _programs.TryGetValue(entry.Identity, out var listed) && ImagePath.Directory(listed) == ImagePath.Directory(entry.Path)
            && AutorunFindings.OfPath(entry.Path) is null;

    /// <summary>Looks at a file. Gives the script in it, if it is one.</summary>
    public async Task<ScriptFile?> LookAsync(AutorunItem item, CancellationToken cancellationToken)
    {
        var most = budget.NextRead();
        if (!budget.AllowsFile(Files.Count) || most == 0)
        {
            return null;
        }

        var path = item.Entry.Path;
        var search = rules.NewSearch();
        var file = await content.SearchAsync(path, most, search, cancellationToken);
        if (file is null)
        {
            budget.Meet(GapKind.StartFileUnread, "a file that starts by itself could not be read: " + DisplayText.Clean(path, 200));
            return null;
        }

        heads.Keep(path, file.Content.Span);
        var kind = ScriptFile.KindOf(file.Content.Span);
        budget.Read(path, file.Content.Length, search.Searched, file.SizeBytes, kind != AutorunKind.Script);
        if (!file.IsTruncated)
        {
            Digests[path] = FileDigests.Of(file.Content.Span);
            if (file.Sha256 is { } sha256)
            {
                await uploads.KeepAsync(sha256, file.Content, cancellationToken);
            }
        }

        Files.Add(new AutorunFile
        {
            Path = path, Sha256 = file.Sha256, SizeBytes = file.SizeBytes, Kind = kind, StartedBy = item.StartedBy, Depth = item.Depth, MayStart = IsMaybe,
        });
        if (AutorunFindings.OfPath(path) is { } hidden)
        {
            Keep([hidden]);
        }

        if (kind == AutorunKind.Elf)
        {
            _programs.TryAdd(item.Entry.Identity, path);
            Keep(rules.OfProgram(file, search));
            return null;
        }

        return LookAtText(item, file, kind, search, cancellationToken);
    }

    private ScriptFile? LookAtText(AutorunItem item, ImageFile file, AutorunKind kind, MarkSearch search, CancellationToken cancellationToken)
    {
        // A file that is no text is one all the same for a shell that is given it.
        var isScript = kind == AutorunKind.Script || item.Use == AutorunUse.ShellScript;
        if (!isScript)
        {
            Keep(rules.OfMarks(file, [], search));
        }

        if (isScript && file.SizeBytes > budget.ScriptBytes)
        {
            budget.Meet(GapKind.StartFileCut, $"{DisplayText.Clean(file.Path, 200)} is longer than {options.MaxScriptKiB} KiB (Autorun:MaxScriptKiB)");
        }

        var script = ScriptFile.Read(file.Content.Span, isScript ? budget.ScriptBytes : ScriptFile.MaxOther);
        if (budget.TakeScript(script.Text.Length))
        {
            Keep(rules.OfScript(file.Path, script.Text, cancellationToken));
        }

        return isScript ? script : null;
    }
}
