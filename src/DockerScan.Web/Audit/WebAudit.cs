using System.Net;
using DockerScan.Core;
using DockerScan.Core.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DockerScan.Web.Audit;

/// <summary>Keeps what was asked for on the pages, beside the commands of chats. What was typed is not in it unless it is known to be harmless.</summary>
internal sealed class WebAudit(IAuditStore store, TimeProvider time, ILogger<WebAudit> logger)
{
    private const int MaxText = 200;

    /// <summary>Keeps one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="command">What was asked for: <c>scan</c>, <c>cancel</c>, <c>login</c>.</param>
    /// <param name="outcome">What became of it: <c>completed</c>, <c>rejected</c>, <c>refused</c>.</param>
    /// <param name="subject">What it was about.</param>
    /// <param name="scan">The scan that was answered with.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task RecordAsync(HttpContext context, string command, string outcome, string subject = "", ScanId? scan = null, CancellationToken cancellationToken = default)
    {
        var user = UserOf(context.Connection.RemoteIpAddress);
        Log.Audited(logger, command, subject, user, outcome);
        try
        {
            var entry = new AuditedCommand(time.GetUtcNow(), "web", string.Empty, user, command, outcome, ErrorId: null, DurationMs: 0) { Subject = DisplayText.Clean(subject, MaxText), Scan = scan?.Value };
            await store.AppendAsync([entry], cancellationToken);
        }
        catch (EngineException e)
        {
            // What was asked for is done all the same: a full disk must not keep people from cancelling.
            Log.NotAudited(logger, e);
        }
    }

    /// <summary>Who asked, as far as it is known.</summary>
    public static string UserOf(IPAddress? address) => address switch
    {
        null => "unknown",
        _ when IPAddress.IsLoopback(address) => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };
}
