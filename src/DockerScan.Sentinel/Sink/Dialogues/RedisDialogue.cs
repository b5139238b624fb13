using System.Globalization;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A server that takes any command, in the array form or as a plain line.</summary>
internal sealed class RedisDialogue : LineDialogue
{
    private const string Info = "redis_version:6.0.16\r\nos:Linux\r\nrole:master\r\n";
    private int _arguments;
    private bool _isFirst;
    private string _command = string.Empty;

    protected override string? OnLine(string line)
    {
        if (_arguments == 0)
        {
            if (line.StartsWith('*') && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1024)
            {
                (_arguments, _isFirst) = (count, true);
                return null;
            }

            return line.Length == 0 ? null : Reply(Verb(line));
        }

        if (line.StartsWith('$') && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        if (_isFirst)
        {
            (_command, _isFirst) = (line.ToUpperInvariant(), false);
        }

        return --_arguments == 0 ? Reply(_command) : null;
    }

    private string Reply(string command)
    {
        Close = command == "QUIT";
        return command switch
        {
            "PING" => "+PONG\r\n",
            "INFO" => string.Create(CultureInfo.InvariantCulture, $"${Info.Length}\r\n{Info}\r\n"),
            "GET" => "$-1\r\n",
            "KEYS" or "COMMAND" or "SCAN" => "*0\r\n",
            _ => "+OK\r\n",
        };
    }
}
