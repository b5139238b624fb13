using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using DockerScan.Host.Cli;
using DockerScan.Host.Running;
using DockerScan.Host.Tests.Cli;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Host.Tests.Running;

public sealed class BatchScanTests
{
    private static readonly string[] Images = ["first:1", "second:1", "third:1"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Several_RunSideBySideAndAnswerInTheirOrder()
    {
        await using var stored = Stored(Images.Length);

        var (results, progress) = await RunAsync(stored);

        Assert.Equal(Images, results.Select(result => result!.Reference.Familiar));
        Assert.All(Images, image => Assert.Contains($"{image}: scan ", progress, StringComparison.Ordinal));
    }

    // Whichever it is: those before it in the order are ended by it, and say why.
    [Theory]
    [InlineData("first:1")]
    [InlineData("third:1")]
    public async Task RunAsync_StoreBreaks_EndsTheOthersTooAndSaysWhy(string broken)
    {
        // The others wait for a fourth that never comes; only the failure can end them.
        await using var stored = Stored(Images.Length + 1, broken);

        var error = await Assert.ThrowsAsync<EngineException>(() => RunAsync(stored).WaitAsync(TimeSpan.FromSeconds(60), Token));

        Assert.Equal("disk full", error.Failure.Message);
    }

    [Fact]
    public async Task ScanVerb_Several_EndsWithTheWorstAndWritesAFolderEach()
    {
        await using var stored = Stored(Images.Length);
        var wish = new ScanWish
        {
            Platform = null, Options = new ScanOptions(), Form = ScanForm.Json, Output = stored["out"], ReputationPatience = TimeSpan.Zero, FailOn = Risk.High, Language = ReportLanguage.English,
        };
        var answer = new StringWriter();

        var exit = await ScanVerb.RunAsync(stored.App, wish, Requests(), answer, TextWriter.Null, Token);

        Assert.Equal(ExitCodes.AtOrAbove, exit);
        Assert.All(Images, image => Assert.True(File.Exists(stored[$"out/{image.Replace(':', '_')}/report.json"])));
        Assert.Equal(Images.Length, answer.ToString().Split("\"schemaVersion\"").Length - 1);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(69, 1, 69)]
    [InlineData(2, 69, 69)]
    public void Worse_TwoEnds_WhatWasFoundIsMoreThanWhatWasNotLookedAt(int one, int other, int expected) => Assert.Equal(expected, ExitCodes.Worse(one, other));

    private static async Task<(IReadOnlyList<ScanResult?> Results, string Progress)> RunAsync(StoredApp stored)
    {
        var progress = new StringWriter();
        List<ScanResult?> results = [];
        await stored.App.Get<StartupSweeper>().StartAsync(Token);
        await foreach (var result in stored.App.Get<BatchScan>().RunAsync(Requests(), progress, Token))
        {
            results.Add(result);
        }

        return (results, progress.ToString());
    }

    private static IReadOnlyList<ScanRequest> Requests() => [.. Images.Select(image => new ScanRequest(ImageReference.Parse(image), null, new ScanOptions(), "test"))];

    private static StoredApp Stored(int together, string? broken = null)
        => new(services => services.Replace(ServiceDescriptor.Singleton<IScanWorker>(provider => new Together(provider.GetRequiredService<IScanStore>(), together, broken))));

    /// <summary>Ends no scan before so many run at once.</summary>
    private sealed class Together(IScanStore store, int wanted, string? broken) : IScanWorker
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _running;

        public async Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken)
        {
            var claimed = await store.ClaimAsync(only!.Value, cancellationToken);
            if (claimed.Item.Request.Reference.Familiar == broken)
            {
                throw new EngineException(new ScanFailure(FailureKind.Internal, "disk full"));
            }

            if (Interlocked.Increment(ref _running) == wanted)
            {
                _all.SetResult();
            }

            await _all.Task.WaitAsync(cancellationToken);
            await store.FinishAsync(SampleScans.Vulnerable() with { Id = only.Value, Reference = claimed.Item.Request.Reference }, claimed.Claim, cancellationToken);
            return true;
        }
    }
}
