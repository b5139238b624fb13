namespace DockerScan.Core.Tests;

public sealed class ResultTests
{
    private static readonly ScanFailure Failure = new(FailureKind.DiskFull, "the disk is full");

    [Fact]
    public void FromValue_Is_Success()
    {
        Result<string> result = "value";
        Assert.True(result.IsSuccess);
        Assert.Equal("value", result.Value);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void FromFailure_Is_NoSuccess()
    {
        Result<string> result = Failure;
        Assert.False(result.IsSuccess);
        Assert.Null(result.Value);
        Assert.Same(Failure, result.Failure);
    }

    [Fact]
    public void FromNull_IsNeverASuccess()
    {
        Assert.Throws<ArgumentNullException>(() => (Result<string>)(string)null!);
        Assert.Throws<ArgumentNullException>(() => (Result<string>)(ScanFailure)null!);
    }
}
