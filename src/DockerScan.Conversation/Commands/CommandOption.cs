using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Commands;

/// <summary>A value by its name.</summary>
/// <param name="Name">Its name, lower case, without dashes.</param>
/// <param name="Summary">One line.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="ValueName">What its value is called in usage lines; not for flags.</param>
/// <param name="Minimum">The least number.</param>
/// <param name="Maximum">The greatest number.</param>
public sealed record CommandOption(
    string Name, LocalizedText Summary, CommandValueKind Kind = CommandValueKind.Flag, string? ValueName = null, int Minimum = 0, int Maximum = int.MaxValue)
{
    /// <summary><c>--force</c> or <c>--page N</c>.</summary>
    public string Usage => Kind == CommandValueKind.Flag ? $"--{Name}" : $"--{Name} {ValueName}";
}
