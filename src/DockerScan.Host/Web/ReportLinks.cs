using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Host.Composition;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Web;

/// <summary>
/// Links that open one report, in one language, for thirty days. Whoever has one needs no login; nobody makes one without the key. All of
/// it is signed, so that a link that was changed in any letter is none.
/// </summary>
internal sealed class ReportLinks(DataFolder data, IOptions<WebOptions> web, TimeProvider time)
{
    /// <summary>How long a link is good from when it was made.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    // What else is ever signed with this key begins with other words.
    private const string Purpose = "DockerScan report page, version 1";

    // A failure is not kept: who mends the file need not start anew.
    private readonly Lazy<byte[]> _key = new(() => KeyFile.LoadOrMake(data.ReportKey), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Whether reports are opened by links, and by nothing else: when people reach the listener from elsewhere.</summary>
    public bool AreOn => web.Value.PublicUrl.Length > 0;

    /// <summary>Makes the key now if links are on: a key that cannot be used is told of at the start.</summary>
    /// <exception cref="EngineException">The key cannot be used.</exception>
    public void Require() => _ = AreOn ? _key.Value : [];

    /// <summary>A new link.</summary>
    /// <returns>Null when <see cref="AreOn"/> is false.</returns>
    /// <exception cref="EngineException">The key cannot be used.</exception>
    public ReportLink? Make(ScanId scan, ReportLanguage language)
    {
        if (!AreOn)
        {
            return null;
        }

        var until = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Life).ToUnixTimeSeconds());
        var (tag, end) = (ReportLanguages.Tag(language), until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return new ReportLink(new Uri($"{web.Value.PublicUrl.TrimEnd('/')}/reports/{scan}?lang={tag}&until={end}&sig={Sign(scan.Value, tag, end)}"), until);
    }

    /// <summary>What a link opens; null for one that is over, was changed, or is not ours: which of them is not said.</summary>
    /// <param name="scan">The scan's id, as it came.</param>
    /// <param name="language">The language's tag, as it came.</param>
    /// <param name="until">The end, as it came.</param>
    /// <param name="signature">The signature, as it came.</param>
    /// <exception cref="EngineException">The key cannot be used.</exception>
    public (ScanId Scan, ReportLanguage Language)? Open(string? scan, string? language, string? until, string? signature)
        => ScanId.TryParse(scan, out var id)
            && ReportLanguages.TryParse(language, out var tongue)
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && IsSigned(scan, language!, until, signature)
            && time.GetUtcNow().ToUnixTimeSeconds() < end
                ? (id, tongue)
                : null;

    // As text: a last letter that decodes to the same bytes is another link all the same.
    private bool IsSigned(string scan, string language, string until, string? signature)
        => signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(scan, language, until)), Encoding.UTF8.GetBytes(signature));

    private string Sign(string scan, string language, string until)
        => Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{Purpose}\n{scan}\n{language}\n{until}")));
}
