using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

/// <summary>What a Trivy does not know is a gap, and never an end of life; what it is known to say wrongly is not believed.</summary>
public sealed class SystemJudgeTests
{
    private const string NotOnTheList = "2026-11-29T10:00:00Z\tWARN\tThis OS version is not on the EOL list: ubuntu 24.04\n";
    private const string NotOnTheListToday = "2026-11-29T10:00:00Z\tWARN\tThis OS version is not on the EOL list\tfamily=\"rocky\" version=\"10\"\n";

    private readonly SystemJudge _judge = new(TestSystems.Load(), new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)));

    // Trivy before 0.46 writes EOSL true for each of these, beside the line in its log.
    [Theory]
    [InlineData("ubuntu", "24.04", "this Trivy (0.44.1) does not know Ubuntu 24.04; vulnerabilities may be missing; next step: use Trivy 0.51.0 or newer (Trivy:Path)")]
    [InlineData("rocky", "10.0", "this Trivy (0.44.1) does not know Rocky Linux 10.0; vulnerabilities may be missing; no Trivy up to 0.74.0 does: look its packages up in the distributor's own advisories")]
    [InlineData("photon", "5.0", "this Trivy (0.44.1) does not know Photon OS 5.0; vulnerabilities may be missing; next step: use Trivy 0.68.0 or newer (Trivy:Path)")]
    [InlineData("debian", "kali-rolling", "this Trivy (0.44.1) does not know Debian kali-rolling")]
    [InlineData("debian", "99", "this Trivy (0.44.1) does not know Debian 99")]
    public void Judge_ReleaseThatTrivyDoesNotKnow_IsAGapAndNotPastItsEnd(string family, string name, string words)
    {
        var answer = Judge(family, name, eosl: true, log: NotOnTheList);

        Assert.False(answer.System!.EndOfLife);
        Assert.Null(answer.EndOfLifeReason);
        Assert.Equal(GapKind.SystemUnsupported, answer.Gap?.Kind);
        Assert.StartsWith(words, answer.Gap?.Detail, StringComparison.Ordinal);
    }

    // Unknown to this Trivy, and still past its end by the list of ours.
    [Theory]
    [InlineData("alpine", "3.19.1", "its distributor's support ended on 2025-11-01")]
    [InlineData("alpine", "3.20.3", "its distributor's support ended on 2026-04-01")]
    [InlineData("ubuntu", "23.10", "its distributor's support ended on 2024-07-11")]
    [InlineData("centos-stream", "8", "its distributor's support ended on 2024-05-31")]
    public void Judge_UnknownToTrivyButInTheList_HasTheListsEnd(string family, string name, string words)
    {
        var answer = Judge(family, name, eosl: false, log: NotOnTheList);

        Assert.Equal(words, answer.EndOfLifeReason);
        Assert.True(answer.System!.EndOfLife);
        Assert.NotNull(answer.Gap);
    }

    [Theory]
    [InlineData("debian", "12.5", false)]
    [InlineData("debian", "11.9", true)]
    [InlineData("ubuntu", "22.04", false)]
    [InlineData("redhat", "9.3", false)]
    [InlineData("wolfi", "20230201", false)]
    [InlineData("opensuse.leap", "15.5", true)]
    [InlineData("suse linux enterprise server", "15.5", true)]
    [InlineData("cbl-mariner", "2.0.20240123", true)]
    public void Judge_ReleaseThatEveryTrivyKnows_IsNoGap(string family, string name, bool ended)
    {
        var answer = Judge(family, name);

        Assert.Null(answer.Gap);
        Assert.Equal(ended, answer.System!.EndOfLife);
    }

    [Theory]
    [InlineData("0.50.0", true)]
    [InlineData("0.74.0", true)]
    [InlineData("0.49.1", false)]
    [InlineData("0.44.1", false)]
    [InlineData("dev", false)]
    public void Judge_AmazonLinux2023_IsBelievedFromTheTrivyOnThatTellsItApart(string trivy, bool isKnown)
    {
        var answer = Judge("amazon", "2023.3.20240131 (Amazon Linux)", eosl: !isKnown, trivy: trivy);

        Assert.False(answer.System!.EndOfLife);
        Assert.Equal(isKnown, answer.Gap is null);
        if (!isKnown)
        {
            Assert.Contains("compares its packages with the advisories for Amazon Linux 1", answer.Gap!.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AMI release 2018.03", "amazon linux 1")]
    [InlineData("2 (Karoo)", "amazon linux 2")]
    [InlineData("2023.3.20240131 (Amazon Linux)", "amazon linux 2023")]
    public void Judge_AmazonsNames_LeadToTheirAdvisories(string name, string bucket)
    {
        var answer = Judge("amazon", name, trivy: "0.74.0");

        Assert.Equal(bucket, answer.Known!.AdvisoriesOf(answer.Release));
    }

    [Theory]
    [InlineData("0.48.3", false)]
    [InlineData("0.49.0", true)]
    [InlineData("v0.49.0-rc.1", true)]
    [InlineData("dev", false)]
    [InlineData("", false)]
    public void Judge_Alpine319_NeedsATrivyThatKnowsIt(string trivy, bool isKnown) => Assert.Equal(isKnown, Judge("alpine", "3.19.0", trivy: trivy).Gap is null);

    // A release that the list does not have: a Trivy it was held against cannot know it, a later one is believed.
    [Theory]
    [InlineData("0.74.0", "", false)]
    [InlineData("0.80.0", "", true)]
    [InlineData("0.80.0", NotOnTheListToday, false)]
    public void Judge_ReleaseThatTheListLacks_IsBelievedToALaterTrivyAlone(string trivy, string log, bool isKnown)
        => Assert.Equal(isKnown, Judge("alpine", "3.30.0", trivy: trivy, log: log).Gap is null);

    // Of either form of the log no word is shown: what a person reads is ours.
    [Theory]
    [InlineData(NotOnTheListToday, "10.0")]
    [InlineData("2026-11-29T10:00:00Z\tWARN\tUnsupported os\tfamily=\"rocky\"\n", "10.0")]
    [InlineData("WARN\tUnsupported os : rocky\n", "10.0")]
    public void Judge_LogOfEitherForm_IsToldInOurWords(string log, string release)
    {
        var gap = Judge("rocky", release, trivy: "0.44.1", log: log).Gap;

        Assert.Contains("Rocky Linux 10", gap?.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("family=", gap!.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("version=", gap.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_TrivyHasNoDataForTheSystem_NamesItAndItsNext()
    {
        var fedora = Judge("fedora", "39", log: "WARN\tUnsupported os : fedora\n");

        Assert.StartsWith("this Trivy (0.44.1) has no vulnerability data for Fedora Linux 39; no Trivy up to 0.74.0 does", fedora.Gap?.Detail, StringComparison.Ordinal);
        Assert.True(fedora.System!.EndOfLife);
    }

    // "none" is never a name.
    [Theory]
    [InlineData("ID=azurelinux\nVERSION_ID=\"3.0\"\nNAME=\"Microsoft Azure Linux\"\n", "azurelinux", "has no vulnerability data for Azure Linux 3.0, so its 6 packages were compared with nothing; next step: use Trivy 0.54.0 or newer")]
    [InlineData("ID=sle-micro\nVERSION_ID=\"5.5\"\n", "slem", "has no vulnerability data for SUSE Linux Enterprise Micro 5.5")]
    [InlineData("NAME='Some Linux'\nID=some\nVERSION_ID=7\n", "some", "has no vulnerability data for Some Linux 7")]
    public void Judge_SystemThatOnlyTheImageNames_IsNamed(string osRelease, string family, string words)
    {
        var answer = _judge.Judge(new TrivyOs { Family = "none" }, OsRelease.Parse(osRelease), "0.44.1", SystemNotices.Read("WARN Unsupported os : none"), 6);

        Assert.Equal(family, answer.System?.Family);
        Assert.Contains(words, answer.Gap?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_PackagesOfNoSystemAtAll_AreAGap()
    {
        var answer = _judge.Judge(null, null, "0.44.1", SystemNotices.Read(string.Empty), 6);

        Assert.Null(answer.System);
        Assert.Contains("does not say which system its 6 packages are of", answer.Gap?.Detail, StringComparison.Ordinal);
        Assert.Null(_judge.Judge(null, null, "0.44.1", SystemNotices.Read(string.Empty), 0).Gap);
    }

    [Theory]
    [InlineData("debian", "12.5", "ID=raspbian\nNAME=\"Raspbian GNU/Linux\"\nVERSION_ID=12", "calls itself Raspbian GNU/Linux 12, and its packages were compared with the advisories for Debian 12.5")]
    [InlineData("redhat", "9", "ID=centos\nVERSION_ID=9", "calls itself CentOS 9, and its packages were compared with the advisories for Red Hat Enterprise Linux 9")]
    [InlineData("debian", "12.5", "ID=debian\nVERSION_ID=12", null)]
    [InlineData("opensuse-leap", "15.5", "ID=\"opensuse-leap\"", null)]
    public void Judge_ARelativeOfTheSystem_IsAGap(string family, string name, string osRelease, string? words)
    {
        var answer = _judge.Judge(new TrivyOs { Family = family, Name = name }, OsRelease.Parse(osRelease), "0.74.0", SystemNotices.Read(string.Empty), 6);

        Assert.Equal(words is null, answer.Gap is null);
        Assert.Contains(words ?? string.Empty, answer.Gap?.Detail ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SupportThatWasPaidFor_IsTrivysToJudge()
        => Assert.False(_judge.Judge(new TrivyOs { Family = "ubuntu", Name = "18.04", Extended = true }, null, "0.74.0", SystemNotices.Read(string.Empty), 6).System!.EndOfLife);

    [Fact]
    public void Judge_NoDayInTheList_TrivysWordCounts()
    {
        Assert.Equal("Trivy lists its support as ended", Judge("photon", "3.0", eosl: true).EndOfLifeReason);
        Assert.Null(Judge("photon", "3.0").EndOfLifeReason);
    }

    private SystemAnswer Judge(string family, string name, bool eosl = false, string trivy = "0.44.1", string log = "")
        => _judge.Judge(new TrivyOs { Family = family, Name = name, Eosl = eosl }, null, trivy, SystemNotices.Read(log), 6);
}
