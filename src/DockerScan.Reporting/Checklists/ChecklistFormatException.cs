namespace DockerScan.Reporting.Checklists;

/// <summary>The checklist's file cannot be used; the message names every problem and its line.</summary>
public sealed class ChecklistFormatException : Exception
{
    internal ChecklistFormatException(string file, IReadOnlyList<string> problems, Exception? inner = null)
        : base($"{file} cannot be used:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", problems)}", inner)
        => Problems = problems;

    /// <summary>Every problem found.</summary>
    public IReadOnlyList<string> Problems { get; }
}
