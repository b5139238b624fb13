using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Commands;

/// <summary>The cards for commands that did not do what was asked.</summary>
internal static class ErrorCards
{
    public static ChatMessage Refused(LocalizedText reason, ReportLanguage language) => new()
    {
        Title = CommandStrings.In(language).NotAllowed, Tone = ChatTone.Danger, Text = reason.In(language), Language = language,
    };

    public static ChatMessage Rejected(UserFacingException problem, CommandDeclaration? command, ReportLanguage language) => new()
    {
        Title = command is null ? CommandStrings.In(language).Undone : CommandStrings.In(language).UndoneOf(command.Name),
        Tone = ChatTone.Warning,
        Text = problem.Text.In(language),
        Sections = problem.ShowUsage && command is not null ? [.. CommandHelp.Usage(command, language)] : [],
        Commands =
        [
            .. problem.Command is { } next ? [next] : Array.Empty<string>(),
            .. problem.ShowUsage && command is not null ? CommandHelp.Commands(command) : [],
        ],
        Language = language,
    };

    public static ChatMessage Failed(ScanFailure failure, ReportLanguage language) => new()
    {
        Title = CommandStrings.In(language).Undone,
        Tone = ChatTone.Danger,
        Text = failure.RetryAfter is { } at ? $"{Vocabulary.In(language).Of(failure)}\n{CommandStrings.In(language).TryAfter(Time(at))}" : Vocabulary.In(language).Of(failure),
        Language = language,
    };

    public static ChatMessage Internal(string id, ReportLanguage language) => new()
    {
        Title = CommandStrings.In(language).Broken, Tone = ChatTone.Danger, Text = CommandStrings.In(language).BrokenWithId(id), Language = language,
    };

    private static string Time(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}");
}
