using DockerScan.Conversation.Messages;
using DockerScan.Core;

namespace DockerScan.Conversation.Delivery;

/// <summary>Who asked, as far as an answer needs to know: where it is posted, and how to tell this person alone.</summary>
public interface IAsker
{
    /// <summary>What speaks there.</summary>
    IChannel Channel { get; }

    /// <summary>Where the channel posts what was asked for here, in the platform's own words. No secret: it is kept.</summary>
    string Place { get; }

    /// <summary>True when the person sits at this machine: a path of it is of use, and nobody could be told anything once this process is gone. A chat that others read is never local.</summary>
    bool IsLocal { get; }

    /// <summary>
    /// Tells the person that the command is taken: asked once, after the authorisers and before anything runs. Platforms
    /// that must be answered in seconds, openly or privately for good, answer here; others have nothing to do.
    /// </summary>
    /// <returns>False when the person cannot be told: then nothing runs.</returns>
    Task<bool> TryAcceptAsync(CancellationToken cancellationToken);

    /// <summary>Tells this person alone, before <see cref="TryAcceptAsync"/>. Throws as <see cref="IChannel"/> does.</summary>
    Task TellAsync(ChatMessage message, CancellationToken cancellationToken);

    /// <summary>Nothing can be posted where the person asked: says what to do about it, where the person can be told.</summary>
    Task ExplainAsync(ReportLanguage language, CancellationToken cancellationToken) => Task.CompletedTask;
}
