using System.Text.Json.Nodes;
using DockerScan.Slack.Api;
using DockerScan.Slack.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Slack;

/// <summary>Keeps the bot in Slack as long as the host runs. A Slack that is away or refuses the bot stops nothing else.</summary>
public sealed class SlackService : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly SlackApi _api;
    private readonly SlackEnvelopes _envelopes;
    private readonly SlackStatus _status;
    private readonly SlackOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SlackService> _logger;

    internal SlackService(
        SlackApi api, SlackEnvelopes envelopes, SlackStatus status, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackService> logger)
        => (_api, _envelopes, _status, _options, _time, _logger) = (api, envelopes, status, options.Value, time, logger);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled || !await IntroduceAsync(stoppingToken) || _options.Mode != SlackMode.Socket)
        {
            return;
        }

        var loops = Enumerable.Range(1, _options.Connections).Select(number => new SlackSocketLoop(number, _api, _envelopes, _status, _time, _logger));
        try
        {
            await Task.WhenAll(loops.Select(loop => loop.RunAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Learns who the bot is, without which its own messages could not be told from people's.</summary>
    private async Task<bool> IntroduceAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var answer = await _api.CallAsync(new SlackCall("auth.test", []) { IsOnce = true }, cancellationToken);
                _status.BotUser = answer["user_id"] is JsonValue value && value.TryGetValue<string>(out var user) ? user : null;
                _api.Trouble.Over();
                return true;
            }
            catch (SlackException failure) when (!failure.IsAuthentication)
            {
                if (_api.Trouble.IsNews(failure.Message))
                {
                    Log.Away(_logger, failure.Code, SlackSetup.Explain(failure).NextStep);
                }
            }
            catch (SlackException failure)
            {
                Log.NotTaken(_logger, failure.Code);
                return false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return false;
    }
}
