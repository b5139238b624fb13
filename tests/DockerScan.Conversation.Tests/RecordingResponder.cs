using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Tests;

/// <summary>Keeps what was answered.</summary>
internal sealed class RecordingResponder(TimeProvider? time = null) : IChatResponder
{
    public List<(bool IsUpdate, ChatMessage Message, DateTimeOffset At)> Answers { get; } = [];

    public string? Place { get; set; }

    public bool IsLocal { get; set; }

    public bool ShowsFiles => true;

    public string? Address { get; set; }

    /// <summary>Called before each answer is kept.</summary>
    public Action? Answering { get; set; }

    public Exception? Trouble { get; set; }

    /// <summary>False: the person cannot be told that the command is taken.</summary>
    public bool Accepts { get; init; } = true;

    /// <summary>How often it was asked.</summary>
    public int Accepted { get; private set; }

    public ChatMessage Last => Answers[^1].Message;

    public Task<bool> TryAcceptAsync(CancellationToken cancellationToken)
    {
        Accepted++;
        return Task.FromResult(Accepts);
    }

    public Task PostAsync(ChatMessage message, CancellationToken cancellationToken) => Keep(false, message);

    public Task UpdateAsync(ChatMessage message, CancellationToken cancellationToken) => Keep(true, message);

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
