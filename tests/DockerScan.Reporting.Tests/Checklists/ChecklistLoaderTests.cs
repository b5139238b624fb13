using System.Reflection;
using DockerScan.Core.Checks;
using DockerScan.Reporting.Checklists;
using DockerScan.TestKit.Goldens;

namespace DockerScan.Reporting.Tests.Checklists;

public sealed class ChecklistLoaderTests
{
    private const string Good = """
        version: 1
        groups:
          - { id: cve, title: { en: CVE, ko: 취약점 } }
        checks:
          - id: cve.one
            group: cve
            title: { en: One, ko: 하나 }
            diagnosed: { en: Looked., ko: 봄. }
            mend: { en: Mend., ko: 고침. }
            fedBy: [trivy, image-config]
            risk: cvss
            riskReason: { en: Because., ko: 이유. }
            cwes: [79, 787]
            cweSource: MITRE
        """;

    [Fact]
    public void Parse_GoodFile_GivesChecklist()
    {
        var checklist = ChecklistLoader.Parse(Good, "f");

        var check = Assert.Single(checklist.Checks);
        Assert.Equal(("cve.one", "cve", RiskRule.Cvss, "하나"), (check.Id, check.Group, check.Risk, check.Title.Ko));
        Assert.Equal([79, 787], check.Cwes);
        Assert.Equal(["trivy", "image-config"], check.FedBy);
        Assert.Equal(new LocalizedText("CVE", "취약점"), Assert.Single(checklist.Groups).Title);
    }

    [Theory]
    [InlineData("version: 1", "version: 2", "f:1: version is 2; this program knows 1")]
    [InlineData("risk: cvss", "risk: awful", "risk 'awful'")]
    [InlineData("cweSource: MITRE", "cweSourse: MITRE", "unknown key 'cweSourse'")]
    [InlineData("cweSource: MITRE", "", "does not say where")]
    [InlineData("ko: 하나", "kr: 하나", "lacks 'ko'")]
    [InlineData("ko: 하나", "ko: ''", "needs a text for 'ko'")]
    [InlineData("group: cve", "group: cwe", "f:6: check 'cve.one' names the unknown group 'cwe'")]
    [InlineData("group: cve", "group: cve\n    group: cve", "'group' twice")]
    [InlineData("[trivy, image-config]", "[trivvy]", "unknown scanner 'trivvy'")]
    [InlineData("[trivy, image-config]", "[]", "at least one scanner")]
    [InlineData("[79, 787]", "[79, CWE-787]", "'CWE-787'")]
    [InlineData("[79, 787]", "[79, 79]", "CWE 79 stands in more than one place")]
    [InlineData("[79, 787]", "79", "needs a list for 'cwes'")]
    [InlineData("id: cve.one", "id: One", "must have an id such as")]
    [InlineData("{ en: Mend., ko: 고침. }", "Mend.", "must be a mapping")]
    [InlineData("{ en: Mend., ko: 고침. }", "&a { en: Mend., ko: 고침. }", "anchors, aliases")]
    [InlineData("version: 1", "version: 'x", "f:")]
    [InlineData("version: 1", "version: [", "not YAML")]
    public void Parse_OneMistake_NamesIt(string from, string to, string message)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);

        var exception = Assert.Throws<InvalidDataException>(() => ChecklistLoader.Parse(Good.Replace(from, to, StringComparison.Ordinal), "f"));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyMistakes_ListsAllAtOnce()
    {
        var bad = Good.Replace("risk: cvss", "risk: awful", StringComparison.Ordinal).Replace("group: cve", "group: cwe", StringComparison.Ordinal)
            + "\n    extra: 1\n  - id: cve.one\n    cwes: [79]\n    cweSource: x\n";

        var exception = Assert.Throws<InvalidDataException>(() => ChecklistLoader.Parse(bad, "f"));

        string[] expected = ["'awful'", "'cwe'", "'extra'", "check 'cve.one' is given twice", "CWE 79", "lacks 'title'", "lacks 'fedBy'"];
        Assert.All(expected, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- 1")]
    [InlineData("a: b\n---\nc: d")]
    public void Parse_OtherDocument_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => ChecklistLoader.Parse(text, "f"));

    [Fact]
    public void Load_NoFile_NamesPlaces()
    {
        var exception = Assert.Throws<InvalidDataException>(() => ChecklistLoader.Load("no/such.yaml"));

        Assert.Contains("no such file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileOfRepository_HoldsEveryCheckOfCore()
    {
        var path = Path.Combine(RepositoryFolder.Find(), "config", "checklist.yaml");
        if (!File.Exists(path))
        {
            Assert.Skip("config/checklist.yaml is not there");
        }

        var checklist = ChecklistLoader.Load(path);

        var ids = typeof(CheckIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(ids, id => Assert.Equal(id, checklist.Get(id).Id));
    }

    [Fact]
    public void Load_FileOfRepository_NamesTheStagesThatCoresTableNeeds()
    {
        var checklist = ChecklistLoader.Load(Path.Combine(RepositoryFolder.Find(), "config", "checklist.yaml"));

        Assert.All(checklist.Checks, check => Assert.Equal(
            check.FedBy.Order(StringComparer.Ordinal),
            CheckTable.NeedsOf(check.Id).Select(CheckTable.StageOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)));
    }
}
