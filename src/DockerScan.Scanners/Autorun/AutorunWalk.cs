using System.Text;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Autorun;

/// <summary>One walk from the start points through everything they start.</summary>
internal sealed class AutorunWalk(ScannerInput input, ImageFileIndex index, AutorunFindings rules, AutorunOptions options)
{
    private const int MaxShebang = 256;
    private readonly CommandResolver _resolver = new(input.Image.Configuration, index);
    private readonly Queue<(ImageEntry Entry, string StartedBy, int Depth)> _queue = new();
    private readonly HashSet<string> _seen = [];

    public List<AutorunFile> Files { get; } = [];

    public List<FindingDraft> Findings { get; } = [];

    /// <summary>The bounds that were met.</summary>
    public SortedSet<string> Bounds { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var point in StartPoints.Read(input.Image.Configuration))
        {
            Begin(point);
        }

        while (_queue.TryDequeue(out var next))
        {
            await VisitAsync(next.Entry, next.StartedBy, next.Depth, cancellationToken);
        }
    }

    private void Begin(StartPoint point)
    {
        if (CommandResolver.ShellText(point.Words) is { } text)
        {
            Findings.AddRange(rules.OfScript(point.Origin, text));
            StartedBy(text, point.Origin, 0, null);
        }

        var files = _resolver.Resolve(point.Words, null);
        Enqueue(files, point.Origin, 0);
        // CMD alone names a program; behind an ENTRYPOINT it is arguments, which need not be files.
        var isProgram = point.Origin is "ENTRYPOINT" or "HEALTHCHECK" || (point.Origin == "CMD" && input.Image.Configuration.Entrypoint.Count == 0);
        if (isProgram && _resolver.Find(point.Words[0], null) is null && index.Incomplete is null && !point.Words[0].Contains('$', StringComparison.Ordinal))
        {
            Files.Add(new AutorunFile { Path = DisplayText.Clean(point.Words[0], 300), Kind = AutorunKind.Missing, StartedBy = point.Origin });
            Findings.Add(AutorunFindings.Missing(point.Origin, point.Words[0]));
        }
    }

    private async Task VisitAsync(ImageEntry entry, string startedBy, int depth, CancellationToken cancellationToken)
    {
        if (Files.Count >= options.MaxFiles)
        {
            Bounds.Add($"more than {options.MaxFiles} files start by themselves (Autorun:MaxFiles)");
            return;
        }

        var file = await input.Content.ReadAsync(entry.Path, options.MaxBinaryKiB * 1024, cancellationToken);
        if (file is null)
        {
            Bounds.Add("a file that starts by itself could not be read: " + DisplayText.Clean(entry.Path, 200));
            return;
        }

        var kind = KindOf(file.Content.Span);
        Files.Add(new AutorunFile { Path = entry.Path, Sha256 = file.Sha256, SizeBytes = file.SizeBytes, Kind = kind, StartedBy = startedBy, Depth = depth });
        if (AutorunFindings.OfPath(entry.Path) is { } hidden)
        {
            Findings.Add(hidden);
        }

        if (kind == AutorunKind.Script)
        {
            ReadScript(file, depth);
        }
        else if (kind == AutorunKind.Elf)
        {
            Findings.AddRange(rules.OfBinary(file));
        }
    }

    private void ReadScript(ImageFile file, int depth)
    {
        var most = options.MaxScriptKiB * 1024;
        if (file.SizeBytes > most)
        {
            Bounds.Add($"{DisplayText.Clean(file.Path, 200)} is longer than {options.MaxScriptKiB} KiB (Autorun:MaxScriptKiB)");
        }

        var text = Encoding.UTF8.GetString(file.Content.Span[..Math.Min(file.Content.Length, most)]);
        Findings.AddRange(rules.OfScript(file.Path, text));
        if (depth + 1 > options.MaxDepth)
        {
            Bounds.Add($"scripts start each other more than {options.MaxDepth} deep (Autorun:MaxDepth)");
            return;
        }

        var words = Shebang(text);
        Enqueue(_resolver.Resolve(words, null), file.Path, depth + 1);
        // Other languages are searched for signatures only: their start commands are not the shell's.
        if (words.Count == 0 || words.Any(word => ImagePath.Name(word) is "sh" or "bash" or "dash" or "ash" or "ksh" or "zsh" or "busybox"))
        {
            StartedBy(text, file.Path, depth + 1, ImagePath.Directory(file.Path));
        }
    }

    private void StartedBy(string script, string startedBy, int depth, string? directory)
    {
        foreach (var command in ShellReader.Commands(script))
        {
            Enqueue(_resolver.Resolve(command, directory), startedBy, depth);
        }
    }

    private void Enqueue(IEnumerable<ImageEntry> entries, string startedBy, int depth)
    {
        foreach (var entry in entries.Where(entry => _seen.Add(entry.Path)))
        {
            _queue.Enqueue((entry, startedBy, depth));
        }
    }

    private static List<string> Shebang(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return [];
        }

        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = text[2..Math.Clamp(end < 0 ? text.Length : end, 2, Math.Min(text.Length, MaxShebang))];
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static AutorunKind KindOf(ReadOnlySpan<byte> content)
    {
        if (ElfImage.IsElf(content))
        {
            return AutorunKind.Elf;
        }

        var head = content[..Math.Min(content.Length, 1024)];
        return content.StartsWith("#!"u8) || (!head.IsEmpty && head.IndexOf((byte)0) < 0) ? AutorunKind.Script : AutorunKind.Other;
    }
}
