using System.Text;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun;
using DockerScan.TestKit.Content;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Runs the scanner on an image in memory.</summary>
internal static class AutorunBed
{
    /// <summary>An ordinary program: an ELF header with section headers, and little else.</summary>
    public static byte[] Program(string marks = "", byte machine = 62)
    {
        var bytes = new byte[256];
        "\u007fELF"u8.CopyTo(bytes);
        bytes[4] = 2;
        bytes[5] = 1;
        bytes[0x10] = 2;
        bytes[0x12] = machine;
        bytes[0x20] = 64;
        bytes[0x28] = 64;
        bytes[0x36] = 56;
        bytes[0x38] = 1;
        return [.. bytes, .. Encoding.ASCII.GetBytes(marks)];
    }

    /// <summary>A system with a shell and the usual programs.</summary>
    public static FakeImageContent UsualSystem()
    {
        var content = new FakeImageContent();
        foreach (var name in (string[])["dash", "bash", "env", "python3.11", "perl", "find", "sort", "sleep", "id", "cat", "redis-server", "nginx", "gosu", "tini", "su-exec", "node"])
        {
            content.File("/usr/bin/" + name, Program());
        }

        return content.Link("/bin", "usr/bin").Link("/usr/bin/sh", "dash").Link("/usr/bin/python3", "python3.11");
    }

    public static Task<ScannerOutcome> ScanAsync(ImageConfiguration configuration, FakeImageContent content, AutorunOptions? options = null, ImagePlatform? platform = null)
        => new AutorunScanner(TestSignatures.All, new RecordingUploads(), Options.Create(options ?? new AutorunOptions()))
            .ScanAsync(SampleImages.Input(configuration, content, platform), TestContext.Current.CancellationToken);

    /// <summary>Path, what started it, and how deep; the interpreters of <see cref="UsualSystem"/> left out unless asked for.</summary>
    public static List<string> Files(ScannerOutcome outcome, bool all = false)
        => [.. outcome.Autorun.Where(file => all || !file.Path.StartsWith("/usr/bin/", StringComparison.Ordinal)).Select(file => $"{file.Path} < {file.StartedBy} {file.Depth}")];

    public static List<string> Paths(ScannerOutcome outcome) => [.. outcome.Autorun.Select(file => file.Path)];

    public static List<string> Ids(ScannerOutcome outcome) => [.. outcome.Findings.Select(finding => finding.Id)];

    public static FindingDraft Finding(ScannerOutcome outcome, string id) => Assert.Single(outcome.Findings, finding => finding.Id == id);

    /// <summary>Everything but the one finding that asks for a review of what no package vouches for.</summary>
    public static IEnumerable<FindingDraft> Remarks(ScannerOutcome outcome) => outcome.Findings.Where(finding => finding.Id != "unvouched");

    public static void IsQuiet(ScannerOutcome outcome)
    {
        Assert.Empty(Remarks(outcome).Select(finding => $"{finding.Id}: {finding.Evidence}"));
        Assert.Null(outcome.Reason);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }
}
