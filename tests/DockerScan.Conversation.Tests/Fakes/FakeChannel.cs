using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;

namespace DockerScan.Conversation.Tests.Fakes;

internal sealed class FakeChannel(string platform = "slack") : IChannel
{
    public string Platform => platform;

    public bool KeepsFiles { get; set; } = true;

    public string Below(string address) => address + "/below";

    public List<(string What, string Address, ChatMessage Message)> Said { get; } = [];

    public Exception? Trouble { get; set; }

    /// <summary>Where what is posted will be.</summary>
    public string Posted { get; } = "C1/18.0";

    public List<string?> Keys { get; } = [];

    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        await Say("post", place, message);
        Keys.Add(key);
        return Posted;
    }

    /// <summary>Somebody deleted what was posted.</summary>
    public bool IsDeleted { get; set; }

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken)
        => IsDeleted ? Task.FromException(new MessageGoneException("message_not_found")) : Say("update", address, message);

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Say("reply", address, message);

    /// <summary>What a try to post meets, by the place.</summary>
    public Func<string, Exception?> Refuses { get; set; } = _ => null;

    private Task Say(string what, string address, ChatMessage message)
    {
        if ((Trouble ?? (what == "post" ? Refuses(address) : null)) is { } trouble)
        {
            return Task.FromException(trouble);
        }

        Said.Add((what, address, message));
        return Task.CompletedTask;
    }
}
