namespace DockerScan.Core.Tests;

public sealed class EngineExceptionTests
{
    [Fact]
    public void Constructor_Failure_IsKeptWithItsMessage()
    {
        var failure = new ScanFailure(FailureKind.EngineUnavailable, "the engine does not answer");
        var inner = new IOException("x");
        var exception = new EngineException(failure, inner);
        Assert.Same(failure, exception.Failure);
        Assert.Equal("the engine does not answer", exception.Message);
        Assert.Same(inner, exception.InnerException);
    }

    [Fact]
    public void Constructor_NoFailure_Throws() => Assert.Throws<ArgumentNullException>("failure", () => new EngineException(null!));
}
