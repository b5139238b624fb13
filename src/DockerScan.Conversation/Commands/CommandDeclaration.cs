using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Commands;

/// <summary>A command's grammar: parsing, help, completion and the platforms' registrations all read it.</summary>
public sealed record CommandDeclaration
{
    /// <summary>The verb: 1 to 32 lower-case letters and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>One line of at most 100 characters in each language, without a full stop.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>By place, required ones first.</summary>
    public IReadOnlyList<CommandArgument> Arguments { get; init; } = [];

    /// <summary>By name.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    public IReadOnlyList<CommandExample> Examples { get; init; } = [];

    /// <summary><c>scan IMAGE [--force] [--platform P]</c>.</summary>
    public string Usage => string.Join(
        ' ', Arguments.Select(argument => argument.Usage).Prepend(Name).Concat(Options.Select(option => $"[{option.Usage}]")));
}
