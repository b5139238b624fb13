using System.Web;
using DockerScan.Core;
using DockerScan.Host.Composition;
using DockerScan.Host.Web;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Host.Tests.Web;

public sealed class ReportLinksTests : IDisposable
{
    private static readonly ScanId Scan = ScanId.Parse("k3v9x2m4q8");
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 19, 0, 0, 500, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-links-");
    private readonly FakeTimeProvider _time = new(Start);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(ReportLanguage.English, "en")]
    [InlineData(ReportLanguage.Korean, "ko")]
    public void Make_Link_OpensItsScanInItsLanguageUnderThePublicAddress(ReportLanguage language, string tag)
    {
        var links = Links("https://scan.example/dockerscan/");

        var link = links.Make(Scan, language)!;

        Assert.StartsWith($"https://scan.example/dockerscan/reports/{Scan}?lang={tag}&until=", link.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(Start.AddMilliseconds(-500) + ReportLinks.Life, link.Until);
        Assert.Equal((Scan, language), Open(links, link.Address));
    }

    [Fact]
    public void Open_ThirtyDays_IsGoodToTheLastSecondAndNoLonger()
    {
        var links = Links();
        var link = links.Make(Scan, ReportLanguage.English)!;

        Assert.Equal(TimeSpan.FromDays(30), ReportLinks.Life);
        _time.SetUtcNow(link.Until.AddSeconds(-1));
        Assert.NotNull(Open(links, link.Address));
        _time.SetUtcNow(link.Until);
        Assert.Null(Open(links, link.Address));
        _time.Advance(TimeSpan.FromDays(3650));
        Assert.Null(Open(links, link.Address));
    }

    [Fact]
    public void Open_AnyLetterChanged_IsNoLink()
    {
        var links = Links();
        var parts = Parts(links.Make(Scan, ReportLanguage.English)!.Address);

        for (var part = 0; part < parts.Length; part++)
        {
            for (var at = 0; at < parts[part].Length; at++)
            {
                foreach (var letter in "aAzZ019-_=+/. \n\u0661".Where(letter => letter != parts[part][at]))
                {
                    var changed = parts.ToArray();
                    changed[part] = parts[part][..at] + letter + parts[part][(at + 1)..];
                    Assert.Null(links.Open(changed[0], changed[1], changed[2], changed[3]));
                }
            }
        }
    }

    [Theory]
    [InlineData("{0}x", "en", "{1}", "{2}")]
    [InlineData("{0}", "ko", "{1}", "{2}")]
    [InlineData("{0}", "EN", "{1}", "{2}")]
    [InlineData("{0}", "en", "0{1}", "{2}")]
    [InlineData("{0}", "en", "+{1}", "{2}")]
    [InlineData("{0}", "en", " {1}", "{2}")]
    [InlineData("{0}", "en", "99999999999999999999999", "{2}")]
    [InlineData("{0}", "en", "{1}", "{2}=")]
    [InlineData("{0}", "en", "{1}", " {2}")]
    [InlineData("{0}", "en", "{1}", "")]
    [InlineData("{0}", "en", "{1}", null)]
    [InlineData("{0}", null, "{1}", "{2}")]
    [InlineData("{0}", "en", null, "{2}")]
    [InlineData(null, "en", "{1}", "{2}")]
    public void Open_AnotherSpelling_IsNoLink(string? scan, string? language, string? until, string? signature)
    {
        var links = Links();
        var parts = Parts(links.Make(Scan, ReportLanguage.English)!.Address);
        string? Of(string? text) => text is null ? null : string.Format(System.Globalization.CultureInfo.InvariantCulture, text, parts[0], parts[2], parts[3]);

        Assert.Null(links.Open(Of(scan), Of(language), Of(until), Of(signature)));
        Assert.NotNull(links.Open(parts[0], parts[1], parts[2], parts[3]));
    }

    [Fact]
    public void Open_LinkOfAnotherInstallation_IsNoLink()
    {
        var foreign = Links(folder: "another").Make(Scan, ReportLanguage.English)!;

        Assert.Null(Open(Links(), foreign.Address));
    }

    [Fact]
    public void Open_AfterARestart_IsStillGoodAndAfterANewKeyIsNot()
    {
        var link = Links().Make(Scan, ReportLanguage.English)!;

        Assert.NotNull(Open(Links(), link.Address));
        Directory.Delete(Path.Combine(_folder.FullName, "data", "keys"), recursive: true);
        Assert.Null(Open(Links(), link.Address));
    }

    [Fact]
    public void Make_WithoutAPublicAddress_IsNoneAndMakesNoKey()
    {
        var links = Links(publicUrl: string.Empty);
        links.Require();

        Assert.Null(links.Make(Scan, ReportLanguage.English));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "data", "keys")));
    }

    [Fact]
    public void Require_KeyThatOthersCanWrite_IsToldOfAtTheStart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        Links().Require();
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "data", "keys", "report-links"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Assert.Throws<EngineException>(() => Links().Require());
    }

    private static (ScanId Scan, ReportLanguage Language)? Open(ReportLinks links, Uri address) => Parts(address) is var parts ? links.Open(parts[0], parts[1], parts[2], parts[3]) : null;

    private static string[] Parts(Uri address)
        => HttpUtility.ParseQueryString(address.Query) is var query ? [address.Segments[^1], query["lang"]!, query["until"]!, query["sig"]!] : [];

    private ReportLinks Links(string publicUrl = "https://scan.example", string folder = "data")
        => new(new DataFolder(Path.Combine(_folder.FullName, folder)), Options.Create(new WebOptions { PublicUrl = publicUrl }), _time);
}
