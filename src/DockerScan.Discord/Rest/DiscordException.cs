using DockerScan.Core;

namespace DockerScan.Discord.Rest;

/// <summary>A call of the API failed. The message holds no path and no token.</summary>
internal sealed class DiscordException : Exception
{
    private const int Shown = 200;

    public DiscordException(DiscordProblem problem, string detail, int code = 0, Exception? inner = null)
        : base(DisplayText.Clean(detail, Shown), inner)
        => (Problem, Code) = (problem, code);

    public DiscordProblem Problem { get; }

    /// <summary>Discord's own error code; 0 when it gave none.</summary>
    public int Code { get; }
}
