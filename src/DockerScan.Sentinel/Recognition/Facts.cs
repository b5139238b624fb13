using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Collects what was read out of the bytes, within the bounds of an event.</summary>
internal sealed class Facts(string application)
{
    /// <summary>How many details a connection may have.</summary>
    public const int MaxDetails = 16;

    private const int MaxChars = 256;

    private readonly Dictionary<string, string> _details = new(StringComparer.Ordinal);

    /// <summary>A detail, or null.</summary>
    public string? this[string name] => _details.GetValueOrDefault(name);

    /// <summary>A text of the target, cut and made printable.</summary>
    public static string Shown(string text) => TargetText.Cut(text, MaxChars);

    /// <summary>Bytes of the target, cut and made printable.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes) => TargetText.FromBytes(bytes[..Math.Min(bytes.Length, MaxChars)], MaxChars);

    /// <summary>Adds a detail unless it is empty, known already, or one too many.</summary>
    public Facts Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && _details.Count < MaxDetails)
        {
            _details.TryAdd(name, Shown(value));
        }

        return this;
    }

    /// <summary>As <see cref="Add(string, string?)"/>.</summary>
    public Facts Add(string name, ReadOnlySpan<byte> value) => Add(name, Shown(value));

    public Recognition Say(string summary, string? domain = null) => new()
    {
        Application = application,
        Summary = TargetText.Cut(summary),
        Details = _details,
        Domain = domain,
    };
}
