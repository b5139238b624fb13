using DockerScan.Core.Findings;
using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>Files from which code is started again, or a person let in again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Severity">How bad a change there is.</param>
/// <param name="Title">What a change means.</param>
/// <param name="Pattern">Over the path.</param>
/// <param name="Except">Paths that the pattern matches and that are none.</param>
/// <param name="ByPackages">True when packages install files there, so that a package manager at work explains it.</param>
internal sealed record PersistencePlace(string Id, Severity Severity, string Title, LinePattern Pattern, IReadOnlyList<string> Except, bool ByPackages)
{
    /// <summary>Over the file's new lines, where only some contents are meant; null where any change counts.</summary>
    public LinePattern? Line { get; init; }

    /// <summary>True where a line of the file says when a program is started.</summary>
    public bool IsCronTable => Id is "cron-table" or "cron-system";

    public bool Contains(string path) => Pattern.IsMatch(path) && !Except.Contains(path);
}
