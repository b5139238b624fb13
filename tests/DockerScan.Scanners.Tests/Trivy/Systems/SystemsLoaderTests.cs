using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

public sealed class SystemsLoaderTests
{
    private const string Good = """
        version: 1
        checkedTrivy: 0.74.0
        systems:
          - family: alpine
            name: Alpine Linux
            ids: [alpine]
            manager: apk
            release: minor
            advisories: alpine {release}
            source: https://alpinelinux.org/releases/
            releases:
              - { name: "3.18", end: 2025-05-09 }
              - { name: "3.19", trivy: 0.49.0, wrong: "x" }
        """;

    [Fact]
    public void Load_TheCommittedFile_IsWhole()
    {
        var table = TestSystems.Load();

        Assert.True(table.Systems.Count >= 20);
        Assert.Equal(new Version(0, 74, 0), table.CheckedWith);
        Assert.Equal(12, table.Version.Length);
    }

    // What the list says beside Trivy's own tables: a day that is later than the next release's would be a slip of the pen.
    [Theory]
    [InlineData("alpine")]
    [InlineData("debian")]
    [InlineData("rocky")]
    [InlineData("opensuse-leap")]
    public void Load_TheCommittedFile_LaterReleasesEndLater(string family)
    {
        var ends = TestSystems.Load().OfFamily(family)!.Releases.Values.Where(release => release.End is not null && release.Name != "42.3")
            .OrderBy(release => Version.Parse(release.Name.Contains('.', StringComparison.Ordinal) ? release.Name : release.Name + ".0")).Select(release => release.End).ToList();

        Assert.Equal(ends.Order(), ends);
    }

    [Fact]
    public void Parse_Good_IsRead()
    {
        var system = Assert.Single(SystemsLoader.Parse(Good).Systems);

        Assert.Equal(new DateOnly(2025, 5, 9), system.Releases["3.18"].End);
        Assert.Equal(FirstTrivy.Any, system.Releases["3.18"].First);
        Assert.Equal(new Version(0, 49, 0), system.Releases["3.19"].First.Version);
        Assert.Equal("alpine 3.19", system.AdvisoriesOf("3.19"));
    }

    [Theory]
    [InlineData("version: 1", "version: 2", "version is 2")]
    [InlineData("checkedTrivy: 0.74.0", "checkedTrivy: new", "checkedTrivy is 'new'")]
    [InlineData("family: alpine", "family: opensuse.leap", "Trivy's name of today is opensuse-leap")]
    [InlineData("manager: apk", "manager: pacman", "'pacman' is not one of")]
    [InlineData("release: minor", "release: 1", "release is '1'")]
    [InlineData("release: minor", "release: none", "it has no releases, and some are listed")]
    [InlineData("https://alpine", "http://alpine", "the source is not an https address")]
    [InlineData("end: 2025-05-09", "end: 2025-13-09", "end is '2025-13-09'")]
    [InlineData("end: 2025-05-09", "end: soon", "end is 'soon'")]
    [InlineData("trivy: 0.49.0", "trivy: 0.75.0", "later than checkedTrivy")]
    [InlineData("trivy: 0.49.0", "trivy: old", "trivy is 'old'")]
    [InlineData("trivy: 0.49.0, wrong", "wrong", "there is none before")]
    [InlineData("\"3.19\"", "\"3.18\"", "systems.yaml:13: release '3.18' is given twice")]
    [InlineData("advisories: alpine {release}", "trivy: 0.49.0", "advisories are left out exactly where")]
    [InlineData("manager: apk", "manager: apk\n    modules: none", "what Trivy does with packages of its modules is not known here")]
    [InlineData("family: alpine", "modules: 0.75.0\n    family: rocky", "modules is '0.75.0', which is later than checkedTrivy")]
    [InlineData("ids: [alpine]", "ids: [alpine, alpine]", "systems.yaml:6: system 'alpine': the id 'alpine' is given twice")]
    public void Parse_Bad_SaysWhat(string good, string bad, string words)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);

        var problem = Assert.Throws<InvalidDataException>(() => SystemsLoader.Parse(Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownKey_NamesTheLine()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, Good.Replace("manager: apk", "manger: apk", StringComparison.Ordinal));

        var problem = Assert.Throws<InvalidDataException>(() => SystemsLoader.Load(path));

        File.Delete(path);
        Assert.Contains($"{path}:7: system 'alpine' has an unknown key 'manger'", problem.Message, StringComparison.Ordinal);
    }
}
