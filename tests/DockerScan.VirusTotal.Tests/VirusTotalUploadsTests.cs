using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Reputations;
using DockerScan.TestKit.VirusTotal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DockerScan.VirusTotal.Tests;

public sealed class VirusTotalUploadsTests : IAsyncDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("a program\r\n--dockerscan--\0");
    private static readonly Indicator File = Of(Content);
    private readonly LoopbackVirusTotal _server = LoopbackVirusTotal.Start();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-uploads-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task KeepAsync_NotAllowed_KeepsNothing()
    {
        var uploads = Uploads(options => options.AllowUpload = false);

        await uploads.KeepAsync(File.Value, Content, Token);

        Assert.Equal(UploadState.None, uploads.StateOf(File));
        Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task KeepAsync_NoHash_NeverBecomesAPath()
    {
        await Uploads().KeepAsync("../../../tmp/x", Content, Token);

        Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task SendAndPoll_WholeWay_UploadsTheVeryBytesUnderTheirHashAndWaits()
    {
        var uploads = Uploads();
        await uploads.KeepAsync(File.Value, Content, Token);
        Assert.Equal(UploadState.Kept, uploads.StateOf(File));
        uploads.Want(File);
        Assert.Equal((UploadState.Wanted, 1), (uploads.StateOf(File), uploads.CostOf(File)));

        Assert.Equal(new UploadStep(ReputationAnswerKind.Answered), await uploads.SendAsync(File, Token));

        // Another process, after a restart, goes on with it.
        var later = Uploads();
        Assert.Equal(UploadState.Sent, later.StateOf(File));
        Assert.False((await later.PollAsync(File, Token)).IsDone);
        Assert.False((await later.PollAsync(File, Token)).IsDone);
        Assert.True((await later.PollAsync(File, Token)).IsDone);
        Assert.Equal((File.Value, File.Value), (Assert.Single(_server.Uploads).Name, _server.Uploads[0].Sha256));
        later.Forget(File);
        Assert.Empty(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task SendAsync_Over32MiB_AsksForAnAddressAndCostsTwo()
    {
        var large = new byte[(32 << 20) + 1];
        large[^1] = 1;
        var indicator = Of(large);
        var uploads = Uploads(options => options.MaxUploadMiB = 64);
        await uploads.KeepAsync(indicator.Value, large, Token);
        uploads.Want(indicator);

        Assert.Equal(2, uploads.CostOf(indicator));
        await uploads.SendAsync(indicator, Token);

        Assert.Equal(["/api/v3/files/upload_url", "/_ah/upload/here"], _server.Asked);
        Assert.Equal(indicator.Value, Assert.Single(_server.Uploads).Sha256);
    }

    [Fact]
    public async Task KeepAsync_OverTheBound_KeepsNothing()
    {
        var uploads = Uploads(options => options.MaxUploadMiB = 1);

        await uploads.KeepAsync(File.Value, new byte[(1 << 20) + 1], Token);

        Assert.Equal(UploadState.None, uploads.StateOf(File));
    }

    [Theory]
    [InlineData(VirusTotalFault.OverQuotaForTwoMinutes, ReputationAnswerKind.OverQuota)]
    [InlineData(VirusTotalFault.WrongKey, ReputationAnswerKind.Refused)]
    [InlineData(VirusTotalFault.ServerError, ReputationAnswerKind.Failed)]
    [InlineData(VirusTotalFault.Html, ReputationAnswerKind.Failed)]
    [InlineData(VirusTotalFault.HalfAnswer, ReputationAnswerKind.Failed)]
    public async Task SendAsync_BadDay_IsNamedAndTheFileStillWaits(VirusTotalFault fault, ReputationAnswerKind expected)
    {
        var uploads = Uploads();
        await uploads.KeepAsync(File.Value, Content, Token);
        uploads.Want(File);
        _server.Fail(fault);

        Assert.Equal(expected, (await uploads.SendAsync(File, Token)).Kind);
        Assert.Equal(UploadState.Wanted, uploads.StateOf(File));
    }

    [Theory]
    [InlineData("https://www.virustotal.com/_ah/upload/x", "https://www.virustotal.com/api/v3/", true)]
    [InlineData("https://evil.net/_ah/upload/x", "https://www.virustotal.com/api/v3/", false)]
    [InlineData("http://www.virustotal.com/_ah/upload/x", "https://www.virustotal.com/api/v3/", false)]
    [InlineData("http://127.0.0.1:1/x", "https://www.virustotal.com/api/v3/", false)]
    [InlineData("nonsense", "https://www.virustotal.com/api/v3/", false)]
    public void MayUpload_Address_IsTheApisOwnHost(string address, string api, bool expected) => Assert.Equal(expected, VirusTotalHosts.MayUpload(address, api));

    private static Indicator Of(byte[] content) => new(IndicatorKind.File, Convert.ToHexStringLower(SHA256.HashData(content)));

    private IFileUploads Uploads(Action<VirusTotalOptions>? configure = null)
    {
        var options = new VirusTotalOptions { ApiKey = LoopbackVirusTotal.Key, ApiUrl = _server.Api.AbsoluteUri, AllowUpload = true };
        configure?.Invoke(options);
        return new ServiceCollection().AddSingleton(Options.Create(options)).AddVirusTotal(Path.Combine(_folder.FullName, "uploads"))
            .BuildServiceProvider().GetRequiredService<IFileUploads>();
    }
}
