using System.Net;
using System.Text;
using DockerScan.Core.Pulls;
using DockerScan.Registry.Budget;
using DockerScan.Registry.Http;

namespace DockerScan.Registry.Tests.Budget;

public sealed class PullHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("100;w=21600", "76;w=21600", 100, 76, 21600)]
    [InlineData("200;w=3600", "3", 200, 3, 3600)]
    [InlineData("100", "76", 100, 76, null)]
    [InlineData(" 100 ; w=60 ; x=1", "5", 100, 5, 60)]
    // More left than there is: what was promised is the most.
    [InlineData("100;w=60", "5000", 100, 100, 60)]
    [InlineData("100;w=0", "5", 100, 5, null)]
    [InlineData("100;w=99999999999", "5", 100, 5, null)]
    public void Read_Headers_GiveTheBudget(string limit, string remaining, int pulls, int left, int? seconds)
    {
        var reading = PullHeaders.Read(Answer(HttpStatusCode.OK, "", ("ratelimit-limit", limit), ("ratelimit-remaining", remaining)), Now)!;

        Assert.Equal((pulls, left, seconds), (reading.Limit, reading.Remaining, (int?)reading.Window?.TotalSeconds));
        Assert.Equal((PullRest.None, null), (reading.Refusal, reading.RetryAfter));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("100;w=21600", null)]
    [InlineData("garbage", "5")]
    [InlineData("-1;w=5", "5")]
    [InlineData("99999999999", "5")]
    [InlineData("100", "\u0665")]
    public void Read_NoWordOfIt_IsNone(string? limit, string? remaining)
        => Assert.Null(PullHeaders.Read(Answer(HttpStatusCode.OK, "", [.. Given("ratelimit-limit", limit), .. Given("ratelimit-remaining", remaining)]), Now));

    [Fact]
    public void Read_OlderNames_AreRead()
        => Assert.Equal(7, PullHeaders.Read(Answer(HttpStatusCode.OK, "", ("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "7")), Now)!.Remaining);

    [Theory]
    // A used-up limit, with its counter or in its words; HEAD has no words.
    [InlineData("0;w=21600", "", PullRest.Pulls)]
    [InlineData(null, """{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit. You may increase the limit by authenticating"}]}""", PullRest.Pulls)]
    [InlineData(null, "You have reached your unauthenticated pull rate limit.", PullRest.Pulls)]
    // Too many in a short time.
    [InlineData("40;w=21600", "", PullRest.Requests)]
    [InlineData(null, "", PullRest.Requests)]
    [InlineData(null, "Too Many Requests", PullRest.Requests)]
    [InlineData(null, """{"errors":[{"code":"TOOMANYREQUESTS","message":"retry-after: 30s, allowed: 44000/minute"}]}""", PullRest.Requests)]
    public void Read_TooManyRequests_SaysWhichLimit(string? remaining, string body, PullRest refusal)
    {
        var reading = PullHeaders.Read(
            Answer(HttpStatusCode.TooManyRequests, body, [.. Given("ratelimit-limit", remaining is null ? null : "100;w=21600"), .. Given("ratelimit-remaining", remaining), ("Retry-After", "90")]), Now)!;

        Assert.Equal((refusal, Now.AddSeconds(90)), (reading.Refusal, reading.RetryAfter));
    }

    private static IEnumerable<(string Name, string Value)> Given(string name, string? value) => value is null ? [] : [(name, value)];

    private static RegistryResponse Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        using var message = new HttpResponseMessage(status);
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return new RegistryResponse(status, message.Headers, null, Encoding.UTF8.GetBytes(body));
    }
}
