using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Languages;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Trivy.Languages;

/// <summary>What an image shows of languages and Trivy did not read is said; what it read is not.</summary>
public sealed class LanguageGapsTests
{
    private static readonly byte[] Bundle = [0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32, 0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae];

    private static readonly MappedReport Debian = new() { Findings = [], TotalFindings = 0, OperatingSystem = null, PackageCount = 9, OsPackageCount = 9 };

    [Fact]
    public async Task FindAsync_GoWithoutItsLibrary_IsSaid()
    {
        Assert.Equal("Go's own library was not listed (Trivy 0.51.0 and newer list it) for /app/server", await OnlyAsync(new FakeImageContent(), Debian with { GoWithoutLibrary = ["/app/server"] }));
        Assert.Equal((StageOutcome.Completed, null), Core.Checks.CheckTable.Conclude([new Gap(GapKind.LanguageUnread, "x")]));
    }

    [Theory]
    [InlineData("/opt/conda/conda-meta/openssl-1.1.1q-0.json", "conda's packages are not compared by Trivy: /opt/conda/conda-meta")]
    [InlineData("/opt/conda/conda-meta/history", null)]
    [InlineData("/opt/my-conda-meta/x.json", null)]
    [InlineData("/app/vendor/composer/installed.json", "PHP's list of installed packages was not read (Trivy 0.53.0 and newer read it): /app/vendor/composer/installed.json")]
    [InlineData("/app/composer/installed.json", null)]
    [InlineData("/app/libcoreclr.so", "the .NET runtime of a self-contained program was not listed (Trivy 0.72.0 and newer list it): /app")]
    [InlineData("/app/libcoreclr.so.dbg", null)]
    public async Task FindAsync_FileOfALanguage_IsSaidWhereNothingReadIt(string path, string? words)
        => Assert.Equal(words, await OnlyAsync(new FakeImageContent().File(path, "x"), Debian));

    [Fact]
    public async Task FindAsync_WhatTrivyListed_IsNoGap()
    {
        var content = new FakeImageContent().File("/app/vendor/composer/installed.json", "x").File("/app/libcoreclr.so", "x")
            .File("/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/libcoreclr.so", "x").File("/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/Microsoft.NETCore.App.deps.json", "x");

        Assert.Null(await OnlyAsync(content, Debian with { HasRuntimePack = true, CoveredFiles = new HashSet<string> { "/app/vendor/composer/installed.json" } }));
    }

    [Fact]
    public async Task FindAsync_ManyPlaces_AreCountedBeyondThree()
    {
        var content = new FakeImageContent();
        for (var i = 1; i <= 5; i++)
        {
            content.File($"/app{i}/libcoreclr.so", "x");
        }

        Assert.EndsWith(": /app1, /app2, /app3 and 2 more", await OnlyAsync(content, Debian), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bundle", "a .NET program in a single file is not read by Trivy: /app/server")]
    [InlineData("host", null)]
    [InlineData("rust", "what is compiled into a Rust program without an audit section is not read by Trivy: /app/server")]
    [InlineData("audited", null)]
    [InlineData("go", "a Go program was not read by Trivy: /app/server")]
    [InlineData("c", null)]
    [InlineData("script", null)]
    public async Task FindAsync_StartedProgram_IsToldByItsMarks(string kind, string? words)
        => Assert.Equal(words, await OnlyAsync(new FakeImageContent().File("/app/server", Program(kind)), Debian, "/app/server"));

    [Theory]
    [InlineData("server", "/app")]
    [InlineData("./server", "/app")]
    [InlineData("/app/../app/server", "")]
    [InlineData("/link", "")]
    public async Task FindAsync_StartedProgram_IsFoundAsItIsStarted(string word, string folder)
    {
        var content = new FakeImageContent().File("/app/server", Program("rust")).Link("/link", "app/server");

        Assert.Contains("/app/server", await OnlyAsync(content, Debian, word, folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_ProgramThatAListCovers_IsNotRead()
    {
        var content = new FakeImageContent().File("/app/server", Program("rust")).File("/usr/bin/tool", Program("rust")).File("/app/small", "\u007fELF/rustc/");

        Assert.Null(await OnlyAsync(content, Debian with { CoveredFiles = new HashSet<string> { "/app/server" } }, "/app/server"));
        Assert.Null(await OnlyAsync(content, Debian, "/usr/bin/tool"));
        Assert.Null(await OnlyAsync(content, Debian, "/app/small"));
        Assert.Null(await OnlyAsync(content, Debian, "/app/nothing"));
        Assert.Empty(content.Reads);
        // Without packages of a system its folders are nobody's.
        Assert.NotNull(await OnlyAsync(content, Debian with { OsPackageCount = 0 }, "/usr/bin/tool"));
    }

    [Theory]
    [InlineData("/app/service", "a Java archive without an archive's ending is not read by Trivy: /app/service")]
    [InlineData("/app/service.jar", null)]
    [InlineData("/app/nothing", null)]
    public async Task FindAsync_ArchiveWithoutEnding_IsSaid(string word, string? words)
        => Assert.Equal(words, await OnlyAsync(new FakeImageContent().File("/app/service", "PK").File("/app/service.jar", "PK"), Debian, "java", "", "-jar", word));

    private static byte[] Program(string kind)
    {
        byte[] mark = kind switch
        {
            "bundle" => [0x10, 0x20, 0x30, 0x04, 0, 0, 0, 0, .. Bundle],
            "host" => [0, 0, 0, 0, 0, 0, 0, 0, .. Bundle],
            "rust" => Encoding.ASCII.GetBytes("/rustc/9b00956e56009bab2aa15d7bff10916599e3d6d6/library/core"),
            "audited" => Encoding.ASCII.GetBytes("/rustc/9b00956e .dep-v0"),
            "go" => Encoding.Latin1.GetBytes("\u00ff Go buildinf:"),
            _ => [],
        };
        return [.. Encoding.ASCII.GetBytes(kind == "script" ? "#!/bin/sh /rustc/" : "\u007fELF"), .. new byte[20_000], 1, .. mark, .. new byte[100]];
    }

    private static async Task<string?> OnlyAsync(FakeImageContent content, MappedReport mapped, string? started = null, string folder = "", params string[] more)
    {
        var input = TrivyBed.Input();
        input = input with
        {
            Image = input.Image with { Configuration = new ImageConfiguration { Entrypoint = started is null ? [] : [started, .. more], WorkingDirectory = folder, Environment = ["PATH=/app:/usr/bin"] } },
            Content = content,
        };
        var gaps = await LanguageGaps.FindAsync(mapped, content.Index, input, TestContext.Current.CancellationToken);
        Assert.All(gaps, gap => Assert.Equal(GapKind.LanguageUnread, gap.Kind));
        return gaps.Count == 0 ? null : Assert.Single(gaps).Detail;
    }
}
