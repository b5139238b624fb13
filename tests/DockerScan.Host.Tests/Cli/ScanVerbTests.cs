using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Host.Cli;

namespace DockerScan.Host.Tests.Cli;

public sealed class ScanVerbTests
{
    [Theory]
    [InlineData(Verdict.None, true, Risk.Low, 0)]
    [InlineData(Verdict.Low, true, Risk.Low, 1)]
    [InlineData(Verdict.Low, true, Risk.Medium, 0)]
    [InlineData(Verdict.Medium, true, Risk.High, 0)]
    [InlineData(Verdict.Medium, true, Risk.Medium, 1)]
    [InlineData(Verdict.High, true, Risk.High, 1)]
    [InlineData(Verdict.Unknown, false, Risk.High, 2)]
    [InlineData(Verdict.Unknown, true, Risk.Low, 2)]
    public void ExitCode_VerdictAndThreshold_FollowsTheContract(Verdict verdict, bool complete, Risk failOn, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(verdict, complete, null), failOn));

    // A reverse shell is no less one because a database was missing.
    [Theory]
    [InlineData(Verdict.High, Risk.High, 1)]
    [InlineData(Verdict.Medium, Risk.Medium, 1)]
    [InlineData(Verdict.Low, Risk.Low, 1)]
    [InlineData(Verdict.Medium, Risk.High, 2)]
    [InlineData(Verdict.Low, Risk.Medium, 2)]
    [InlineData(Verdict.None, Risk.Low, 2)]
    public void ExitCode_Incomplete_GoesByWhatWasFound(Verdict atLeast, Risk failOn, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(Verdict.Unknown, complete: false, null) with { AtLeast = atLeast }, failOn));

    [Theory]
    [InlineData(FailureKind.EngineUnavailable, 69)]
    [InlineData(FailureKind.ImageNotFound, 2)]
    [InlineData(FailureKind.TooLarge, 2)]
    public void ExitCode_ImageNotHad_IsIncompleteUnlessTheEngineIsMissing(FailureKind kind, int expected)
        => Assert.Equal(expected, ScanVerb.ExitCode(Result(Verdict.Unknown, false, new ScanFailure(kind, "x")), Risk.High));

    private static ScanResult Result(Verdict verdict, bool complete, ScanFailure? failure) => new()
    {
        Id = ScanId.Parse("abcdefghjk"),
        Reference = ImageReference.Parse("redis:7"),
        Platform = ImagePlatform.Default,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        Verdict = verdict,
        AtLeast = verdict == Verdict.Unknown ? Verdict.None : verdict,
        Complete = complete,
        Failure = failure,
        Stages = [],
        Findings = [],
        Checklist = [],
    };
}
