namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>JSON-RPC, a request a line: Stratum and the Monero login.</summary>
internal sealed class JsonRpcDialogue : LineDialogue
{
    protected override string? OnLine(string line) => JsonRpc.Answer(line) is { } answer ? answer + "\n" : null;
}
