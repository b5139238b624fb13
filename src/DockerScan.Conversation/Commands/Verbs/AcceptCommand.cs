using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Words;
using DockerScan.Engine.Accepting;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>accept KEY --reason WHY</c>.</summary>
internal sealed class AcceptCommand(IAcceptanceDesk desk, IEnumerable<ICommandAuthorizer> authorizers) : IChatCommand
{
    private const string Reason = "reason", Package = "package", Path = "path", Repository = "repository", Days = "days", FalsePositive = "false-positive";
    private const int Shown = 60;

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "accept",
        Summary = AcceptanceStrings.Say(words => words.AcceptSummary),
        Arguments = [new CommandArgument("key", AcceptanceStrings.Say(words => words.Key))],
        Options =
        [
            new CommandOption(Reason, AcceptanceStrings.Say(words => words.WithReason), CommandValueKind.Text, "WHY"),
            new CommandOption(Days, AcceptanceStrings.Say(words => words.WithDays(AcceptanceRules.DefaultDays)), CommandValueKind.Number, "N", 1, AcceptanceRules.MaxDays),
            new CommandOption(FalsePositive, AcceptanceStrings.Say(words => words.WithFalsePositive)),
            new CommandOption(Package, AcceptanceStrings.Say(words => words.WithPackage)),
            new CommandOption(Path, AcceptanceStrings.Say(words => words.WithPath)),
            new CommandOption(Repository, AcceptanceStrings.Say(words => words.WithRepository), CommandValueKind.Text, "GLOB"),
        ],
        Examples =
        [
            new CommandExample("accept 7c1f09b2a4d85e36 --reason 'not reachable from outside' --days 7", AcceptanceStrings.Say(words => words.AcceptForAWeek)),
            new CommandExample("accept 7c1f09b2a4d85e36 --reason 'behind the proxy' --repository ghcr.io/acme/*", AcceptanceStrings.Say(words => words.AcceptEverywhere)),
        ],
    };

    public async Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var key = invocation.Get("key").ToLowerInvariant();
        if (!AcceptanceRules.IsKey(key))
        {
            throw Problem(words => words.NotAKey(DisplayText.Clean(invocation.Get("key"), Shown)));
        }

        Check(invocation);
        var known = await desk.FindAsync(key, cancellationToken) ?? throw Problem(words => words.NoFinding(key));
        var accepted = await desk.AcceptAsync(Wish(invocation, known), cancellationToken);
        if (accepted.Value is not { } acceptance)
        {
            throw new EngineException(accepted.Failure!);
        }

        var after = await desk.FindAsync(key, cancellationToken) ?? known;
        invocation.Scan = after.Result.Id;
        await answer.PostAsync(Card(acceptance, after, invocation.Language), cancellationToken);
    }

    private static UserFacingException Problem(Func<AcceptanceStrings, string> text) => new(AcceptanceStrings.Say(text));

    private static void Check(CommandInvocation invocation)
    {
        if (string.IsNullOrWhiteSpace(invocation.Find(Reason)))
        {
            throw Problem(words => words.NeedsReason($"--{Reason}"));
        }

        if (invocation.Has(Package) && invocation.Has(Path))
        {
            throw Problem(words => words.OnlyOne($"--{Package}", $"--{Path}"));
        }

        if (invocation.Has(FalsePositive) && invocation.Has(Days))
        {
            throw Problem(words => words.EndsAlways($"--{Days}", $"--{FalsePositive}"));
        }
    }

    private static ChatMessage Card(Acceptance acceptance, KnownFinding after, ReportLanguage language)
    {
        var (strings, words) = (AcceptanceStrings.In(language), Vocabulary.In(language));
        var covered = after.Result.Accepted.ByKey.Values.Count(one => one.Id == acceptance.Id);
        var back = $"unaccept {acceptance.Id}";
        return new ChatMessage
        {
            Title = strings.Accepted(AcceptanceText.What(acceptance, strings)),
            Tone = ChatTone.Muted,
            Text = $"{strings.Covers(covered, after.Result.Reference.Familiar, words.Label(after.Result.Verdict, after.Result.AtLeast))}\n{strings.TakeBack(back)}",
            Fields =
            [
                new ChatField(strings.Reason, $"{words.Of(acceptance.Kind)}: {acceptance.Reason}"),
                new ChatField(strings.Ends, AcceptanceText.Until(acceptance, strings, words)),
                new ChatField(strings.By, acceptance.Author),
                new ChatField(strings.Acceptance, acceptance.Id),
            ],
            Commands = [back],
            Thread = after.Result.Id.Value,
            Language = language,
        };
    }

    private AcceptanceWish Wish(CommandInvocation invocation, KnownFinding known)
    {
        var isVulnerability = KeyClasses.IsVulnerability(known.Finding);
        if (invocation.Has(Package) && !isVulnerability)
        {
            throw Problem(words => words.OnlyVulnerabilities($"--{Package}", $"--{Path}"));
        }

        if (invocation.Has(Path) && isVulnerability)
        {
            throw Problem(words => words.NoVulnerabilities($"--{Path}", $"--{Package}"));
        }

        var pattern = invocation.Find(Repository);
        // One's own repository by its name is what everybody may.
        if (pattern is not null && pattern != known.Result.Reference.Repository && !MayForOthers(invocation.Request))
        {
            throw Problem(words => words.NeedsRule($"Access:Commands ({Declaration.Name})"));
        }

        var scope = invocation.Has(Package) ? AcceptanceScope.Package : invocation.Has(Path) ? AcceptanceScope.Path
            : pattern is null ? AcceptanceScope.Finding : AcceptanceScope.Repository;
        var isFalse = invocation.Has(FalsePositive);
        var request = invocation.Request;
        return new AcceptanceWish(
            known, scope, pattern, isFalse ? AcceptanceKind.FalsePositive : AcceptanceKind.Accepted, invocation.Find(Reason)!,
            isFalse ? null : invocation.FindNumber(Days) ?? AcceptanceRules.DefaultDays, request.RequestedBy,
            request.Place.Length == 0 ? request.Platform : $"{request.Platform}:{request.Place}");
    }

    // With several authorizers for a platform all must agree, as for the command itself.
    private bool MayForOthers(ChatRequest request)
        => authorizers.Where(authorizer => authorizer.Platform == request.Platform).ToList() is { Count: > 0 } own
            && own.All(authorizer => authorizer.MayForOthers(request, Declaration.Name));
}
