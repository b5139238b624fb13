using System.Text.Json;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Gateway;

/// <summary>Keeps a connection to the Gateway: resumes where it can, identifies anew within Discord's limits, and stops when only a person can help.</summary>
internal sealed class DiscordGateway(
    DiscordRest rest, DiscordReader reader, DiscordInbox inbox, Answers.DiscordAskers askers, DiscordStatus status,
    IOptions<DiscordOptions> options, TimeProvider time, ILogger<DiscordGateway> logger)
{
    private const int GuildMessages = 1 << 9;
    private const int QuickAttempts = 8;
    private static readonly TimeSpan BetweenIdentifies = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(60);
    private readonly GatewaySession _session = new();
    private DateTimeOffset _identifiedAt;
    private string? _bot;

    /// <summary>Runs until cancelled, or until Discord refuses for good.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            var end = await ConnectAsync(cancellationToken);
            failures = end.WasReady ? 0 : failures + 1;
            if (end.Next == GatewayNext.Stop)
            {
                Log.Stopped(logger, end.Reason);
                status.Stopped(end.Reason, "mend it in Discord's developer portal or in the settings, then restart; docs/chat/discord.md says how");
                return;
            }

            if (end.Next == GatewayNext.Identify)
            {
                _session.Forget();
            }

            var delay = Backoff(failures, end.Next);
            if (rest.Trouble.IsNews($"connection: {end.Reason}"))
            {
                Log.Disconnected(logger, end.Reason, end.Next.ToString(), delay);
            }

            status.Waiting(end.Reason);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    // A first retry comes at once; jitter keeps many bots from coming back together.
    private static TimeSpan Backoff(int failures, GatewayNext next)
    {
        var ceiling = failures > QuickAttempts ? Slow : Quick;
        var step = TimeSpan.FromMilliseconds(next == GatewayNext.Identify ? 1000 : 250) * Math.Pow(2, Math.Min(failures, QuickAttempts));
        return (step < ceiling ? step : ceiling) * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    private async Task<GatewayEnd> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_session.Resumable is not { } known)
            {
                return await IdentifyAsync(cancellationToken);
            }

            return await RunConnectionAsync(known.Url, cancellationToken);
        }
        catch (DiscordException problem)
        {
            var next = problem.Problem is DiscordProblem.Unauthorized or DiscordProblem.Forbidden ? GatewayNext.Stop : GatewayNext.Identify;
            return new GatewayEnd(next, problem.Message, WasReady: false);
        }
    }

    private async Task<GatewayEnd> IdentifyAsync(CancellationToken cancellationToken)
    {
        var answer = await rest.SendAsync(DiscordRoute.Gateway, null, cancellationToken);
        var url = DiscordPayload.Text(answer, "url");
        if (!DiscordHosts.IsGateway(url, options.Value.ApiUrl))
        {
            return new GatewayEnd(GatewayNext.Stop, "Discord named a Gateway that is none of its own", WasReady: false);
        }

        await WaitForBudgetAsync(DiscordPayload.Object(answer, "session_start_limit"), cancellationToken);
        _identifiedAt = time.GetUtcNow();
        return await RunConnectionAsync(url!, cancellationToken);
    }

    // A thousand sessions a day; beyond it Discord resets the token.
    private async Task WaitForBudgetAsync(System.Text.Json.JsonElement? limit, CancellationToken cancellationToken)
    {
        var wait = _identifiedAt + BetweenIdentifies - time.GetUtcNow();
        if (DiscordPayload.Number(limit, "remaining") is <= 0)
        {
            wait = TimeSpan.FromMilliseconds(DiscordPayload.Number(limit, "reset_after") ?? 86_400_000);
            status.Waiting(FormattableString.Invariant($"Discord allows no further session for {wait.TotalMinutes:F0} min"));
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private Task<GatewayEnd> RunConnectionAsync(string url, CancellationToken cancellationToken)
    {
        var whole = new UriBuilder(url) { Query = "v=10&encoding=json" }.Uri;
        var intents = options.Value.Mentions ? GuildMessages : 0;
        var connection = new GatewayConnection(DiscordSecrets.BotToken(options.Value), intents, options.Value.ApiUrl, _session, (name, data) => Dispatch(name, data, cancellationToken), time);
        return connection.RunAsync(whole, cancellationToken);
    }

    private void Dispatch(string name, JsonElement data, CancellationToken cancellationToken)
    {
        switch (name)
        {
            case "READY":
                _bot = DiscordPayload.Id(DiscordPayload.Object(data, "user"), "id");
                Connected("a new session");
                break;
            case "RESUMED":
                Connected("the session resumed");
                break;
            case "INTERACTION_CREATE":
                Take(reader.Interaction(data), cancellationToken);
                break;
            case "MESSAGE_CREATE" when _bot is { } bot && options.Value.Mentions:
                Take(DiscordReader.Mention(data, bot), cancellationToken);
                break;
            default:
                // Everything else happens in servers that we do not look at.
                break;
        }
    }

    private void Connected(string how)
    {
        Log.Connected(logger, how);
        rest.Trouble.Over();
        status.Connected($"connected to the Gateway, {how}");
    }

    private void Take(DiscordCommand? command, CancellationToken cancellationToken)
    {
        var reply = command is null ? null : askers.Reply(command);
        if (command is not null && inbox.Take(command, reply) == CommandTaking.Busy && reply is not null)
        {
            // Not awaited: the read loop goes on; it logs its own failure.
            _ = askers.RefuseAsync(command, reply, cancellationToken);
        }
    }
}
