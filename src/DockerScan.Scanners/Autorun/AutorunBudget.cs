using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Scanners.Autorun;

/// <summary>The bounds of one walk, and which of them were met.</summary>
internal sealed class AutorunBudget(AutorunOptions options)
{
    /// <summary>How many bytes are read in all.</summary>
    public const long MaxTotalBytes = 256L * 1024 * 1024;

    /// <summary>How much script text is matched in all; matching is what takes time.</summary>
    public const long MaxTotalScript = 16L * 1024 * 1024;

    // sh -c "sh -c …": a text that names itself would go on for ever.
    private const int MaxNesting = 16;
    private const int MaxNamed = 10;
    private readonly SortedDictionary<string, Gap> _met = new(StringComparer.Ordinal);
    private readonly List<string> _inPart = [];
    private long _bytes;
    private long _script;
    private long _followed;

    /// <summary>The bounds that were met; empty when everything was looked at.</summary>
    public IReadOnlyList<Gap> Met => [.. _met.Values];

    /// <summary>The programs of which only the first part was searched: those that are too large to be hashed.</summary>
    public string? SearchedInPart
        => _inPart.Count == 0 ? null : string.Join(", ", _inPart.Take(MaxNamed)) + (_inPart.Count > MaxNamed ? $" and {_inPart.Count - MaxNamed} more" : string.Empty);

    public int ScriptBytes { get; } = options.MaxScriptKiB * 1024;

    /// <summary>How much of the next file may be read; 0 when nothing more.</summary>
    public int NextRead()
    {
        var left = Math.Min(options.MaxBinaryKiB * 1024L, MaxTotalBytes - _bytes);
        if (left <= 0)
        {
            Meet(GapKind.StartFileCut, $"more than {MaxTotalBytes / (1024 * 1024)} MiB start by themselves");
        }

        return (int)Math.Max(0, left);
    }

    public void Read(string path, int kept, long searched, long size, bool isProgram)
    {
        _bytes += kept;
        if (searched < size && isProgram)
        {
            var shown = DisplayText.Clean(path, 200);
            _inPart.Add(string.Create(CultureInfo.InvariantCulture, $"{shown} (first {searched} bytes)"));
            Meet(GapKind.StartFileCut, string.Create(CultureInfo.InvariantCulture, $"{shown} was searched in its first {searched} of {size} bytes (Autorun:MaxBinaryKiB)"));
        }
    }

    /// <summary>True when that much more script may be read for what it starts: one that is started again is read again.</summary>
    public bool TakeRun(int length)
    {
        _followed += length;
        if (_followed > MaxTotalScript)
        {
            Meet(GapKind.StartChainCut, $"more than {MaxTotalScript / (1024 * 1024)} MiB of scripts are read for what they start");
        }

        return _followed <= MaxTotalScript;
    }

    /// <summary>True when that much more script may be matched.</summary>
    public bool TakeScript(int length)
    {
        _script += length;
        if (_script > MaxTotalScript)
        {
            Meet(GapKind.StartFileCut, $"more than {MaxTotalScript / (1024 * 1024)} MiB of scripts start by themselves");
        }

        return _script <= MaxTotalScript;
    }

    public bool AllowsFile(int files)
    {
        if (files >= options.MaxFiles)
        {
            Meet(GapKind.StartChainCut, $"more than {options.MaxFiles} files start by themselves (Autorun:MaxFiles)");
        }

        return files < options.MaxFiles;
    }

    public bool AllowsDepth(int depth)
    {
        if (depth > options.MaxDepth)
        {
            Meet(GapKind.StartChainCut, $"scripts start each other more than {options.MaxDepth} deep (Autorun:MaxDepth)");
        }

        return depth <= options.MaxDepth;
    }

    /// <summary>True when a text of a shell that stands in that many others may be followed.</summary>
    public bool AllowsNesting(int nesting)
    {
        if (nesting >= MaxNesting)
        {
            Meet(GapKind.StartChainCut, $"shells are given texts that hold each other more than {MaxNesting} deep");
        }

        return nesting < MaxNesting;
    }

    public void Meet(GapKind kind, string reason)
    {
        if (_met.Count < MaxNamed)
        {
            _met.TryAdd(reason, new Gap(kind, reason));
        }
    }
}
