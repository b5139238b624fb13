using DockerScan.Conversation.Audit;
using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Languages;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation;

/// <summary>From what a person typed to the command that does it: authorised first, audited always, and only words meant for people reach them.</summary>
public sealed class CommandRouter(
    CommandCatalog catalog,
    ChatLanguages languages,
    IEnumerable<ICommandAuthorizer> authorizers,
    ICommandAudit audit,
    IIdGenerator ids,
    TimeProvider time,
    ILogger<CommandRouter> logger,
    NodeMetrics? metrics = null)
{
    private const int ShownVerb = 40;
    private static readonly TimeSpan AuditLimit = TimeSpan.FromSeconds(5);
    private readonly RepeatedTrouble _trouble = new(time);
    private readonly ILookup<string, ICommandAuthorizer> _authorizers = authorizers.ToLookup(authorizer => authorizer.Platform);

    /// <summary>Runs a command to its end. Answers where <paramref name="asker"/> says; throws nothing but cancellation.</summary>
    public async Task<CommandOutcome> RouteAsync(ChatRequest request, IAsker asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(asker);
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var verb = CommandTokenizer.Verb(request.Text.Length > ChatLimits.CommandText ? request.Text[..ChatLimits.CommandText] : request.Text);
        var attempt = new Attempt(request, languages.Of(request), verb, DisplayText.Clean(verb, ShownVerb), new ChatAnswer(asker, ids, _trouble, time, logger));
        var (outcome, errorId) = (CommandOutcome.Cancelled, (string?)null);
        try
        {
            (outcome, errorId) = await RunAsync(attempt, cancellationToken);
        }
        finally
        {
            metrics?.CommandEnded(request.Platform, attempt.Invocation?.Command.Name ?? "other", outcome.ToString().ToLowerInvariant());
            await AuditAsync(new CommandAuditEntry(at, request, attempt.ShownVerb, outcome, errorId, time.GetElapsedTime(started))
            {
                Subject = attempt.Subject,
                Scan = attempt.Invocation?.Scan?.Value ?? attempt.Answer.Scan,
            });
        }

        return outcome;
    }

    private async Task<(CommandOutcome Outcome, string? ErrorId)> RunAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        IChatCommand? command = null;
        try
        {
            if (await FindRefusalAsync(attempt, cancellationToken) is { } refusal)
            {
                if (refusal.En.Length > 0)
                {
                    await SayAsync(attempt, attempt.Answer.TellAsync(ErrorCards.Refused(refusal, attempt.Language), cancellationToken), cancellationToken);
                }

                return (CommandOutcome.Refused, null);
            }

            if (!await attempt.Answer.TryAcceptAsync(cancellationToken))
            {
                return (CommandOutcome.Cancelled, null);
            }

            command = FindCommand(attempt);
            var words = CommandTokenizer.Split(attempt.Request.Text).Skip(1);
            var invocation = new CommandInvocation
            {
                Request = attempt.Request,
                Command = command.Declaration,
                Language = attempt.Language,
                Values = CommandParser.Parse(command.Declaration, words),
            };
            (attempt.Invocation, attempt.Subject) = (invocation, AuditSubject.Describe(invocation));
            await command.ExecuteAsync(invocation, attempt.Answer, cancellationToken);
            return (CommandOutcome.Completed, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (UserFacingException problem)
        {
            await EndAsync(attempt, ErrorCards.Rejected(problem, command?.Declaration, attempt.Language), cancellationToken);
            return (CommandOutcome.Rejected, null);
        }
        catch (EngineException failure)
        {
            Log.CommandFailed(logger, attempt.ShownVerb, failure.Failure.Message);
            await EndAsync(attempt, ErrorCards.Failed(failure.Failure, attempt.Language), cancellationToken);
            return (CommandOutcome.Rejected, null);
        }
        catch (Exception exception)
        {
            var id = ids.NewId();
            Log.CommandBroke(logger, attempt.ShownVerb, id, exception);
            await EndAsync(attempt, ErrorCards.Internal(id, attempt.Language), cancellationToken);
            return (CommandOutcome.Failed, id);
        }
    }

    // Fail closed: nobody answers for the platform, nobody may. With several, one refusal is enough.
    private async Task<LocalizedText?> FindRefusalAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var known = false;
        foreach (var authorizer in _authorizers[attempt.Request.Platform])
        {
            known = true;
            if (await authorizer.FindRefusalAsync(attempt.Request, attempt.Verb, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return known ? null : CommandStrings.Say(words => words.NotThisPlatform);
    }

    private IChatCommand FindCommand(Attempt attempt)
    {
        var length = attempt.Request.Text.Length;
        return length > ChatLimits.CommandText
            ? throw new UserFacingException(CommandStrings.Say(words => words.TooLong(length, ChatLimits.CommandText)))
            : catalog.Get(attempt.Verb.Length == 0 ? "help" : attempt.Verb);
    }

    private Task EndAsync(Attempt attempt, ChatMessage message, CancellationToken cancellationToken)
        => SayAsync(attempt, attempt.Answer.EndWithAsync(message, cancellationToken), cancellationToken);

    private async Task SayAsync(Attempt attempt, Task saying, CancellationToken cancellationToken)
    {
        try
        {
            await saying;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.AnswerLost(logger, attempt.ShownVerb, exception);
        }
    }

    // Not under the caller's token: a command that was broken off is audited too, within a limit of its own.
    private async Task AuditAsync(CommandAuditEntry entry)
    {
        using var limit = new CancellationTokenSource(AuditLimit, time);
        try
        {
            await audit.RecordAsync(entry, limit.Token);
        }
        catch (Exception exception)
        {
            Log.AuditLost(logger, entry.Command, exception);
        }
    }

    private sealed record Attempt(ChatRequest Request, ReportLanguage Language, string Verb, string ShownVerb, ChatAnswer Answer)
    {
        public string Subject { get; set; } = string.Empty;

        public CommandInvocation? Invocation { get; set; }
    }
}
