using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The settings and nothing else decide what the target may use.</summary>
public sealed class SandboxSpecsTests : IDisposable
{
    private readonly SandboxBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void Make_Limits_AreThoseOfTheSettings()
    {
        (_bed.Settings.MemoryMiB, _bed.Settings.Cpus, _bed.Settings.MaxPids, _bed.Settings.MaxWrittenMiB, _bed.Settings.RawSockets) = (100, 0.5, 32, 64, false);

        var limits = _bed.Spec().Limits;

        Assert.Equal(
            new SandboxLimits { MemoryBytes = 100L << 20, Cpus = 0.5, MaxPids = 32, MaxWrittenBytes = 64L << 20, MaxFileBytes = 32L << 20, RawSockets = false },
            limits);
    }

    [Fact]
    public void Make_LargestMemory_DoesNotOverflow()
    {
        _bed.Settings.MemoryMiB = 65_536;

        Assert.Equal(64L << 30, _bed.Spec().Limits.MemoryBytes);
    }

    [Theory]
    [InlineData(SandboxMode.Sinkhole, "sinkhole")]
    [InlineData(SandboxMode.None, "none")]
    [InlineData(SandboxMode.Open, "open")]
    public void Make_Mode_IsToldToEngineAndSentinel(SandboxMode mode, string name)
    {
        _bed.Settings.Mode = mode;

        var spec = _bed.Spec();

        Assert.Equal((mode, name), (spec.Mode, Sentinel(spec).Mode));
    }

    [Fact]
    public void Make_UnknownMode_Throws()
    {
        _bed.Settings.Mode = (SandboxMode)9;

        Assert.Throws<InvalidOperationException>(() => _bed.Spec());
    }

    [Fact]
    public void Make_SelfTestInOpenMode_StaysInTheSinkhole()
    {
        _bed.Settings.Mode = SandboxMode.Open;

        var spec = _bed.Specs.Make(ScanId.Parse("scan00000001"), image: null, _bed.Tokens(), ["/.init"]);

        Assert.Equal((SandboxMode.Sinkhole, "sinkhole"), (spec.Mode, Sentinel(spec).Mode));
    }

    [Fact]
    public void Make_Tokens_AreToldToTheSentinelAndPlanted()
    {
        var tokens = _bed.Tokens();

        var spec = _bed.Spec(tokens);

        Assert.Equal(tokens.Tokens, Sentinel(spec).Tokens);
        Assert.Equal(tokens.FileTokens, Sentinel(spec).TokenFiles);
        Assert.Equal(tokens.Metadata, Sentinel(spec).Metadata);
        Assert.Equal(tokens.Files, spec.Files);
    }

    [Fact]
    public void Make_ManyTimes_InspectorsUserIsHighAndChanges()
    {
        var uids = Enumerable.Range(0, 50).Select(_ => Sentinel(_bed.Spec()).InspectorUid).ToList();

        Assert.All(uids, uid => Assert.InRange(uid, 50_000, 64_999));
        Assert.NotEqual(1, uids.Distinct().Count());
    }

    [Fact]
    public void Make_Gate_IsAnotherEachTimeAndKnownToBothSides()
    {
        var (one, other) = (_bed.Spec(), _bed.Spec());

        Assert.Matches(@"\A/\.[a-z]{8}\z", one.GatePath);
        Assert.NotEqual(one.GatePath, other.GatePath);
        Assert.NotEqual(one.GateWords[0], other.GateWords[0]);
        var sentinel = Sentinel(one);
        Assert.Equal((one.GatePath, one.GateWords[0]), (sentinel.GatePath, sentinel.GateName));
        Assert.Equal(one.GateWords[1], sentinel.InspectorUid.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "0")]
    [InlineData("NONE", "0")]
    [InlineData("CMD|/check|--all", "2|/check|--all")]
    [InlineData("CMD-SHELL|curl x || exit 1", "3|/bin/sh|-c|curl x || exit 1")]
    public void Make_HealthCheck_IsRunByTheGate(string check, string expected)
    {
        var image = _bed.Spec().Image!;
        image = image with { Configuration = image.Configuration with { HealthCheck = check.Length == 0 ? [] : Words(check) } };

        var words = _bed.Specs.Make(ScanId.Parse("scan00000001"), image, _bed.Tokens()).GateWords;

        Assert.Equal(Words(expected), words.Skip(2));
    }

    [Fact]
    public void Make_HostName_LooksLikeAnEnginesAndChanges()
    {
        var (one, other) = (_bed.Spec().HostName, _bed.Spec().HostName);

        Assert.Matches(@"\A[0-9a-f]{12}\z", one);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Make_ImageOfItsOwn_NoCommandOfOurs()
    {
        var spec = _bed.Spec();

        Assert.Null(spec.Command);
        Assert.Equal(ImagePlatform.Default, spec.Image!.Platform);
        Assert.Equal(_bed.Sentinel.Path, spec.SentinelPath);
    }

    private static string[] Words(string text) => text.Replace(" || ", " or ", StringComparison.Ordinal).Split('|');

    private static SentinelSpec Sentinel(SandboxSpec spec) => JsonSerializer.Deserialize(spec.SentinelSpec, SentinelJson.Default.SentinelSpec)!;
}
