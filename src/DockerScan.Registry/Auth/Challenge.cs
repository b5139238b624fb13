namespace DockerScan.Registry.Auth;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header.</summary>
/// <param name="Scheme">The scheme, lower-case: <c>bearer</c>, <c>basic</c>.</param>
/// <param name="Parameters">Its parameters, by lower-case name.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public string? Find(string name) => Parameters.GetValueOrDefault(name);
}
