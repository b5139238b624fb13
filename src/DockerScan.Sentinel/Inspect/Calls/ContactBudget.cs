namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>Which addresses are told: each once per process, so many of one process and so many in all. A flood costs no more than a look into a table.</summary>
internal sealed class ContactBudget
{
    internal const int MaxPerProcess = 256;
    internal const int MaxTold = 8192;
    internal const int MaxProcesses = 4096;

    private readonly HashSet<ulong> _told = [];
    private readonly Dictionary<(int Pid, long Start), int> _counts = [];

    public enum Answer
    {
        Tell,

        /// <summary>The process named more than are told: said once.</summary>
        TellMore,

        /// <summary>It was told already.</summary>
        No,

        /// <summary>There is no room for another process.</summary>
        Lost,
    }

    /// <summary>True when nothing of the process is told any more, so that its calls need not be read.</summary>
    public bool IsSpent(int pid, long start) => _counts.TryGetValue((pid, start), out var count) && count > MaxPerProcess;

    /// <param name="pid">The process.</param>
    /// <param name="start">When it started.</param>
    /// <param name="mark">Stands for call, protocol, address and port.</param>
    public Answer Ask(int pid, long start, ulong mark)
    {
        var count = _counts.GetValueOrDefault((pid, start));
        mark = Mark.Add(Mark.Add(mark, (ulong)pid), (ulong)start);
        if (count > MaxPerProcess || _told.Contains(mark))
        {
            return Answer.No;
        }

        if (count == 0 && _counts.Count >= MaxProcesses)
        {
            return Answer.Lost;
        }

        _counts[(pid, start)] = count + 1;
        if (count >= MaxPerProcess || _told.Count >= MaxTold)
        {
            _counts[(pid, start)] = MaxPerProcess + 1;
            return Answer.TellMore;
        }

        _told.Add(mark);
        return Answer.Tell;
    }
}
