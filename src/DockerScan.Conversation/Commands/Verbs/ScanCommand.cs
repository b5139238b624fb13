using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>scan IMAGE</c>.</summary>
internal sealed class ScanCommand(ScanConversation conversation) : IChatCommand
{
    private const string Force = "force";
    private const string NoSandbox = "no-sandbox";
    private const string Window = "window";
    private const string SamplePlatform = "linux/arm64";

    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "scan",
        Summary = CommandStrings.Say(words => words.ScanSummary),
        Arguments = [new CommandArgument("image", CommandStrings.Say(words => words.ScanImage))],
        Options =
        [
            new CommandOption(Force, CommandStrings.Say(words => words.ScanForce)),
            new CommandOption("platform", CommandStrings.Say(words => words.ScanPlatform), CommandValueKind.Text, "P"),
            new CommandOption(NoSandbox, CommandStrings.Say(words => words.ScanNoSandbox)),
            new CommandOption(Window, CommandStrings.Say(words => words.ScanWindow), CommandValueKind.Number, "S", ScanOptions.MinWindowSeconds, ScanOptions.MaxWindowSeconds),
        ],
        Examples =
        [
            new CommandExample("scan redis:7", CommandStrings.Say(words => words.ScanUsual)),
            new CommandExample("scan ghcr.io/owner/app:1.2 --platform linux/arm64 --no-sandbox", CommandStrings.Say(words => words.ScanElsewhere)),
        ],
    };

    public Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken)
    {
        var options = new ScanOptions
        {
            Force = invocation.Has(Force),
            Sandbox = !invocation.Has(NoSandbox),
            WindowSeconds = invocation.FindNumber(Window),
        };
        if (options is { Sandbox: false, WindowSeconds: not null })
        {
            throw new UserFacingException(CommandStrings.Say(words => words.WindowWithoutSandbox($"--{Window}", $"--{NoSandbox}")), showUsage: true);
        }

        var request = new ScanRequest(Reference(invocation), Platform(invocation), options, invocation.Request.RequestedBy);
        return conversation.RunAsync(request, invocation, answer, cancellationToken);
    }

    /// <summary>The image that was typed.</summary>
    /// <exception cref="UserFacingException">It is none.</exception>
    internal static ImageReference Reference(CommandInvocation invocation)
        => ImageReference.TryParse(invocation.Get("image"), out var reference, out var problem)
            ? reference
            : throw new UserFacingException(CommandStrings.Say(words => ReferenceWords.Sentence(problem, words.Language)), showUsage: true);

    private static ImagePlatform? Platform(CommandInvocation invocation)
    {
        var text = invocation.Find("platform");
        if (text is null)
        {
            return null;
        }

        return ImagePlatform.TryParse(text.ToLowerInvariant(), out var platform)
            ? platform
            : throw new UserFacingException(CommandStrings.Say(words => words.NotAPlatform(DisplayText.Clean(text, 40), SamplePlatform)), showUsage: true);
    }
}
