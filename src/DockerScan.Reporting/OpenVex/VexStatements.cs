using DockerScan.Core;
using DockerScan.Core.Acceptances;

namespace DockerScan.Reporting.OpenVex;

/// <summary>Gathers statements: the newest about a vulnerability and a product holds, and one that says it is affected takes back what is older.</summary>
/// <param name="template">An acceptance with what is the same of all.</param>
internal sealed class VexStatements(Acceptance template)
{
    private readonly Dictionary<(string Name, VexProduct Product), VexSaid> _harmless = [];
    private readonly Dictionary<string, List<(VexProduct Product, VexSaid Said)>> _others = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);

    public int Count => _harmless.Count;

    /// <summary>Counts what is not taken.</summary>
    public void Leave(string problem) => _left[problem] = _left.GetValueOrDefault(problem) + 1;

    public void Add(IReadOnlyList<string> names, VexProduct product, VexSaid said)
    {
        var isHarmless = said.Status is "not_affected" or "fixed";
        if (!isHarmless)
        {
            Leave($"say {said.Status}");
        }

        foreach (var name in names)
        {
            if (!isHarmless)
            {
                (_others.TryGetValue(name, out var others) ? others : _others[name] = []).Add((product, said));
            }
            else if (!_harmless.TryGetValue((name, product), out var known) || known.When.CompareTo(said.When) < 0)
            {
                _harmless[(name, product)] = said;
            }
        }
    }

    public VexReading ToReading()
    {
        List<Acceptance> acceptances = [];
        foreach (var ((name, product), said) in _harmless)
        {
            if (_others.GetValueOrDefault(name)?.Exists(other => other.Said.When.CompareTo(said.When) > 0 && Touches(other.Product, product)) == true)
            {
                Leave("are taken back by a later one");
                continue;
            }

            acceptances.Add(template with
            {
                FindingId = name,
                Location = product.Location,
                Version = product.Version,
                Digest = product.Digest,
                Repository = product.Repository,
                Justification = said.Justification,
                Reason = Reason(said),
            });
        }

        return new VexReading(acceptances, _left);
    }

    private static string Reason(VexSaid said)
        => DisplayText.Clean(said.Reason ?? (said.Status == "fixed" ? "fixed, its maker says" : said.Justification?.Replace('_', ' ') ?? said.Status), AcceptanceRules.MaxReason);

    // Where one of the two leaves something open it may be about the other.
    private static bool Touches(VexProduct other, VexProduct product)
        => (other.Repository == product.Repository || other.Repository == OpenVexWriter.Everywhere || product.Repository == OpenVexWriter.Everywhere)
            && (other.Location is null || product.Location is null || other.Location == product.Location)
            && (other.Version is null || product.Version is null || other.Version == product.Version)
            && (other.Digest is null || product.Digest is null || other.Digest == product.Digest);
}

/// <summary>What a statement says of its products.</summary>
/// <param name="When">By which of two about the same the later is told.</param>
/// <param name="Status">Its status.</param>
/// <param name="Justification">One of OpenVEX's; null when none was given.</param>
/// <param name="Reason">In the author's words; null when there are none.</param>
internal sealed record VexSaid((DateTimeOffset Time, int Index) When, string Status, string? Justification, string? Reason);
