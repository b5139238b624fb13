using DockerScan.Conversation.Requests;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Commands.Verbs;

/// <summary><c>scan IMAGE</c>.</summary>
internal sealed class ScanCommand(ScanConversation conversation) : IChatCommand
{
    public CommandDeclaration Declaration { get; } = new()
    {
        Name = "scan",
        Summary = "Scans an image and says whether it can be used",
        Arguments = [new CommandArgument("image", "an image such as redis:7")],
        Options =
        [
            new CommandOption("force", "Scan anew even if a fresh result is there"),
            new CommandOption("platform", "The platform, e.g. linux/arm64; linux/amd64 if not given", CommandValueKind.Text, "P"),
            new CommandOption("no-sandbox", "Do not start the image"),
            new CommandOption("window", "How long to watch the started image, in seconds", CommandValueKind.Number, "S", ScanOptions.MinWindowSeconds, ScanOptions.MaxWindowSeconds),
        ],
        Examples =
        [
            new CommandExample("scan redis:7", "the usual"),
            new CommandExample("scan ghcr.io/owner/app:1.2 --platform linux/arm64 --no-sandbox", "another platform, without starting it"),
        ],
    };

    public Task ExecuteAsync(CommandInvocation invocation, IChatResponder responder, CancellationToken cancellationToken)
    {
        var options = new ScanOptions
        {
            Force = invocation.Has("force"),
            Sandbox = !invocation.Has("no-sandbox"),
            WindowSeconds = invocation.FindNumber("window"),
        };
        if (options is { Sandbox: false, WindowSeconds: not null })
        {
            throw new UserFacingException("--window watches the sandbox, and --no-sandbox leaves it out: give one of the two.", showUsage: true);
        }

        var request = new ScanRequest(Reference(invocation), Platform(invocation), options, invocation.Request.RequestedBy);
        return conversation.RunAsync(request, invocation, responder, cancellationToken);
    }

    private static ImageReference Reference(CommandInvocation invocation)
        => ImageReference.TryParse(invocation.Get("image"), out var reference, out var error)
            ? reference
            : throw new UserFacingException(Sentence(error), showUsage: true);

    private static string Sentence(string text)
        => $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '?' or '.' ? string.Empty : ".")}";

    private static ImagePlatform? Platform(CommandInvocation invocation)
    {
        var text = invocation.Find("platform");
        if (text is null)
        {
            return null;
        }

        return ImagePlatform.TryParse(text.ToLowerInvariant(), out var platform)
            ? platform
            : throw new UserFacingException($"'{DisplayText.Clean(text, 40)}' is not a platform; write os/architecture, e.g. linux/arm64.", showUsage: true);
    }
}
