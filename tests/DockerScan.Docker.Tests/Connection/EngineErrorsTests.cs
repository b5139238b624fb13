using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using DockerScan.Core;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests.Connection;

public sealed class EngineErrorsTests
{
    [Theory]
    [InlineData(HttpStatusCode.NotFound, "{\"message\":\"No such image: x\"}", FailureKind.ImageNotFound)]
    [InlineData(HttpStatusCode.InternalServerError, "{\"message\":\"mkdir: no space left on device\"}", FailureKind.DiskFull)]
    [InlineData(HttpStatusCode.InternalServerError, "<html>proxy</html>", FailureKind.EngineUnavailable)]
    [InlineData(HttpStatusCode.Conflict, "{\"message\":\"in use\"}", FailureKind.Internal)]
    [InlineData(HttpStatusCode.BadGateway, "", FailureKind.EngineUnavailable)]
    [InlineData(HttpStatusCode.Unauthorized, "{\"message\":7}", FailureKind.Unauthorized)]
    public void ToFailure_ApiAnswer_HasItsKindAndTheEnginesWords(HttpStatusCode status, string body, FailureKind expected)
    {
        var failure = EngineErrors.ToFailure(new DockerApiException(status, body), "test");

        Assert.Equal(expected, failure.Kind);
        Assert.DoesNotContain("{\"message\":\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToFailure_SocketRefused_NamesTheNextStep()
    {
        var exception = new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused));

        var failure = EngineErrors.ToFailure(exception, "test");

        Assert.Equal(FailureKind.EngineUnavailable, failure.Kind);
        Assert.Contains("DOCKER_HOST", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToFailure_SocketNotPermitted_NamesTheGroup()
    {
        var exception = new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied));

        Assert.Contains("docker group", EngineErrors.ToFailure(exception, "test").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromText_HostileText_IsCleanedAndBounded()
    {
        var failure = EngineErrors.FromText("bad\n\u202eevil" + new string('x', 5000), "test", FailureKind.Internal);

        Assert.InRange(failure.Message.Length, 10, 400);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('\u202e', failure.Message);
    }
}
