using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Languages;

/// <summary>A platform that settings may name, whether it is switched on or not.</summary>
/// <param name="Name">The <see cref="ChatRequest.Platform"/> of its requests.</param>
public sealed record ChatPlatform(string Name);
