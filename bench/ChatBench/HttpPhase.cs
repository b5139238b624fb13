namespace ChatBench;

/// <summary>Signed posts: how fast they are acknowledged while scans run, and what they leave in memory.</summary>
internal static class HttpPhase
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // The longest that a connection's or a timer's rest may take to go.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    /// <summary>200 commands a second for 30 seconds.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="images">What is scanned meanwhile.</param>
    public static async Task MeasureSpeedAsync(string program, IReadOnlyList<string> images)
    {
        const int PerSecond = 200;
        const int Seconds = 30;
        await using var platforms = new Platforms();
        await using var serve = await ServeProcess.StartAsync(program, platforms.Settings(overHttp: true));
        await SendAsync(platforms, serve, PerSecond, PerSecond);
        var warm = platforms.Answered;
        using var stop = new CancellationTokenSource();
        var scans = new ScanLoad(platforms, serve.Address);
        var commands = Load.Make(platforms, PerSecond * Seconds);
        var scanning = scans.RunAsync(images, stop.Token);
        var measured = await OpenLoop.RunAsync(serve.Address, commands, PerSecond);
        await stop.CancelAsync();
        await scanning;
        var lost = await LostAsync(platforms, warm + commands.Count + scans.Asked);
        Report.Write("HTTP", measured);
        Report.Value("HTTP without a card", lost);
        Report.Value("scans meanwhile", scans.Asked);
    }

    /// <summary>10,000 commands after 2,000.</summary>
    /// <param name="program">The program's file.</param>
    public static async Task MeasureMemoryAsync(string program)
    {
        await using var platforms = new Platforms();
        await using var serve = await ServeProcess.StartAsync(program, platforms.Settings(overHttp: true));
        var bad = await SendAsync(platforms, serve, 2000, 200);
        await Task.Delay(Settle);
        Report.Value("memory before, KiB", serve.ResidentKiB);
        bad += await SendAsync(platforms, serve, 10_000, 240);
        await Task.Delay(Settle);
        Report.Value("memory after, KiB", serve.ResidentKiB);
        Report.Value("memory, wrong or without a card", bad);
    }

    // How many were answered wrongly or never.
    private static async Task<int> SendAsync(Platforms platforms, ServeProcess serve, int count, int perSecond)
    {
        var before = platforms.Answered;
        var measured = await OpenLoop.RunAsync(serve.Address, Load.Make(platforms, count), perSecond);
        var lost = await LostAsync(platforms, before + count);
        return Math.Max(measured.Wrong.Count, lost);
    }

    // Cards come after their acknowledgements.
    private static async Task<int> LostAsync(Platforms platforms, int expected)
    {
        try
        {
            await Waiting.UntilAsync(() => platforms.Answered >= expected, Pause, Limit, "cards are missing");
        }
        catch (TimeoutException)
        {
            // Counted below.
        }

        return Math.Abs(expected - platforms.Answered);
    }
}
