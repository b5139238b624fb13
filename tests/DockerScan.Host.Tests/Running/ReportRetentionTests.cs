using DockerScan.Core.Stores;
using DockerScan.Host.Running;
using DockerScan.Host.Tests.Cli;
using DockerScan.TestKit.Stores;

namespace DockerScan.Host.Tests.Running;

/// <summary>Reports go with their scans, and nothing else goes with them.</summary>
public sealed class ReportRetentionTests : IAsyncDisposable
{
    private readonly StoredApp _stored = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public async Task RemoveOld_OfScansThatAreForgotten_RemovesTheirFoldersAndNoOthers()
    {
        await _stored.KeepAsync(ScanSamples.Result(ScanSamples.Id(1)), Token);
        var elsewhere = Directory.CreateDirectory(_stored["elsewhere"]);
        await File.WriteAllTextAsync(Path.Combine(elsewhere.FullName, "kept"), "kept", Token);
        var (known, old, young, other) = (Make("scan000001"), Make("scan000002"), Make("scan000003", isOld: false), Make("Not a scan"));
        Directory.CreateSymbolicLink(Path.Combine(old, "link"), elsewhere.FullName);
        Directory.SetLastWriteTimeUtc(old, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateSymbolicLink(Path.Combine(_stored.Reports, "scan000004"), elsewhere.FullName);

        await _stored.App.Get<IEnumerable<IRetention>>().OfType<ReportRetention>().Single().RemoveOldAsync(Token);

        Assert.Equal((true, false, true, true), (Directory.Exists(known), Directory.Exists(old), Directory.Exists(young), Directory.Exists(other)));
        Assert.True(File.Exists(Path.Combine(elsewhere.FullName, "kept")));
    }

    private string Make(string name, bool isOld = true)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_stored.Reports, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "report.md"), name);
        if (isOld)
        {
            Directory.SetLastWriteTimeUtc(folder, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        return folder;
    }
}
