using System.Net.WebSockets;
using System.Text.Json.Nodes;
using DockerScan.Slack.Api;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Sockets;

/// <summary>Holds one connection open: a new one before the old one ends where Slack announces it, else again and again with growing pauses.</summary>
internal sealed class SlackSocketLoop(int number, SlackApi api, SlackEnvelopes envelopes, SlackStatus status, TimeProvider time, ILogger logger)
{
    /// <summary>The reason with which Slack ends a connection of an app whose Socket Mode was switched off.</summary>
    internal const string SwitchedOff = "link_disabled";

    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A connection that held this long was a good one.
    private static readonly TimeSpan GoodLife = TimeSpan.FromMinutes(1);
    private TimeSpan _pause = FirstPause;

    /// <summary>Returns when there is no point in going on; else runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        status.Disconnected(number, "not connected yet");
        SlackConnection? current = null;
        try
        {
            while (true)
            {
                var (next, problem) = await OpenAsync(cancellationToken);
                if (current is not null)
                {
                    await current.DisposeAsync();
                }

                current = next;
                if (current is null)
                {
                    GiveUp(problem!);
                    return;
                }

                var opened = time.GetTimestamp();
                var reason = await WaitAsync(current, cancellationToken);
                if (reason == SwitchedOff)
                {
                    GiveUp("Socket Mode is switched off in the app's settings");
                    return;
                }

                if (!IsAnnounced(reason))
                {
                    // Nothing is left to read from it, or Slack wants it gone before another comes.
                    status.Disconnected(number, reason);
                    await current.DisposeAsync();
                    current = null;
                }

                await RestAsync(reason, time.GetElapsedTime(opened), cancellationToken);
            }
        }
        finally
        {
            if (current is not null)
            {
                await current.DisposeAsync();
            }
        }
    }

    // Slack's words for "this one ends soon". It still delivers until then.
    private static bool IsAnnounced(string reason) => reason is not ("closed" or "connection_lost" or "frame_too_large" or "too_many_websockets");

    private async Task<string> WaitAsync(SlackConnection connection, CancellationToken cancellationToken)
    {
        Log.Connected(logger, number);
        api.Trouble.Over();
        return await connection.Ended.WaitAsync(cancellationToken);
    }

    // A server that ends each connection at once is not asked without end.
    private async Task RestAsync(string reason, TimeSpan lived, CancellationToken cancellationToken)
    {
        if (lived >= GoodLife)
        {
            _pause = FirstPause;
            return;
        }

        await PauseAsync(reason, null, cancellationToken);
    }

    private async Task PauseAsync(string reason, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var wait = asked > _pause ? asked.Value : _pause;
        // What is wrong with one connection is wrong with the others.
        if (api.Trouble.IsNews($"connection: {reason}"))
        {
            Log.Reconnecting(logger, number, reason, wait);
        }

        await Task.Delay(wait, time, cancellationToken);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private void GiveUp(string problem)
    {
        Log.GivenUp(logger, number, problem);
        status.Disconnected(number, problem);
    }

    private async Task<(SlackConnection? Connection, string? Problem)> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            string problem;
            TimeSpan? asked = null;
            try
            {
                return (await ConnectAsync(cancellationToken), null);
            }
            catch (SlackException failure) when (failure.IsAuthentication)
            {
                return (null, $"Slack refuses the app-level token: {failure.Code}");
            }
            catch (SlackException failure)
            {
                (problem, asked) = (failure.Code, failure.RetryAfter);
            }
            catch (WebSocketException failure)
            {
                problem = failure.WebSocketErrorCode.ToString();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = "Slack did not say hello";
            }

            status.Disconnected(number, problem);
            await PauseAsync(problem, asked, cancellationToken);
        }
    }

    // Each address is good for one connection.
    private async Task<SlackConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var answer = await api.CallAsync(new SlackCall("apps.connections.open", []) { IsApp = true, IsOnce = true }, cancellationToken);
        if (answer["url"] is not JsonValue value || !value.TryGetValue<string>(out var text)
            || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !SlackHosts.MayCall(url, api.Address))
        {
            throw new SlackException("apps.connections.open", SlackErrors.Address);
        }

        var connection = new SlackConnection(envelopes, () => status.Connected(number), time);
        try
        {
            await connection.OpenAsync(url, OpenLimit, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
