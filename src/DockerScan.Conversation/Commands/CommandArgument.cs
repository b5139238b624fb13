using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Commands;

/// <summary>A value by its place.</summary>
/// <param name="Name">Its name, lower case.</param>
/// <param name="Summary">One line.</param>
/// <param name="IsRequired">False only after the required ones.</param>
/// <param name="TakesRest">True for a last argument that takes all words left, joined by spaces.</param>
public sealed record CommandArgument(string Name, LocalizedText Summary, bool IsRequired = true, bool TakesRest = false)
{
    /// <summary><c>IMAGE</c> or <c>[FILTER]</c>.</summary>
    public string Usage => IsRequired ? Name.ToUpperInvariant() : $"[{Name.ToUpperInvariant()}]";
}
