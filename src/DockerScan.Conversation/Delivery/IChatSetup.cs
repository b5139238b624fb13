using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Delivery;

/// <summary>What a platform says to whoever sets it up, in an operator's English. It is there also while the platform is switched off, and asks nobody.</summary>
public interface IChatSetup
{
    /// <summary>The platform: <c>slack</c>, <c>discord</c>.</summary>
    string Platform { get; }

    /// <summary>Where what <see cref="Preview"/> gives can be looked at.</summary>
    string Builder { get; }

    /// <summary>Why a word cannot be a channel's id, and where one is found; null when it can.</summary>
    string? FindChannelProblem(string channel);

    /// <summary>Why a message was not taken and what to do, as the doctor says it.</summary>
    /// <param name="channel">Where it was to go.</param>
    /// <param name="problem">What <see cref="IChannel"/> threw.</param>
    ChatTrouble Explain(string channel, Exception problem);

    /// <summary>A message as the platform's API takes it: JSON.</summary>
    string Preview(ChatMessage message);
}

/// <summary>Why a platform does not take something.</summary>
/// <param name="Said">One line of fact; never a secret.</param>
/// <param name="NextStep">What to do about it.</param>
public sealed record ChatTrouble(string Said, string NextStep);
