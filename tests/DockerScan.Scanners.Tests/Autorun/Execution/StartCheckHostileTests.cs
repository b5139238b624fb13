using System.Diagnostics;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun.Execution;

/// <summary>What an author makes to slow the check down or to lead it astray: it ends, and says nothing that is not so.</summary>
public sealed class StartCheckHostileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Texts => new()
    {
        string.Join("; ", Enumerable.Repeat("a && b || c | d", 4_000)),
        string.Concat(Enumerable.Repeat("\"$(", 15_000)),
        string.Concat(Enumerable.Repeat("sh -c 'curl ", 2_000)),
        string.Join(" || ", Enumerable.Range(0, 400).Select(i => $"/none/{i}")),
        "[ " + string.Join(" -a ", Enumerable.Repeat("\"$(curl x)\" = y", 1_000)) + " ]",
        new string('!', 60_000),
        string.Join('\n', Enumerable.Repeat("X=$X$X; $X", 500)),
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task ShellForm_Hostile_Ends(string text)
    {
        var watch = Stopwatch.StartNew();

        _ = await ScanAsync(new ImageConfiguration { HealthCheck = ["CMD-SHELL", text], Command = ["/bin/sh", "-c", text] }, UsualSystem());

        Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task ManyWordsAndFolders_End()
    {
        var content = UsualSystem();
        var deep = "/" + string.Join('/', Enumerable.Repeat("a", 200));
        content.File(deep + "/entry", "#!/bin/sh\n");
        for (var i = 0; i < 39; i++)
        {
            content.Link($"/l{i}", i == 38 ? deep : $"l{i + 1}");
        }

        var watch = Stopwatch.StartNew();
        var outcome = await ScanAsync(
            new ImageConfiguration
            {
                Entrypoint = [.. Enumerable.Repeat("nice", 30), "/l0/entry"],
                Environment = ["PATH=" + string.Join(':', Enumerable.Range(0, 2_000).Select(i => $"/l{i % 39}")) + ":/usr/bin"],
                User = "1000",
            },
            content);

        Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}");
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Fact]
    public async Task LongAccounts_End()
    {
        var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"user{i}:x:{i}:{i}::/:/bin/sh\n"));
        var content = UsualSystem().File("/etc/passwd", lines).File("/etc/group", lines).File("/e", "#!/bin/sh\n", 0b111_000_000, 29_999);
        var watch = Stopwatch.StartNew();

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e"], User = "user29999" }, content);

        Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}");
        Assert.Empty(Remarks(outcome));
    }

    // A name, an interpreter and a loader that attack whoever shows them: they are shown on one line, without control characters.
    [Theory]
    [InlineData("#!/bin/\u001b[31msh\u202e\n")]
    [InlineData("#!/usr/bin/env \u0007x\n")]
    [InlineData("#!/bin/sh\u0000\r\n")]
    [InlineData("#!/a\u2028b\n")]
    public async Task Names_AreCleaned(string script)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e\u001b\u202e"] }, UsualSystem().File("/e\u001b\u202e", script));

        Assert.All(Remarks(outcome), finding => Assert.DoesNotContain(finding.Evidence + finding.Title + finding.Remediation, c => char.IsControl(c) || c is '\u202e' or '\u2028'));
    }

    // Random beginnings of files: nothing is thrown, and nothing is missing but what a quote without its end may hide.
    [Fact]
    public async Task RandomFiles_NeverThrow()
    {
        var random = new Random(20261129);
        string[] starts = ["\u007fELF\u0002\u0001", "#!", "#!/usr/bin/env", "\u00ef\u00bb\u00bf#!", "MZ", ""];
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            var content = UsualSystem().File("/e", [.. Encoding.Latin1.GetBytes(starts[i % starts.Length]), .. bytes]);

            var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e"], User = i % 2 == 0 ? "" : "1000:1000" }, content);

            Assert.All(outcome.Gaps, gap => Assert.Contains(" has no end, so what stands behind it may have been read wrongly", gap.Detail, StringComparison.Ordinal));
        }
    }
}
