using System.Globalization;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Recognition;
using DockerScan.Sentinel.Tokens;
using Recognized = DockerScan.Sentinel.Recognition.Recognition;

namespace DockerScan.Sentinel.Sink;

/// <summary>Turns what a connection sent into events.</summary>
internal sealed class ConnectionReporter(IEventSink sink, NameTable names, ConnectionLedger ledger)
{
    /// <summary>A connection is told again when later bytes say more, up to this many times.</summary>
    public const int MaxEventsPerConnection = 6;
    private const int MaxDetails = 16;

    public static Recognized? Recognize(SinkConnection connection)
    {
        var head = connection.Dialogue?.Seen ?? (connection.HeadLength == 0 ? null : Recognizer.Recognize(connection.Head, connection.Port));
        return head is { Application: "stratum" } ? head : connection.Logins?.Found ?? head;
    }

    /// <summary>Writes the connection's event unless nothing changed since the last one.</summary>
    public void Tell(SinkConnection connection)
    {
        connection.ToldHead = connection.HeadLength;
        var seen = Recognize(connection);
        var summary = TargetText.Cut(seen?.Summary ?? Plain(connection));
        // Whoever says much else first has a login told all the same.
        var isLogin = connection.Logins is { HasNews: true, Found: not null } && connection.ToldLogins++ == 0;
        if (connection.Logins is { } logins)
        {
            logins.HasNews = false;
        }

        if ((connection.Events >= MaxEventsPerConnection && !isLogin) || summary == connection.ToldSummary ||
            (connection.Events == 0 && !ledger.Take(connection.Address, connection.Port, connection.Head)))
        {
            return;
        }

        connection.Events++;
        connection.ToldSummary = summary;
        sink.Write(new ConnectionEvent
        {
            Id = connection.Id,
            Address = connection.Address.ToString(),
            Port = connection.Port,
            Domain = Domain(connection, seen),
            SourcePort = connection.SourcePort,
            Application = seen is { } s ? TargetText.Cut(s.Application) : connection.Received > 0 ? "unknown" : null,
            Summary = summary,
            Details = Details(seen),
            FirstBytes = Convert.ToBase64String(connection.Head[..Math.Min(connection.HeadLength, SentinelSchema.MaxFirstBytes)]),
            InsideTls = connection.IsInsideTls,
        });
    }

    public void Token(SinkConnection connection, TokenHit hit) => sink.Write(
        new TokenEvent(hit.Token, "tcp", connection.Address.ToString(), connection.Port, connection.SourcePort, hit.Encoding));

    private string? Domain(SinkConnection connection, Recognized? seen)
    {
        var domain = names.Find(connection.Address) ?? seen?.Domain;
        return domain is null ? null : TargetText.Cut(domain);
    }

    private static Dictionary<string, string> Details(Recognized? seen) => seen is null
        ? []
        : seen.Details.Take(MaxDetails).ToDictionary(d => TargetText.Cut(d.Key), d => TargetText.Cut(d.Value), StringComparer.Ordinal);

    private static string Plain(SinkConnection connection) => connection.Received == 0
        ? connection.IsInsideTls ? "TLS session, nothing sent" : "TCP connection, nothing sent"
        : string.Create(CultureInfo.InvariantCulture, $"{(connection.IsInsideTls ? "TLS session" : "TCP connection")}, bytes of no known protocol: {TargetText.FromBytes(connection.Head, 80)}");
}
