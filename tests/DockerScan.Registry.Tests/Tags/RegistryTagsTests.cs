using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Tags;

namespace DockerScan.Registry.Tests.Tags;

public sealed class RegistryTagsTests
{
    private const string List = "https://r.example/v2/a/tags/list";

    [Theory]
    [InlineData("</v2/a/tags/list?n=2&last=b>; rel=\"next\"")]
    [InlineData("<list?n=2&last=b>; rel=next")]
    [InlineData("<https://r.example/v2/a/tags/list?n=2&last=b>;rel=\"next\"")]
    [InlineData("<https://R.EXAMPLE:443/v2/a/tags/list?n=2&last=b>; title=\"x, y\"; rel=\"prev next\"")]
    [InlineData("<https://r.example/first>; rel=\"first\", </v2/a/tags/list?n=2&last=b>; REL=\"next\"")]
    // Behind a proxy a registry takes itself for one without TLS; it is asked with TLS all the same.
    [InlineData("<http://r.example/v2/a/tags/list?n=2&last=b>; rel=\"next\"")]
    public async Task ListAsync_NextPage_IsFollowed(string link)
    {
        using var fake = new FakeRegistry();
        fake.On(List, request => request.RequestUri!.Query.Contains("last=b", StringComparison.Ordinal) ? Page("""["c"]""") : Page("""["a","b"]""", link));

        var tags = await ListAsync(fake);

        Assert.Equal(["a", "b", "c"], tags.Tags);
        Assert.Equal((2, TagListEnd.Whole), (tags.Pages, tags.End));
        Assert.All(fake.Requests, request => Assert.StartsWith("GET https://r.example/v2/a/tags/list?", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<https://evil.example/v2/a/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<//evil.example/v2/a/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<https://r.example:8443/v2/a/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<https://r.example@evil.example/v2/a/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<https://user@r.example/v2/a/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<file:///etc/passwd>; rel=\"next\"")]
    public async Task ListAsync_NextPageElsewhere_IsRefused(string link)
    {
        using var fake = new FakeRegistry();
        fake.On(List, _ => Page("""["a","b"]""", link));

        var result = await fake.Tags.ListAsync(ImageReference.Parse("r.example/a"), ScanPriority.Schedule, TestContext.Current.CancellationToken);

        Assert.Equal(FailureKind.RegistryUnavailable, result.Failure!.Kind);
        Assert.Contains("another host", result.Failure.Message, StringComparison.Ordinal);
        Assert.Single(fake.Requests);
    }

    [Theory]
    [InlineData("""{"name":"a","tags":null}""")]
    [InlineData("""{"name":"a"}""")]
    [InlineData("""{"name":"a","tags":[]}""")]
    [InlineData("""{"name":"a","tags":[null]}""")]
    public async Task ListAsync_NoTags_IsAnEmptyRepository(string body)
    {
        using var fake = new FakeRegistry();
        fake.On(List, _ => FakeRegistry.Answer(body));

        var tags = await ListAsync(fake);

        Assert.Empty(tags.Tags);
        Assert.True(tags.IsWhole);
    }

    [Fact]
    public async Task ListAsync_EmptyPageInTheMiddle_IsNoEnd()
    {
        using var fake = new FakeRegistry();
        fake.On(List, request => request.RequestUri!.Query switch
        {
            "?n=1000" => Page("""["a"]""", "</v2/a/tags/list?p=2>; rel=\"next\""),
            "?p=2" => Page("null", "</v2/a/tags/list?p=3>; rel=\"next\""),
            _ => Page("""["b","a"]"""),
        });

        Assert.Equal(["a", "b"], (await ListAsync(fake)).Tags);
    }

    [Fact]
    public async Task ListAsync_Circle_EndsAndIsNotWhole()
    {
        using var fake = new FakeRegistry();
        var page = 0;
        fake.On(List, _ => Page("""["a","b"]""", FormattableString.Invariant($"</v2/a/tags/list?p={page++ % 3}>; rel=\"next\"")));

        var tags = await ListAsync(fake);

        Assert.Equal(["a", "b"], tags.Tags);
        Assert.Equal(TagListEnd.Circle, tags.End);
        Assert.InRange(fake.Requests.Count, 2, 4);
    }

    [Fact]
    public async Task ListAsync_PagesWithoutEnd_AreBounded()
    {
        using var fake = new FakeRegistry();
        var page = 0;
        fake.On(List, _ => Page($"""["t{page}"]""", FormattableString.Invariant($"</v2/a/tags/list?p={++page}>; rel=\"next\"")));

        var tags = await ListAsync(fake);

        Assert.Equal((50, 50, TagListEnd.Bound), (tags.Tags.Count, tags.Pages, tags.End));
    }

    [Fact]
    public async Task ListAsync_EmptyPagesWithoutEnd_AreBounded()
    {
        using var fake = new FakeRegistry();
        var page = 0;
        fake.On(List, _ => Page("[]", FormattableString.Invariant($"</v2/a/tags/list?p={++page}>; rel=\"next\"")));

        var tags = await ListAsync(fake);

        Assert.Equal((50, TagListEnd.Bound), (tags.Pages, tags.End));
    }

    [Fact]
    public async Task ListAsync_FullPageWithoutALink_IsAskedOn()
    {
        using var fake = new FakeRegistry();
        fake.On(List, request => request.RequestUri!.Query.Contains("last=", StringComparison.Ordinal) ? Page("""["z"]""") : Page(Numbers(0, 1000)));

        var tags = await ListAsync(fake);

        Assert.Equal((1001, 2, true), (tags.Tags.Count, tags.Pages, tags.IsWhole));
    }

    // distribution 2.8 knows no pages: it sends all, whatever is asked.
    [Theory]
    [InlineData(1000, 2)]
    [InlineData(7000, 1)]
    public async Task ListAsync_RegistryWithoutPages_IsWhole(int count, int requests)
    {
        using var fake = new FakeRegistry();
        fake.On(List, _ => Page(Numbers(0, count)));

        var tags = await ListAsync(fake);

        Assert.Equal((count, requests), (tags.Tags.Count, fake.Requests.Count));
        Assert.True(tags.IsWhole);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, FailureKind.ImageNotFound)]
    [InlineData(HttpStatusCode.Forbidden, FailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests, FailureKind.RateLimited)]
    [InlineData(HttpStatusCode.BadRequest, FailureKind.RegistryUnavailable)]
    public async Task ListAsync_Refusal_IsNamed(HttpStatusCode status, FailureKind kind)
    {
        using var fake = new FakeRegistry();
        fake.On(List, _ => FakeRegistry.Status(status));

        Assert.Equal(kind, (await fake.Tags.ListAsync(ImageReference.Parse("r.example/a"), ScanPriority.Person, TestContext.Current.CancellationToken)).Failure!.Kind);
    }

    [Fact]
    public async Task ListAsync_NotAllowed_AsksNothing()
    {
        using var fake = new FakeRegistry();

        Assert.Equal(FailureKind.RegistryNotAllowed, (await fake.Tags.ListAsync(ImageReference.Parse("other.example/a"), ScanPriority.Person, TestContext.Current.CancellationToken)).Failure!.Kind);
        Assert.Empty(fake.Requests);
    }

    private static string Numbers(int from, int count) => $"[{string.Join(',', Enumerable.Range(from, count).Select(number => FormattableString.Invariant($"\"1.{number}\"")))}]";

    private static HttpResponseMessage Page(string tags, string? link = null)
    {
        var answer = FakeRegistry.Answer($$"""{"name":"a","tags":{{tags}}}""");
        if (link is not null)
        {
            answer.Headers.TryAddWithoutValidation("Link", link);
        }

        return answer;
    }

    private static async Task<RepositoryTags> ListAsync(FakeRegistry fake)
    {
        var result = await fake.Tags.ListAsync(ImageReference.Parse("r.example/a:x"), ScanPriority.Schedule, TestContext.Current.CancellationToken);
        Assert.True(result.IsSuccess, result.Failure?.Message);
        return result.Value;
    }
}
