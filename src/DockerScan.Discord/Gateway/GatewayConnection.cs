using System.Net.WebSockets;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Discord.Inbound;

namespace DockerScan.Discord.Gateway;

/// <summary>One connection, from hello to its end.</summary>
/// <param name="token">The bot token.</param>
/// <param name="intents">Which events Discord is to send.</param>
/// <param name="api">The API's address: decides whether a Gateway may be on this machine.</param>
/// <param name="session">What outlives the connection.</param>
/// <param name="dispatch">Takes an event by its name; must not wait.</param>
/// <param name="time">The clock.</param>
internal sealed class GatewayConnection(
    Secret token, int intents, string api, GatewaySession session, Action<string, JsonElement> dispatch, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private bool _isReady;

    /// <summary>Runs until it ends; throws nothing but cancellation.</summary>
    public async Task<GatewayEnd> RunAsync(Uri url, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        using var frames = new GatewayFrames(socket);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var hello = await ConnectAsync(socket, frames, url, cancellationToken);
            if (Interval(hello) is not { } interval)
            {
                return Ended(GatewayNext.Resume, "Discord did not say hello");
            }

            await GreetAsync(frames, cancellationToken);
            return await RunAsync(socket, frames, interval, stop);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Ended(GatewayNext.Resume, "no connection within 10 s");
        }
        catch (OperationCanceledException)
        {
            await CloseAsync(socket, WebSocketCloseStatus.NormalClosure);
            throw;
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidDataException or IOException)
        {
            return AfterBreak(socket, exception);
        }
    }

    private static async Task<JsonElement?> ConnectAsync(ClientWebSocket socket, GatewayFrames frames, Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        await socket.ConnectAsync(url, limit.Token);
        return await frames.ReadAsync(limit.Token);
    }

    private static TimeSpan? Interval(JsonElement? hello)
        => DiscordPayload.Number(hello, "op") == 10 && DiscordPayload.Number(DiscordPayload.Object(hello, "d"), "heartbeat_interval") is > 0 and { } interval
            ? TimeSpan.FromMilliseconds(interval)
            : null;

    private Task GreetAsync(GatewayFrames frames, CancellationToken cancellationToken)
    {
        if (session.Resumable is { } known)
        {
            return frames.SendAsync(new { op = 6, d = new { token = token.Reveal(), session_id = known.Id, seq = known.Sequence } }, cancellationToken);
        }

        var properties = new { os = "linux", browser = "dockerscan", device = "dockerscan" };
        return frames.SendAsync(new { op = 2, d = new { token = token.Reveal(), intents, properties } }, cancellationToken);
    }

    private async Task<GatewayEnd> RunAsync(ClientWebSocket socket, GatewayFrames frames, TimeSpan interval, CancellationTokenSource stop)
    {
        var heart = new GatewayHeart(frames, session, time);
        var beating = heart.BeatAsync(interval, stop.Token);
        var reading = ReadAsync(socket, frames, heart, stop.Token);
        try
        {
            await Task.WhenAny(beating, reading);
            if (reading.IsCompleted)
            {
                return await reading;
            }

            // A beat that cannot be sent throws here; one that was not answered gets to the next line.
            await beating;
            await CloseAsync(socket, (WebSocketCloseStatus)GatewayCloseCodes.Zombie);
            return Ended(GatewayNext.Resume, "no heartbeat was answered");
        }
        finally
        {
            await stop.CancelAsync();
            await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<GatewayEnd> ReadAsync(ClientWebSocket socket, GatewayFrames frames, GatewayHeart heart, CancellationToken cancellationToken)
    {
        while (await frames.ReadAsync(cancellationToken) is { } frame)
        {
            switch (DiscordPayload.Number(frame, "op"))
            {
                case 0:
                    if (!TryDispatch(frame))
                    {
                        return Ended(GatewayNext.Stop, "Discord named a Gateway that is none of its own");
                    }

                    break;
                case 1:
                    await heart.BeatNowAsync(cancellationToken);
                    break;
                case 7:
                    await CloseAsync(socket, (WebSocketCloseStatus)GatewayCloseCodes.Zombie);
                    return Ended(GatewayNext.Resume, "Discord asked for a new connection");
                case 9:
                    await CloseAsync(socket, (WebSocketCloseStatus)GatewayCloseCodes.Zombie);
                    return DiscordPayload.IsTrue(frame, "d") ? Ended(GatewayNext.Resume, "session interrupted") : Ended(GatewayNext.Identify, "session invalid");
                case 11:
                    heart.Answered();
                    break;
                default:
                    // New opcodes appear without notice.
                    break;
            }
        }

        return AfterClose(socket);
    }

    private bool TryDispatch(JsonElement frame)
    {
        if (frame.TryGetProperty("s", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var sequence))
        {
            session.Saw(sequence);
        }

        var (name, data) = (DiscordPayload.Text(frame, "t"), DiscordPayload.Object(frame, "d"));
        if (name == "READY")
        {
            var (id, resumeUrl) = (DiscordPayload.Text(data, "session_id"), DiscordPayload.Text(data, "resume_gateway_url"));
            // The token is sent there.
            if (id is null || !DiscordHosts.IsGateway(resumeUrl, api))
            {
                return false;
            }

            session.Begin(id, resumeUrl!);
        }

        _isReady |= name is "READY" or "RESUMED";
        if (name is not null && data is { } payload)
        {
            dispatch(name, payload);
        }

        return true;
    }

    private GatewayEnd AfterClose(ClientWebSocket socket)
    {
        var (next, reason) = GatewayCloseCodes.Decide((int?)socket.CloseStatus);
        return Ended(next, reason);
    }

    private GatewayEnd AfterBreak(ClientWebSocket socket, Exception exception)
        => socket.CloseStatus is null ? Ended(GatewayNext.Resume, $"the connection broke ({exception.GetType().Name})") : AfterClose(socket);

    private GatewayEnd Ended(GatewayNext next, string reason) => new(next, reason, _isReady);

    private static async Task CloseAsync(ClientWebSocket socket, WebSocketCloseStatus status)
    {
        using var limit = new CancellationTokenSource(CloseLimit);
        try
        {
            await socket.CloseOutputAsync(status, null, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone already, which is what was wanted.
            socket.Abort();
        }
    }
}
