using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;

namespace DockerScan.Conversation.Tests.Commands.Verbs;

/// <summary>Accepting in a chat: what is kept, what is answered, and who may.</summary>
public sealed class AcceptCommandTests
{
    private static readonly Finding Cve = Sample.Vulnerability("CVE-2026-1", "openssl");
    private static readonly Finding Secret = Sample.Make("private-key", "secret.file", "secret.file", "/etc/key.pem", "A private key", Risk.High);
    private readonly ChatHarness _chat = new();

    public AcceptCommandTests() => _chat.Scans.Results[Sample.Id.Value] = Sample.Result(Cve, Secret);

    [Fact]
    public async Task Accept_Finding_IsKeptWithAuthorPlaceReasonAndEnd()
    {
        var card = await _chat.SendAsync($"accept {Cve.Key} --reason \"not reachable\" --days 7");

        var wish = Assert.Single(_chat.Acceptances.Wishes);
        Assert.Equal((AcceptanceScope.Finding, null, AcceptanceKind.Accepted, "not reachable", 7), (wish.Scope, wish.Repository, wish.Kind, wish.Reason, wish.Days));
        Assert.Equal(("test:T1/C1/U1", "test:T1/C1"), (wish.Author, wish.Place));
        Assert.Equal("Accepted: CVE-2026-1 (openssl) in docker.io/library/redis", card.Title);
        Assert.Contains("It covers 1 finding of redis:7", card.Text, StringComparison.Ordinal);
        Assert.Contains(card.Fields, field => field.Value == "until 2026-12-07, up to risk high");
        Assert.Equal(["unaccept acc0000000"], card.Commands);
    }

    [Theory]
    [InlineData("", AcceptanceScope.Finding, 30, AcceptanceKind.Accepted)]
    [InlineData("--package", AcceptanceScope.Package, 30, AcceptanceKind.Accepted)]
    [InlineData("--false-positive", AcceptanceScope.Finding, null, AcceptanceKind.FalsePositive)]
    [InlineData("--repository docker.io/library/redis", AcceptanceScope.Repository, 30, AcceptanceKind.Accepted)]
    public async Task Accept_Options_SayHowFarAndHowLong(string options, AcceptanceScope scope, int? days, AcceptanceKind kind)
    {
        await _chat.RouteAsync($"accept {Cve.Key} --reason r {options}");

        var wish = Assert.Single(_chat.Acceptances.Wishes);
        Assert.Equal((scope, days, kind), (wish.Scope, wish.Days, wish.Kind));
    }

    [Theory]
    [InlineData("accept nonsense --reason r", "no key of a finding")]
    [InlineData("accept 0123456789abcdef --reason r", "No stored result")]
    [InlineData("accept {cve}", "Say why")]
    [InlineData("accept {cve} --reason \" \"", "Say why")]
    [InlineData("accept {cve} --reason r --package --path", "do not go together")]
    [InlineData("accept {cve} --reason r --days 3 --false-positive", "has no end")]
    [InlineData("accept {cve} --reason r --days 0", "1 to 3650")]
    [InlineData("accept {cve} --reason r --days 4000", "1 to 3650")]
    [InlineData("accept {cve} --reason r --path", "--package")]
    [InlineData("accept {secret} --reason r --package", "--path")]
    [InlineData("accept {cve} --reason r --repository docker.io/*", "Access:Commands (accept)")]
    [InlineData("accept {cve} --reason r --repository docker.io/library/nginx", "Access:Commands (accept)")]
    public async Task Accept_Wrong_IsSaidAndNothingIsKept(string typed, string said)
    {
        var text = typed.Replace("{cve}", Cve.Key, StringComparison.Ordinal).Replace("{secret}", Secret.Key, StringComparison.Ordinal);

        Assert.Equal(CommandOutcome.Rejected, await _chat.RouteAsync(text));

        Assert.Contains(said, _chat.Responder.Last.Text, StringComparison.Ordinal);
        Assert.Empty(_chat.Acceptances.Wishes);
    }

    [Fact]
    public async Task Accept_SeveralRepositories_TakesTheRuleForIt()
    {
        _chat.Authorizer.IsForOthers = true;

        await _chat.RouteAsync($"accept {Cve.Key} --reason r --repository docker.io/*/*");

        Assert.Equal("docker.io/*/*", Assert.Single(_chat.Acceptances.Wishes).Repository);
    }

    [Fact]
    public async Task Accept_NotAsItMustBe_SaysWhy()
    {
        _chat.Acceptances.Refusal = new ScanFailure(FailureKind.Refused, "the reason is longer than 500 characters; next step: shorten it");

        Assert.Equal(CommandOutcome.Rejected, await _chat.RouteAsync($"accept {Cve.Key} --reason r"));

        Assert.Contains("longer than 500", _chat.Responder.Last.Text, StringComparison.Ordinal);
    }

    /// <summary>The reason may be a secret that somebody pasted; the record of commands has the key and the numbers.</summary>
    [Fact]
    public async Task Accept_Audited_NamesTheFindingAndNotTheReason()
    {
        await _chat.RouteAsync($"accept {Cve.Key} --reason \"token ghp_0123456789abcdef0123\" --days 7");

        Assert.Equal($"{Cve.Key} --reason … --days 7", Assert.Single(_chat.Audit.Entries).Subject);
    }

    [Fact]
    public async Task Findings_OfOneFinding_HasButtonsThatAcceptIt()
    {
        var card = await _chat.SendAsync($"findings {Sample.Id} {Cve.Key}");

        string[] typed = [.. card.Buttons.Where(button => button.Value.StartsWith("accept", StringComparison.Ordinal)).Select(button => button.Value)];
        Assert.Equal(3, typed.Length);
        Assert.InRange(card.Buttons.Count, 4, ChatLimits.Buttons);
        foreach (var text in typed)
        {
            Assert.Equal(CommandOutcome.Completed, await _chat.RouteAsync(text));
        }

        Assert.Equal([7, 30, null], _chat.Acceptances.Wishes.Select(wish => wish.Days));
        Assert.Equal(AcceptanceKind.FalsePositive, _chat.Acceptances.Wishes[2].Kind);
    }

    [Fact]
    public async Task Findings_OfSeveral_HasNoButtonWhoseFindingNobodyCanTell()
        => Assert.DoesNotContain((await _chat.SendAsync($"findings {Sample.Id}")).Buttons, button => button.Value.StartsWith("accept", StringComparison.Ordinal));

    [Fact]
    public async Task Accepted_SomeAndTakenBack_ListsThoseThatHoldAndAllOnDemand()
    {
        Assert.Contains("Nothing is accepted", (await _chat.SendAsync("accepted")).Text, StringComparison.Ordinal);
        await _chat.RouteAsync($"accept {Cve.Key} --reason \"not reachable\"");
        await _chat.RouteAsync($"accept {Secret.Key} --reason example --false-positive");

        var back = await _chat.SendAsync("unaccept acc0000000");

        Assert.Equal("Counts again: CVE-2026-1 (openssl) in docker.io/library/redis", back.Title);
        Assert.Contains("private-key", Assert.Single(Assert.Single((await _chat.SendAsync("accepted")).Sections).Lines).Text, StringComparison.Ordinal);
        var all = Assert.Single((await _chat.SendAsync("accepted --all")).Sections).Lines;
        Assert.Equal(2, all.Count);
        Assert.Contains(all, line => line.Text.Contains("taken back by test:T1/C1/U1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unaccept_UnknownOrAgain_IsSaid()
    {
        await _chat.RouteAsync($"accept {Cve.Key} --reason r");
        await _chat.RouteAsync("unaccept acc0000000");

        Assert.Equal(CommandOutcome.Rejected, await _chat.RouteAsync("unaccept acc0000000"));
        Assert.Contains("taken back before", _chat.Responder.Last.Text, StringComparison.Ordinal);
        Assert.Equal(CommandOutcome.Rejected, await _chat.RouteAsync("unaccept nobody"));
        Assert.Contains("no acceptance 'nobody'", _chat.Responder.Last.Text, StringComparison.Ordinal);
    }

    /// <summary>The card of a scan says how many are accepted, by whom and until when, and when nobody could say.</summary>
    [Fact]
    public async Task Report_AcceptedResult_SaysHowManyByWhomAndUntilWhen()
    {
        await _chat.RouteAsync($"accept {Cve.Key} --reason \"not reachable <!channel>\" --days 7");
        var read = (await _chat.Acceptances.FindAsync(Cve.Key, TestContext.Current.CancellationToken))!.Result;

        var card = ScanCardBuilder.Finished(read);
        var unread = ScanCardBuilder.Finished(read with { Accepted = AcceptedFindings.Unread });

        Assert.Contains(card.Fields, field => field.Value == "1 high, 0 medium, 0 low; 1 accepted");
        Assert.Contains(card.Fields, field => field is { Name: "Accepted", Value: "1 accepted, test:T1/C1/U1 until 2026-12-07: not reachable <!channel>" });
        Assert.Contains(unread.Fields, field => field.Name == "Accepted" && field.Value.Contains("every finding counts", StringComparison.Ordinal));
    }
}
