using System.Globalization;
using DockerScan.Conversation;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.TestKit.Dummies;

/// <summary>The least that a channel is: it keeps its messages in memory, and people can be made to ask in it.</summary>
/// <param name="router">What does their commands.</param>
public sealed class DummyChannel(Lazy<CommandRouter> router) : IChannel
{
    /// <summary>The platform.</summary>
    public const string Name = "dummy";

    /// <summary>Where people ask.</summary>
    public const string Place = "room";

    private readonly Lock _lock = new();
    private readonly List<(string Address, string? Key, ChatMessage Message)> _messages = [];

    /// <inheritdoc/>
    public string Platform => Name;

    /// <inheritdoc/>
    public bool KeepsFiles => false;

    public string Below(string address) => address;

    /// <summary>What is to be read, in order.</summary>
    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages.Select(each => each.Message)];
            }
        }
    }

    /// <summary>Somebody types a command; returns as soon as it ended.</summary>
    public Task<CommandOutcome> TypeAsync(string text, CancellationToken cancellationToken)
        => router.Value.RouteAsync(new ChatRequest { Platform = Name, Place = Place, User = "somebody", Text = text }, new Asker(this), cancellationToken);

    /// <summary>Somebody deletes all that is there.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
        }
    }

    /// <inheritdoc/>
    public Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place != Place)
            {
                throw new MessageGoneException("there is no such place");
            }

            if (_messages.FindIndex(each => key is not null && each.Key == key) is >= 0 and var known)
            {
                return Task.FromResult(_messages[known].Address);
            }

            var address = (_messages.Count + 1).ToString(CultureInfo.InvariantCulture);
            _messages.Add((address, key, message));
            return Task.FromResult(address);
        }
    }

    /// <inheritdoc/>
    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var index = Find(address);
            _messages[index] = _messages[index] with { Message = message };
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Find(address);
        }

        return PostAsync(Place, key: null, message, cancellationToken);
    }

    private int Find(string address)
        => _messages.FindIndex(each => each.Address == address) is >= 0 and var index ? index : throw new MessageGoneException("it was deleted");

    private sealed class Asker(DummyChannel channel) : IAsker
    {
        public IChannel Channel => channel;

        public string Place => DummyChannel.Place;

        public bool IsLocal => false;

        public Task<bool> TryAcceptAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task TellAsync(ChatMessage message, CancellationToken cancellationToken) => channel.PostAsync(Place, key: null, message, cancellationToken);
    }
}
