namespace DockerScan.Conversation.Authorization;

/// <summary>Who may use one command. Every list that is not empty must be met; users and roles are one list of people.</summary>
public sealed class ChatCommandRule
{
    /// <summary>The verb, e.g. <c>scan</c>, which stands for <c>rescan</c>, <c>watch</c>, <c>accept</c> and <c>unaccept</c> too. People whom a rule for <c>cancel</c>, <c>watch</c>, <c>unwatch</c>, <c>watches</c>, <c>mute</c>, <c>pause</c> or <c>resume</c> names may do that with what others asked for; those whom one for <c>accept</c> names may accept for several repositories.</summary>
    public string Command { get; set; } = string.Empty;

    /// <summary>Only in these channels. Empty: in all.</summary>
    public IList<string> Channels { get; set; } = [];

    /// <summary>Only these users, or who has one of <see cref="Roles"/>.</summary>
    public IList<string> Users { get; set; } = [];

    /// <summary>Only who has one of these roles, or is one of <see cref="Users"/>.</summary>
    public IList<string> Roles { get; set; } = [];
}
