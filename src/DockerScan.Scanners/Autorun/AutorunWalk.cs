using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Autorun.Execution;
using DockerScan.Scanners.Autorun.Packages;
using DockerScan.Scanners.Autorun.Shell;

namespace DockerScan.Scanners.Autorun;

/// <summary>One walk from the start points through everything they start; what certainly starts comes first, then what may.</summary>
internal sealed partial class AutorunWalk
{
    private const int MaxAccounts = 1024 * 1024;
    private const int MaxMaybe = 2000;
    private const int MaxRereads = 4;
    private readonly ScannerInput _input;
    private readonly ImageConfiguration _configuration;
    private readonly ImageFileIndex _index;
    private readonly AutorunFindings _rules;
    private readonly AutorunOptions _options;
    private readonly FileResolver _files;
    private readonly FileHeads _heads;
    private readonly FileLooker _looker;
    private readonly Queue<AutorunItem> _queue = new();
    private readonly Queue<AutorunInit> _inits = new();
    private readonly List<AutorunItem> _maybe = [];
    private readonly Dictionary<string, ScriptFile?> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<ShellState, AutorunText> _texts = [];
    private readonly AutorunRuns _runs = new();
    private readonly ShellFiles _words = new();
    private readonly FileCopies _copies;
    private readonly Queue<ShellState> _waiting = new();
    private int _nesting;

    public AutorunWalk(ScannerInput input, ImageFileIndex index, AutorunFindings rules, AutorunOptions options, IFileUploads uploads)
    {
        (_input, _index, _rules, _options, _configuration) = (input, index, rules, options, input.Image.Configuration);
        Budget = new AutorunBudget(options);
        _files = new FileResolver(_configuration, index);
        _copies = new FileCopies(path => index.Resolve(path) is { Kind: ImageEntryKind.Directory });
        _heads = new FileHeads(input.Content);
        _looker = new FileLooker(input.Content, rules, options, Budget, _heads, uploads);
    }

    public List<AutorunFile> Files => _looker.Files;

    public List<FindingDraft> Findings => _looker.Findings;

    public AutorunBudget Budget { get; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (points, isCut) = StartPoints.Read(_configuration);
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
        await DrainMaybeAsync(cancellationToken);
        await CheckStartAsync(points, cancellationToken);
        await NamePackagesAsync(cancellationToken);
    }

    private async Task NamePackagesAsync(CancellationToken cancellationToken)
    {
        var owners = await PackageOwners.FindAsync(_input.Content, _index, _looker.Digests, cancellationToken);
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
        while (_queue.Count > 0 || _inits.Count > 0 || _waiting.Count > 0)
        {
            if (_queue.TryDequeue(out var next))
            {
                await VisitAsync(next, cancellationToken);
            }
            else if (_inits.TryDequeue(out var init))
            {
                await BeginInitAsync(init, cancellationToken);
            }
            else
            {
                await ReadWordsAsync(cancellationToken);
            }
        }
    }

    // Files whose content a script takes for words: they are read, and it is read again.
    private async Task ReadWordsAsync(CancellationToken cancellationToken)
    {
        foreach (var path in _words.TakeWanted())
        {
            var file = _index.Resolve(path) is { Kind: ImageEntryKind.File } entry ? await _input.Content.ReadAsync(entry.Path, ShellFiles.MaxBytes, cancellationToken) : null;
            _words.Add(path, file is null || ScriptFile.KindOf(file.Content.Span) != AutorunKind.Script ? null : ScriptFile.Read(file.Content.Span, ShellFiles.MaxBytes).Text);
        }

        List<ShellState> waiting = [.. _waiting.Distinct()];
        _waiting.Clear();
        waiting.ForEach(Reread);
    }

    private void Reread(ShellState shell)
    {
        if (_texts.GetValueOrDefault(shell) is { Rereads: < MaxRereads } text)
        {
            _texts[shell] = text with { Rereads = text.Rereads + 1 };
            Follow(text.Text, shell, text.StartedBy, text.Depth);
        }
    }

    // What is found behind these may be started at most.
    private async Task DrainMaybeAsync(CancellationToken cancellationToken)
    {
        _looker.IsMaybe = true;
        for (var i = 0; i < _maybe.Count; i++)
        {
            if (!_seen.ContainsKey(_maybe[i].Entry.Path))
            {
                Enqueue(_maybe[i]);
                await DrainAsync(cancellationToken);
            }
        }

        _looker.IsMaybe = false;
    }

    private void Begin(StartPoint point, CancellationToken cancellationToken)
    {
        Findings.AddRange(_rules.OfScript(point.Origin, string.Join(' ', point.Words), cancellationToken));
        var invocation = InvocationReader.Read(point.Words);
        if (invocation.ShellText is { } text)
        {
            Findings.AddRange(_rules.OfScript(point.Origin, text, cancellationToken));
        }

        var line = new AutorunLine(point.Words, [_files.WorkingDirectory], point.OriginOf, 0, null);
        Start(invocation, line);
        TakeMaybe(invocation, line);
    }

    // After the walk, when the beginnings of the files are known. ONBUILD runs in another image, and a variable need not name a file that is there.
    private async Task CheckStartAsync(IReadOnlyList<StartPoint> points, CancellationToken cancellationToken)
    {
        var check = new ExecCheck(_configuration, _input.Image.Platform, _index, _heads, await FindUserAsync(_configuration.User, cancellationToken));
        var checks = new StartChecks(_configuration, _index, check, _heads);
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
        => _index.Resolve(path) is { Kind: ImageEntryKind.File } entry && await _input.Content.ReadAsync(entry.Path, MaxAccounts, cancellationToken) is { } file
            ? Encoding.UTF8.GetString(file.Content.Span)
            : null;

    private async Task BeginPreloadsAsync(CancellationToken cancellationToken)
    {
        foreach (var (origin, file, folders) in Preloads.Of(name => _configuration.Environment.LastOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal)) is { } set ? [set[(name.Length + 1)..]] : []))
        {
            Enqueue(_files.Script(file, [_files.WorkingDirectory], folders), origin, 0, AutorunUse.Data, [], _files.WorkingDirectory);
        }

        foreach (var library in await Preloads.FromFileAsync(_input.Content, _index, cancellationToken))
        {
            Findings.Add(AutorunFindings.Preloaded(library));
            Enqueue(_files.Program(library, ["/"]), Preloads.File, 0, AutorunUse.Data, [], "/");
        }
    }

    // An ENTRYPOINT that cannot be followed (a program, another language) most often starts CMD in the end.
    private void BeginUnreachedCommand()
    {
        if (_configuration.Entrypoint.Count == 0 || _configuration.Command.Count == 0)
        {
            return;
        }

        var command = _configuration.Command.Take(StartPoints.MaxWords).ToList();
        if (_files.Program(command[0], [_files.WorkingDirectory]) is { } program && (program.Mode & ImageEntry.AnyExecute) != 0)
        {
            Start(InvocationReader.Read(command), new AutorunLine(command, [_files.WorkingDirectory], _ => "CMD", 0, null));
        }
    }

    private ShellState NewState(string? script, IReadOnlyList<string> arguments, string directory, ShellState? parent)
        => ShellState.Start(script, arguments, directory, _configuration.Environment, parent, _words);

    // What the commands of a shell text start.
    private void Follow(string text, ShellState state, string startedBy, int depth)
    {
        if (depth > _options.MaxDepth + 1 || !Budget.TakeScript(0) || !Budget.TakeRun(text.Length))
        {
            return;
        }

        _texts[state] = new AutorunText(text, startedBy, depth, _texts.GetValueOrDefault(state)?.Rereads ?? 0);
        var asked = _words.Asked;
        var (commands, isCut, lost) = ShellReader.Read(text, state);
        if (_words.Asked != asked)
        {
            _waiting.Enqueue(state);
        }

        foreach (var preload in Preloads.Of(name => state.Names.Variable(name) ?? []))
        {
            Enqueue(_files.Script(preload.File, state.Directories, preload.Folders), startedBy, depth, AutorunUse.Data, [], state.Directories[0]);
        }

        foreach (var file in Preloads.OfShells(name => state.Names.Variable(name) ?? []))
        {
            Enqueue(_files.File(file, state.Directories), startedBy, depth, AutorunUse.ShellScript, [], state.Directories[0], state, isSourced: true);
        }

        if (isCut)
        {
            Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(startedBy, 200)} has more commands, or nests them deeper, than are followed");
        }

        if (lost is not null)
        {
            Budget.Meet(GapKind.StartChainCut, $"{DisplayText.Clean(startedBy, 200)}: {lost} has no end, so what stands behind it may have been read wrongly");
        }

        List<string> directories = [.. state.Directories];
        if (state.ScriptPath is { } script && !directories.Contains(ImagePath.Directory(script)))
        {
            directories.Add(ImagePath.Directory(script));
        }

        foreach (var command in commands)
        {
            // Where it stood when it ran is not kept.
            state.Directories.ForEach(directory => _copies.Take(command, directory));
        }

        foreach (var command in commands)
        {
            var line = new AutorunLine(command, directories, _ => startedBy, depth, state);
            var invocation = InvocationReader.Read(command);
            Start(invocation, line);
            if (!ShellBuiltins.Contains(command[0]))
            {
                TakeMaybe(invocation, line);
            }
        }
    }

    private void Enqueue(
        ImageEntry? entry, string startedBy, int depth, AutorunUse use, IReadOnlyList<string> arguments, string directory, ShellState? shell = null, bool isSourced = false)
    {
        if (entry is not null)
        {
            Enqueue(new AutorunItem(entry, startedBy, depth, use, arguments, directory, shell, isSourced));
        }
    }

    private void Enqueue(AutorunItem item)
    {
        switch (_runs.Take(item.Entry.Path, item.StartedBy, item.Use, item.Arguments))
        {
            case AutorunRun.New:
                _queue.Enqueue(item);
                break;
            case AutorunRun.Any:
                _queue.Enqueue(item with { Arguments = [ShellWord.UnknownWord] });
                TakeArguments(item);
                break;
            case AutorunRun.TooMany:
                TakeArguments(item);
                break;
        }
    }

    // Other languages are searched for signatures, and for the files that they name: their way to start a program is not the shell's.
    private static bool IsShell(IReadOnlyList<string> interpreter)
        => interpreter.Count == 0 || interpreter.Any(word => InvocationReader.Shells.Contains(ImagePath.Name(word)) || ImagePath.Name(word) == "busybox");

    private async Task VisitAsync(AutorunItem item, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(item.Entry.Path, out var script))
        {
            _seen[item.Entry.Path] = script = _looker.IsSameProgram(item.Entry) ? null : await _looker.LookAsync(item, cancellationToken);
        }

        if (script is null)
        {
            return;
        }

        if (item.Use == AutorunUse.Data)
        {
            TakeLiterals(script.Text, item);
            return;
        }

        IReadOnlyList<string> interpreter = item.Use == AutorunUse.Program ? script.Interpreter : [];
        if (!Budget.AllowsDepth(item.Depth + 1))
        {
            return;
        }

        var isShell = item.Use == AutorunUse.ShellScript;
        if (interpreter.Count > 0)
        {
            var invocation = InvocationReader.Read(interpreter);
            isShell |= IsShell([.. invocation.Programs.Select(program => program.Word)]);
            Start(invocation, new AutorunLine(interpreter, [item.Directory], _ => item.Entry.Path, item.Depth + 1, null));
        }

        // A shell would read it, but what may be started only is another language's by its name: pm2-runtime app.config.js.
        if (isShell || (IsShell(interpreter) && !(interpreter.Count == 0 && _looker.IsMaybe && MayStart.IsOtherScriptName(item.Entry.Path))))
        {
            FollowScript(item, script);
        }
        else if (interpreter.Any(word => ImagePath.Name(word) == "execlineb"))
        {
            Follow(Execline.AsShell(script.Text), NewState(item.Entry.Path, item.Arguments, item.Directory, item.Shell), item.Entry.Path, item.Depth + 1);
        }
        else
        {
            TakeLiterals(script.Text, item);
        }
    }

    private void FollowScript(AutorunItem item, ScriptFile script)
    {
        if (!item.IsSourced || item.Shell is null)
        {
            Follow(script.Text, NewState(item.Entry.Path, item.Arguments, item.Directory, item.Shell), item.Entry.Path, item.Depth + 1);
            return;
        }

        var names = item.Shell.Names;
        var learnt = names.Learnt;
        Follow(script.Text, item.Shell.ForSourced(item.Entry.Path, item.Arguments), item.Entry.Path, item.Depth + 1);
        // What it defined stands in those that read it in: their commands may mean more now.
        for (var shell = item.Shell; shell is not null && names.Learnt != learnt; shell = shell.SourcedBy)
        {
            Reread(shell);
        }
    }
}
