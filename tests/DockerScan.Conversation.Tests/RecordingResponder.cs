using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;

namespace DockerScan.Conversation.Tests;

/// <summary>Somebody who asks, and the channel that answers; keeps what was answered.</summary>
internal sealed class RecordingResponder(TimeProvider? time = null) : IChannel, IAsker
{
    public List<(bool IsUpdate, ChatMessage Message, DateTimeOffset At)> Answers { get; } = [];

    public string Platform => "test";

    public bool KeepsFiles => false;

    public string Below(string address) => address;

    public IChannel Channel => this;

    /// <summary>Null for one who sits at this machine.</summary>
    public string? Place { get; set; }

    string IAsker.Place => Place ?? string.Empty;

    public bool IsLocal { get => field || Place is null; set; }

    /// <summary>Where what is posted will be.</summary>
    public string Address { get; set; } = "C1/1.0";

    /// <summary>Called before each answer is kept.</summary>
    public Action? Answering { get; set; }

    public Exception? Trouble { get; set; }

    /// <summary>Somebody deletes what is posted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>False: the person cannot be told that the command is taken.</summary>
    public bool Accepts { get; init; } = true;

    /// <summary>How often it was asked.</summary>
    public int Accepted { get; private set; }

    /// <summary>What the person was told alone.</summary>
    public List<ChatMessage> Told { get; } = [];

    /// <summary>How often the person was told that nothing can be posted where they asked.</summary>
    public int Explained { get; private set; }

    public List<string?> Keys { get; } = [];

    public ChatMessage Last => Answers[^1].Message;

    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken)
    {
        Accepted++;
        return Task.FromResult(Accepts);
    }

    public Task TellAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        Told.Add(message);
        return Keep(false, message);
    }

    public Task ExplainAsync(ReportLanguage language, CancellationToken cancellationToken)
    {
        Explained++;
        return Task.CompletedTask;
    }

    public async Task<string> PostAsync(string place, string? key, ChatMessage message, CancellationToken cancellationToken)
    {
        await Keep(false, message);
        Keys.Add(key);
        return Address;
    }

    public Task UpdateAsync(string address, ChatMessage message, CancellationToken cancellationToken)
        => IsDeleted ? Task.FromException(new MessageGoneException("message_not_found")) : Keep(true, message);

    public Task ReplyAsync(string address, ChatMessage message, CancellationToken cancellationToken) => Keep(false, message);

    private Task Keep(bool isUpdate, ChatMessage message)
    {
        Answering?.Invoke();
        if (Trouble is not null && !message.IsWorking)
        {
            return Task.FromException(Trouble);
        }

        lock (Answers)
        {
            Answers.Add((isUpdate, message, time?.GetUtcNow() ?? default));
        }

        return Task.CompletedTask;
    }
}
