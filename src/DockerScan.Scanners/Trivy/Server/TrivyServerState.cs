using System.Text.Json.Serialization;
using DockerScan.Scanners.Trivy.Database;

namespace DockerScan.Scanners.Trivy.Server;

/// <summary>A server that was started and answered, as other processes read it. Nothing in it is believed: see <see cref="TrivyServerFinder"/>.</summary>
internal sealed record TrivyServerState
{
    /// <summary>The form in which it is kept today.</summary>
    public const int CurrentForm = 1;

    /// <summary>The form in which it was kept.</summary>
    public int Form { get; init; }

    /// <summary>The server's id: the name of its folder.</summary>
    public required string Id { get; init; }

    /// <summary>Its process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When that was started, in ticks since the machine was: numbers of processes are used again.</summary>
    public required long ProcessStart { get; init; }

    /// <summary>Its port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>The secret that it wants. The file that holds it is readable by nobody else.</summary>
    public required string Token { get; init; }

    /// <summary>Its own cache folder, with the copy of the database.</summary>
    public required string Folder { get; init; }

    /// <summary>The program.</summary>
    public required string ToolPath { get; init; }

    /// <summary>The program's size.</summary>
    public required long ToolLength { get; init; }

    /// <summary>When the program was written, in ticks of UTC.</summary>
    public required long ToolWrittenTicks { get; init; }

    /// <summary>What its database is a copy of.</summary>
    public required DatabaseSource Source { get; init; }

    /// <summary>The copy's size.</summary>
    public required long CopyLength { get; init; }

    /// <summary>When the copy was written, in ticks of UTC.</summary>
    public required long CopyWrittenTicks { get; init; }

    /// <summary>The end of the path under which the server must have its database open.</summary>
    [JsonIgnore]
    public string DatabaseEnding => $"/{Id}/db/trivy.db";

    /// <summary>Without the token: this ends up in logs.</summary>
    public override string ToString() => $"Trivy server {Id}, process {ProcessId}";
}
