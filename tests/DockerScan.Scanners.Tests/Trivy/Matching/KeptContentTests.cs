using DockerScan.Scanners.Tests.Trivy.Support;

namespace DockerScan.Scanners.Tests.Trivy.Matching;

/// <summary>What is kept of an image for the next time: no secret of it, within its bound, and nothing of the scan hangs on it.</summary>
[Collection(ChildProcesses.Name)]
public sealed class KeptContentTests : IDisposable
{
    private readonly KnownContentBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task KeepAsync_Secrets_KeepsNoLineOfTheImage()
    {
        await _bed.ScanAsync();

        var kept = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_bed.Bed.Paths.Analyses)), KnownContentBed.Stop);
        Assert.Contains("AWS_ACCESS_KEY_ID", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("neighbour", kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("CVE-", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepAsync_FailedRun_KeepsNothing()
    {
        _bed.WriteStub("exit 1");
        await _bed.ScanAsync();

        Assert.False(Directory.Exists(_bed.Bed.Paths.Analyses));
    }

    [Fact]
    public async Task KeepAsync_NoRoomToKeepIt_TakesNothingFromTheScan()
    {
        Directory.CreateDirectory(_bed.Bed.Paths.Root);
        await File.WriteAllTextAsync(_bed.Bed.Paths.Analyses, "a file where the folder belongs", KnownContentBed.Stop);
        var first = await _bed.ScanAsync();
        var second = await _bed.ScanAsync();

        Assert.Equal(2, _bed.Runs);
        Assert.Equal(4, first.Findings.Count);
        Assert.Equal(first.Outcome, second.Outcome);
        Assert.Equal(first.Findings.Select(finding => finding.Id), second.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task KeepAsync_SwitchedOff_KeepsNothing()
    {
        using var bed = new KnownContentBed(options => options.MaxKnownBytes = 0);
        await bed.ScanAsync();
        await bed.ScanAsync();

        Assert.Equal(2, bed.Runs);
        Assert.False(Directory.Exists(bed.Bed.Paths.Analyses));
    }

    [Fact]
    public async Task KeepAsync_OverTheBound_DropsTheOldest()
    {
        using var bed = new KnownContentBed(options => options.MaxKnownBytes = 5000);
        for (var i = 1; i <= 9; i++)
        {
            await bed.Bed.Scanner.ScanAsync(TrivyBed.Input("sha256:" + new string((char)('0' + i), 64)), KnownContentBed.Stop);
        }

        var kept = new DirectoryInfo(bed.Bed.Paths.Analyses).GetFiles();
        Assert.InRange(kept.Sum(file => file.Length), 1, 5000);
        Assert.Contains(kept, file => file.Name.Contains("9999", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, file => file.Name.Contains("1111", StringComparison.Ordinal));
    }
}
