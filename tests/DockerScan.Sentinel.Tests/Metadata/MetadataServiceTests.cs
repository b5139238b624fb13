using System.Net;
using System.Text;
using System.Text.Json;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Hashing;
using DockerScan.Sentinel.Metadata;

namespace DockerScan.Sentinel.Tests.Metadata;

public sealed class MetadataServiceTests
{
    private const string Role = "/latest/meta-data/iam/security-credentials/";

    private readonly MetadataDialogue _dialogue = new(new MetadataService(
        new SentinelSpec
        {
            Metadata = new() { ["awsAccessKeyId"] = "AKIA1", ["awsSecretAccessKey"] = "s\"ecret", ["awsToken"] = "tok", ["gcpToken"] = "ya29.x", ["azureToken"] = "eyJ0" },
        }, new SaltedHash("s"), TimeProvider.System));

    [Fact]
    public void Answer_AwsCredentials_AreTheSecrets()
    {
        var role = Body(Get(Role));
        using var json = JsonDocument.Parse(Body(Get(Role + role)));

        Assert.Equal("AKIA1", json.RootElement.GetProperty("AccessKeyId").GetString());
        Assert.Equal("s\"ecret", json.RootElement.GetProperty("SecretAccessKey").GetString());
        Assert.Equal("Success", json.RootElement.GetProperty("Code").GetString());
    }

    [Theory]
    [InlineData("/latest/meta-data/instance-id", "^i-0[0-9a-f]{16}$")]
    [InlineData("/latest/meta-data/ami-id", "^ami-0[0-9a-f]{16}$")]
    [InlineData("/latest/meta-data/iam/info", "\"InstanceProfileArn\":\"arn:aws:iam::[1-9][0-9]{11}:instance-profile/")]
    [InlineData("/latest/meta-data/iam/security-credentials/", "-role$")]
    public void Answer_WhatTheMachineIs_IsNewInEachRunAndTheSameInOne(string path, string form)
    {
        var runs = Enumerable.Range(0, 12).Select(run => Body(Encoding.Latin1.GetString(
            new MetadataDialogue(new MetadataService(new SentinelSpec(), new SaltedHash($"run {run}"), TimeProvider.System)).Answer(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\n\r\n"))))).ToList();

        Assert.All(runs, text => Assert.Matches(form, text));
        Assert.True(runs.Distinct().Count() > 4);
        Assert.Equal(Body(Get(path)), Body(Get(path)));
    }

    [Fact]
    public void Answer_AwsTokenRequest_NeedsALifetime()
    {
        Assert.StartsWith("HTTP/1.1 400", Send("PUT /latest/api/token HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        var reply = Send("PUT /latest/api/token HTTP/1.1\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\n");
        Assert.Contains("X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", reply, StringComparison.Ordinal);
        Assert.True(Body(reply).Length > 40);
    }

    [Fact]
    public void Answer_Gcp_NeedsItsHeader()
    {
        const string Path = "/computeMetadata/v1/instance/service-accounts/default/token";

        Assert.StartsWith("HTTP/1.1 403", Get(Path), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Body(Get(Path, "Metadata-Flavor: Google")));
        Assert.Equal("ya29.x", json.RootElement.GetProperty("access_token").GetString());
        Assert.Equal(3599, json.RootElement.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public void Answer_Azure_NeedsItsHeader()
    {
        const string Path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net";

        Assert.StartsWith("HTTP/1.1 400", Get(Path), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Body(Get(Path, "Metadata: true")));
        Assert.Equal("eyJ0", json.RootElement.GetProperty("access_token").GetString());
        Assert.Equal("https://vault.azure.net", json.RootElement.GetProperty("resource").GetString());
    }

    [Theory]
    [InlineData("/latest/meta-data/", "200")]
    [InlineData("/1.0/meta-data/instance-id", "200")]
    [InlineData("/latest/dynamic/instance-identity/document", "200")]
    [InlineData("/", "200")]
    [InlineData("/latest/user-data", "404")]
    [InlineData("/latest/../../etc/passwd", "404")]
    public void Answer_Path_HasStatus(string path, string status) => Assert.StartsWith("HTTP/1.1 " + status, Get(path), StringComparison.Ordinal);

    [Fact]
    public void Seen_AfterARequest_NamesProviderAndPath()
    {
        Assert.Null(_dialogue.Seen);
        Get("/metadata/instance?api-version=1&secret=x", "Metadata: true");

        Assert.True(_dialogue.HasNews);
        var seen = _dialogue.Seen!;
        Assert.False(_dialogue.HasNews);
        Assert.Equal(("metadata", "azure", "/metadata/instance"), (seen.Application, seen.Details["provider"], seen.Details["path"]));
    }

    [Theory]
    [InlineData("169.254.169.254", 80, true)]
    [InlineData("fd00:ec2::254", 80, true)]
    [InlineData("169.254.169.254", 443, false)]
    [InlineData("169.254.1.1", 80, false)]
    public void Serves_Address_IsKnown(string address, int port, bool expected) =>
        Assert.Equal(expected, MetadataService.Serves(new IPEndPoint(IPAddress.Parse(address), port)));

    private string Get(string path, string header = "X: y") => Send($"GET {path} HTTP/1.1\r\nHost: 169.254.169.254\r\n{header}\r\n\r\n");

    private string Send(string request) => Encoding.UTF8.GetString(_dialogue.Answer(Encoding.ASCII.GetBytes(request)));

    private static string Body(string reply) => reply[(reply.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
