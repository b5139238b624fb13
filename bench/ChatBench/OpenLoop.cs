using System.Diagnostics;
using System.Net.Http.Headers;

namespace ChatBench;

/// <summary>
/// Sends at times that are fixed beforehand, whether or not earlier answers have come. Each answer's time counts from when its command
/// should have been sent, so that a program that stalls is charged for all that came meanwhile.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<Measured> RunAsync(Uri address, IReadOnlyList<SignedCommand> commands, int perSecond)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Limit };
        // A thread of its own: a busy pool must not make it late.
        var answers = await Task.Factory.StartNew(() => Send(client, commands, perSecond), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var all = await Task.WhenAll(answers);
        Report.Note("sent late", new Measured(all.Select(each => each.Late), []));
        return new Measured(all.Select(each => each.Milliseconds), all.Select(each => each.Wrong).OfType<string>());
    }

    private static Task<(double Milliseconds, double Late, string? Wrong)>[] Send(HttpClient client, IReadOnlyList<SignedCommand> commands, int perSecond)
    {
        var answers = new Task<(double, double, string?)>[commands.Count];
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < commands.Count; index++)
        {
            var planned = started + (long)(index * (double)Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetTimestamp() < planned)
            {
                Thread.Sleep(1);
            }

            answers[index] = SendAsync(client, commands[index], planned);
        }

        return answers;
    }

    private static async Task<(double Milliseconds, double Late, string? Wrong)> SendAsync(HttpClient client, SignedCommand command, long planned)
    {
        string? wrong;
        var late = Stopwatch.GetElapsedTime(planned).TotalMilliseconds;
        try
        {
            wrong = await AskAsync(client, command);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            wrong = $"{command.Path}: {exception.Message}";
        }

        return (Stopwatch.GetElapsedTime(planned).TotalMilliseconds, late, wrong);
    }

    /// <summary>Posts one command.</summary>
    /// <returns>Null for the right answer, else what came.</returns>
    public static async Task<string?> AskAsync(HttpClient client, SignedCommand command)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(command.Path, UriKind.Relative)) { Content = new ByteArrayContent(command.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(command.ContentType);
        foreach (var (name, value) in command.Headers)
        {
            message.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(message);
        var body = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode == 200 && body == command.Acknowledgement ? null : $"{command.Path}: {(int)answer.StatusCode} {body}";
    }
}
