using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Execution;
using DockerScan.Scanners.Autorun.Packages;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>One walk from the start points through everything they start.</summary>
internal sealed class AutorunWalk(ScannerInput input, ImageFileIndex index, AutorunFindings rules, AutorunOptions options, IFileUploads uploads)
{
    private const int MaxAccounts = 1024 * 1024;
    private readonly FileResolver _files = new(input.Image.Configuration, index);
    private readonly FileHeads _heads = new(input.Content);
    private readonly Queue<AutorunItem> _queue = new();
    private readonly Dictionary<string, ScriptFile?> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDigests> _digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);
    private readonly AutorunRuns _runs = new();

    public List<AutorunFile> Files { get; } = [];

    public List<FindingDraft> Findings { get; } = [];

    public AutorunBudget Budget { get; } = new(options);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (points, isCut) = StartPoints.Read(input.Image.Configuration);
        if (isCut)
        {
            Budget.Meet(GapKind.StartChainCut, $"a start command has more than {StartPoints.MaxWords} words or {StartPoints.MaxCharacters} characters, or there are too many");
        }

        foreach (var point in points)
        {
            Begin(point, cancellationToken);
        }

        await BeginPreloadsAsync(cancellationToken);
        await DrainAsync(cancellationToken);
        BeginUnreachedCommand();
        await DrainAsync(cancellationToken);
        SayWhatWasNotRun();
        await CheckStartAsync(points, cancellationToken);
        await NamePackagesAsync(cancellationToken);
    }

    private async Task NamePackagesAsync(CancellationToken cancellationToken)
    {
        var owners = await PackageOwners.FindAsync(input.Content, index, _digests, cancellationToken);
        for (var i = 0; i < Files.Count; i++)
        {
            var package = owners.Packages.GetValueOrDefault(Files[i].Path);
            Files[i] = Files[i] with { Package = package, PackageUnread = package is null && Files[i].Kind != AutorunKind.Missing ? owners.Unread : null };
        }

        if (AutorunFindings.OfUnvouched(Files) is { } review)
        {
            Findings.Add(review);
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (_queue.TryDequeue(out var next))
        {
            await VisitAsync(next, cancellationToken);
        }
    }

    private void Begin(StartPoint point, CancellationToken cancellationToken)
    {
        Findings.AddRange(rules.OfScript(point.Origin, string.Join(' ', point.Words), cancellationToken));
        var invocation = InvocationReader.Read(point.Words);
        if (invocation.ShellText is { } text)
        {
            Findings.AddRange(rules.OfScript(point.Origin, text, cancellationToken));
        }

        Start(invocation, [_files.WorkingDirectory], at => point.OriginOf(at), 0, null);
    }

    // After the walk, when the beginnings of the files are known. ONBUILD runs in another image, and a variable need not name a file that is there.
    private async Task CheckStartAsync(IReadOnlyList<StartPoint> points, CancellationToken cancellationToken)
    {
        var configuration = input.Image.Configuration;
        var check = new ExecCheck(configuration, input.Image.Platform, index, _heads, await FindUserAsync(configuration.User, cancellationToken));
        var checks = new StartChecks(configuration, index, check, _heads);
        foreach (var point in points.Where(point => point.Origin is "ENTRYPOINT" or "CMD" or "HEALTHCHECK"))
        {
            if (await checks.LookAsync(point, cancellationToken) is { } problem)
            {
                Files.AddRange(problem.Problems.Where(each => each.Fault is ExecFault.Missing or ExecFault.Folder)
                    .Select(each => new AutorunFile { Path = DisplayText.Clean(each.Path, 300), Kind = AutorunKind.Missing, StartedBy = problem.Origin }));
                Findings.AddRange(StartFindings.Of(problem));
            }
        }
    }

    private async Task<StartUser?> FindUserAsync(string configured, CancellationToken cancellationToken)
        => configured.Trim() is "" or "0" or "root" or "0:0" or "root:root" ? StartUser.Root
            : StartUser.Find(configured, await AccountsAsync("/etc/passwd", cancellationToken), await AccountsAsync("/etc/group", cancellationToken));

    private async Task<string?> AccountsAsync(string path, CancellationToken cancellationToken)
        => index.Resolve(path) is { Kind: ImageEntryKind.File } entry && await input.Content.ReadAsync(entry.Path, MaxAccounts, cancellationToken) is { } file
            ? Encoding.UTF8.GetString(file.Content.Span)
            : null;

    private async Task BeginPreloadsAsync(CancellationToken cancellationToken)
    {
        foreach (var library in Preloads.FromEnvironment(input.Image.Configuration))
        {
            Enqueue(_files.Program(library, ["/"]), Preloads.Variable, 0, AutorunUse.Data, [], "/");
        }

        foreach (var library in await Preloads.FromFileAsync(input.Content, index, cancellationToken))
        {
            Findings.Add(AutorunFindings.Preloaded(library));
            Enqueue(_files.Program(library, ["/"]), Preloads.File, 0, AutorunUse.Data, [], "/");
        }
    }

    // An ENTRYPOINT that cannot be followed (a program, another language) most often starts CMD in the end.
    private void BeginUnreachedCommand()
    {
        var configuration = input.Image.Configuration;
        if (configuration.Entrypoint.Count == 0 || configuration.Command.Count == 0)
        {
            return;
        }

        var command = configuration.Command.Take(StartPoints.MaxWords).ToList();
        if (_files.Program(command[0], [_files.WorkingDirectory]) is { } program && (program.Mode & ImageEntry.AnyExecute) != 0)
        {
            Start(InvocationReader.Read(command), [_files.WorkingDirectory], _ => "CMD", 0, null);
        }
    }

    private void Start(Invocation invocation, List<string> directories, Func<int, string> startedBy, int depth, ShellState? shell)
    {
        for (var i = 0; i < invocation.Programs.Count; i++)
        {
            var (word, at) = invocation.Programs[i];
            if (shell is not null && i == 0 && ShellBuiltins.Contains(word))
            {
                continue;
            }

            var isLast = i == invocation.Programs.Count - 1 && invocation.Script is null && invocation.ShellText is null;
            var program = _files.Program(word, directories);
            if (program is null && shell is not null && FileResolver.CanBeMissing(word) && SuspiciousPlaces.IsTemporary(word) && index.Incomplete is null)
            {
                Findings.Add(AutorunFindings.OfDropped(startedBy(at), word));
            }

            Enqueue(program, startedBy(at), depth, AutorunUse.Program, isLast ? invocation.Arguments : [], directories[0]);
        }

        if (invocation.Script is { } script)
        {
            var use = invocation.IsShellScript ? AutorunUse.ShellScript : AutorunUse.Data;
            Enqueue(_files.Script(script, directories), startedBy(invocation.ScriptAt), depth, use, invocation.Arguments, directories[0],
                invocation.IsSourced ? shell : null);
        }

        if (invocation.ShellText is { } text && Budget.AllowsDepth(depth))
        {
            Follow(text, shell is null ? NewState(null, invocation.Arguments, directories[0]) : shell.ForSourced(shell.ScriptPath ?? "/", invocation.Arguments), startedBy(0), depth);
        }
    }

    private ShellState NewState(string? script, IReadOnlyList<string> arguments, string directory)
        => ShellState.Start(script, arguments, directory, input.Image.Configuration.Environment);

    // What the commands of a shell text start.
    private void Follow(string text, ShellState state, string startedBy, int depth)
    {
        if (depth > options.MaxDepth + 1 || !Budget.TakeScript(0) || !Budget.TakeRun(text.Length))
        {
            return;
        }

        var (commands, isCut) = ShellReader.Read(text, state);
        if (isCut)
        {
            Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(startedBy, 200)} has more commands, or nests them deeper, than are followed");
        }

        List<string> directories = [.. state.Directories];
        if (state.ScriptPath is { } script)
        {
            directories.Add(ImagePath.Directory(script));
        }

        foreach (var command in commands)
        {
            Start(InvocationReader.Read(command), directories, _ => startedBy, depth, state);
            foreach (var entry in command.Skip(1).SelectMany(word => _files.Several(word, directories)))
            {
                Enqueue(entry, startedBy, depth, AutorunUse.Program, [], directories[0]);
            }
        }
    }

    private void Enqueue(
        ImageEntry? entry, string startedBy, int depth, AutorunUse use, IReadOnlyList<string> arguments, string directory, ShellState? shell = null)
    {
        if (entry is null)
        {
            return;
        }

        switch (_runs.Take(entry.Path, startedBy, use, arguments))
        {
            case AutorunRun.New:
                _queue.Enqueue(new AutorunItem(entry, startedBy, depth, use, arguments, directory, shell));
                break;
            case AutorunRun.TooMany:
                // It is not followed with these arguments, so the files among them are looked at by themselves.
                foreach (var word in arguments.Where(word => word.Contains('/', StringComparison.Ordinal)))
                {
                    Enqueue(_files.Program(word, [directory]), startedBy, depth, AutorunUse.Program, [], directory);
                }

                break;
        }
    }

    // What a program does with its arguments is not followed at all, so one more start of it hides nothing.
    private void SayWhatWasNotRun()
    {
        foreach (var path in _runs.Overrun.Where(path => _seen.GetValueOrDefault(path) is { } script && IsShell(script.Interpreter)))
        {
            Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(path, 200)} is started in more than {AutorunRuns.MaxRuns} ways; the others were not followed");
        }
    }

    // Other languages are searched for signatures only: their way to start a program is not the shell's.
    private static bool IsShell(IReadOnlyList<string> interpreter)
        => interpreter.Count == 0 || interpreter.Any(word => InvocationReader.Shells.Contains(ImagePath.Name(word)) || ImagePath.Name(word) == "busybox");

    private async Task VisitAsync(AutorunItem item, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(item.Entry.Path, out var script))
        {
            _seen[item.Entry.Path] = script = IsSameProgram(item.Entry) ? null : await LookAsync(item, cancellationToken);
        }

        if (script is null || item.Use == AutorunUse.Data)
        {
            return;
        }

        var interpreter = item.Use == AutorunUse.Program ? script.Interpreter : [];
        if (!Budget.AllowsDepth(item.Depth + 1))
        {
            return;
        }

        if (interpreter.Count > 0)
        {
            Start(InvocationReader.Read(interpreter), [item.Directory], _ => item.Entry.Path, item.Depth + 1, null);
        }

        if (item.Use == AutorunUse.ShellScript || IsShell(interpreter))
        {
            var state = item.Shell?.ForSourced(item.Entry.Path, item.Arguments) ?? NewState(item.Entry.Path, item.Arguments, item.Directory);
            Follow(script.Text, state, item.Entry.Path, item.Depth + 1);
        }
    }

    // A further name of a program that is listed (busybox has one for each of its commands) is listed only where the name says more.
    private bool IsSameProgram(ImageEntry entry)
        => _programs.TryGetValue(entry.Identity, out var listed) && ImagePath.Directory(listed) == ImagePath.Directory(entry.Path)
            && AutorunFindings.OfPath(entry.Path) is null;

    // Reads a file once, lists it and looks at it. Gives the script in it, if it is one.
    private async Task<ScriptFile?> LookAsync(AutorunItem item, CancellationToken cancellationToken)
    {
        var most = Budget.NextRead();
        if (!Budget.AllowsFile(Files.Count) || most == 0)
        {
            return null;
        }

        var path = item.Entry.Path;
        var search = rules.NewSearch();
        var file = await input.Content.SearchAsync(path, most, search, cancellationToken);
        if (file is null)
        {
            Budget.Meet(GapKind.StartFileUnread, "a file that starts by itself could not be read: " + DisplayText.Clean(path, 200));
            return null;
        }

        _heads.Keep(path, file.Content.Span);
        var kind = ScriptFile.KindOf(file.Content.Span);
        Budget.Read(path, file.Content.Length, search.Searched, file.SizeBytes, kind != AutorunKind.Script);
        if (!file.IsTruncated)
        {
            _digests[path] = FileDigests.Of(file.Content.Span);
            if (file.Sha256 is { } sha256)
            {
                await uploads.KeepAsync(sha256, file.Content, cancellationToken);
            }
        }

        Files.Add(new AutorunFile { Path = path, Sha256 = file.Sha256, SizeBytes = file.SizeBytes, Kind = kind, StartedBy = item.StartedBy, Depth = item.Depth });
        if (AutorunFindings.OfPath(path) is { } hidden)
        {
            Findings.Add(hidden);
        }

        if (kind == AutorunKind.Elf)
        {
            _programs.TryAdd(item.Entry.Identity, path);
            Findings.AddRange(rules.OfProgram(file, search));
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
            Findings.AddRange(rules.OfMarks(file, [], search));
        }

        if (isScript && file.SizeBytes > Budget.ScriptBytes)
        {
            Budget.Meet(GapKind.StartFileCut, $"{DisplayText.Clean(file.Path, 200)} is longer than {options.MaxScriptKiB} KiB (Autorun:MaxScriptKiB)");
        }

        var script = ScriptFile.Read(file.Content.Span, isScript ? Budget.ScriptBytes : ScriptFile.MaxOther);
        if (Budget.TakeScript(script.Text.Length))
        {
            Findings.AddRange(rules.OfScript(file.Path, script.Text, cancellationToken));
        }

        return isScript ? script : null;
    }
}
