using DockerScan.Discord.Commands;
using DockerScan.Discord.Gateway;
using DockerScan.Discord.Rest;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord;

/// <summary>The Discord bot, as long as the host runs. A Discord that is away or refuses shows in the health report and stops nothing else.</summary>
public sealed class DiscordService : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly DiscordRest _rest;
    private readonly DiscordCommandRegistrar _registrar;
    private readonly DiscordGateway _gateway;
    private readonly DiscordStatus _status;
    private readonly DiscordOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DiscordService> _logger;

    internal DiscordService(
        DiscordRest rest, DiscordCommandRegistrar registrar, DiscordGateway gateway, DiscordStatus status,
        IOptions<DiscordOptions> options, TimeProvider time, ILogger<DiscordService> logger)
        => (_rest, _registrar, _gateway, _status, _options, _time, _logger) = (rest, registrar, gateway, status, options.Value, time, logger);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await FindApplicationAsync(stoppingToken) is not { } application)
            {
                return;
            }

            var registering = RegisterAsync(application, stoppingToken);
            if (_options.Mode == DiscordMode.Gateway)
            {
                await _gateway.RunAsync(stoppingToken);
            }
            else
            {
                _status.Connected("answers at its HTTP endpoint");
            }

            await registering;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // Thrown on, it would end the whole host.
            Log.CommandBroke(_logger, exception);
            _status.Stopped($"broke ({exception.GetType().Name})", "see the log, then restart");
        }
    }

    /// <summary>The application's id; null when Discord refuses the token.</summary>
    private async Task<string?> FindApplicationAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return Answers.DiscordIds.Of(await _rest.SendAsync(DiscordRoute.Application, null, cancellationToken));
            }
            catch (DiscordException refused) when (refused.Problem is DiscordProblem.Unauthorized or DiscordProblem.Forbidden or DiscordProblem.Invalid)
            {
                Log.Stopped(_logger, refused.Message);
                var trouble = DiscordSetup.Explain(refused);
                _status.Stopped(trouble.Said, trouble.NextStep);
                return null;
            }
            catch (DiscordException away)
            {
                if (_rest.Trouble.IsNews(away.Message))
                {
                    Log.Retrying(_logger, "application", away.Message, Pause);
                }

                _status.Waiting(away.Message);
                await Task.Delay(Pause, _time, cancellationToken);
            }
        }
    }

    private async Task RegisterAsync(string application, CancellationToken cancellationToken)
    {
        try
        {
            await _registrar.SyncAsync(application, cancellationToken);
            _status.Commands(null);
        }
        catch (DiscordException problem)
        {
            Log.NotRegistered(_logger, problem.Message);
            _status.Commands(problem.Message);
        }
    }
}
