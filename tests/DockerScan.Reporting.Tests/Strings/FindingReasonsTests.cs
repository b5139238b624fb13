using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Reporting.Strings;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Strings;

public sealed class FindingReasonsTests
{
    [Theory]
    [InlineData("secret-env", "ENV DB_PASSWORD", "[ENV DB_PASSWORD] is read by whoever pulls the image", "[ENV DB_PASSWORD]을(를) 읽을 수 있으며")]
    [InlineData("path-writable", "/usr/bin", "by way of [/usr/bin]", "[/usr/bin]을(를) 변경하여")]
    [InlineData("listener-not-exposed", "tcp/4444", "[tcp/4444] is a way in", "[tcp/4444] 포트가 열려")]
    public void Of_KnownKind_IsAboutTheVeryThing(string id, string target, string english, string korean)
    {
        Assert.Contains(english, Of(id, target, ReportLanguage.English), StringComparison.Ordinal);
        Assert.Contains(korean, Of(id, target, ReportLanguage.Korean), StringComparison.Ordinal);
    }

    // Braces and percent signs of a hostile name are text.
    [Fact]
    public void Of_HostileTarget_IsNoFormat() => Assert.Contains("[{0}{1:x}{{%s]", Of("secret-env", "{0}{1:x}{{%s", ReportLanguage.English), StringComparison.Ordinal);

    [Fact]
    public void Of_UnknownKind_IsNone() => Assert.Null(Of("CVE-2026-1", "openssl", ReportLanguage.English));

    private static string? Of(string id, string target, ReportLanguage language)
        => FindingReasons.Of(Drafts.Rule("cve.misconfiguration", id, target, Severity.Low, "title", "evidence"), language, shown => $"[{shown}]");
}
