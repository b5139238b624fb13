using DockerScan.Conversation.Commands;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Core;

namespace DockerScan.Conversation;

/// <summary>The cards for commands that did not do what was asked.</summary>
internal static class ErrorCards
{
    public static ChatMessage Refused(string reason) => new() { Title = "Not allowed", Tone = ChatTone.Danger, Text = reason, IsPrivate = true };

    public static ChatMessage Rejected(UserFacingException problem, CommandDeclaration? command) => new()
    {
        Title = command is null ? "That did not work" : $"{command.Name}: that did not work",
        Tone = ChatTone.Warning,
        Text = problem.Message,
        Sections = problem.ShowUsage && command is not null ? [.. CommandHelp.Usage(command)] : [],
    };

    public static ChatMessage Failed(ScanFailure failure) => new()
    {
        Title = "That did not work",
        Tone = ChatTone.Danger,
        Text = failure.RetryAfter is { } at ? $"{failure.Message}\nTry again after {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : failure.Message,
    };

    public static ChatMessage Internal(string id) => new()
    {
        Title = "Internal error",
        Tone = ChatTone.Danger,
        Text = $"Internal error, id {id}. Nothing is known by this answer; the log has the details under that id.",
    };
}
